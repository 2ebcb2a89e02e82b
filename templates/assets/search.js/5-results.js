// The answers to what a field says, in the dialog or on the search page: a page has one of the two.

const { searchIndex } = document.documentElement.dataset;
const addressOf = (text) => `${searchIndex}?q=${encodeURIComponent(text)}`;

export function make(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}
const button = (textContent, onclick, more) => make('button', { type: 'button', textContent, onclick, ...more });
const link = (href, textContent) => make('a', { href, textContent, onclick: follow });
const marked = (text, matcher) => markUp(text, matcher).map(({ text, hit }) => hit ? make('mark', {}, text) : text);

const types = new Set();
const topics = new Set();
const filters = make('div', { className: 'filters', role: 'group', ariaLabel: 'Kinds of pages' });
const notice = make('output', { className: 'notice' });
const list = make('ul', { className: 'hits', id: 'theme.hits' });
let field, first, limit, answered, opening, slow, known, showsTopics;
let turn = 0;

/** Shows the answers to what is in a field, `count` hits at first. */
export function start(input, count, place) {
  field = input;
  first = count;
  field.addEventListener('input', () => ask());
  for (const event of ['pointerover', 'focusin']) list.addEventListener(event, ({ target }) => target.closest('a')?.look?.());
  place.append(filters, notice, list);
}

export const openIndex = () => opening ??= SearchIndex.open(new URL(searchIndex, location).href);

export function ask(count = first) {
  limit = count;
  answered = answer(field.value.trim(), ++turn);
}

async function answer(text, asked) {
  if (limit === first) active = text ? 0 : -1;
  clearTimeout(slow);
  if (!text) return present(...beginning());
  slow = setTimeout(() => notice.replaceChildren('Searching…'), 300);
  try {
    const index = await openIndex();
    if (showsTopics) await index.loadTopics();
    const answer = await index.search(text, { limit, types, topics });
    // A newer question makes it worthless.
    if (asked === turn) show(answer, index.root);
  } catch (error) {
    opening = null;
    if (asked !== turn) return;
    if (!error.kind) reportError(error);
    const words = { offline: 'Search could not be loaded. ', outdated: 'The guide has just changed. ' }[error.kind] ?? 'The search is broken. ';
    present([], [words, button('Try again', () => ask(limit)), link(addressOf(text), 'Open the search page')]);
  }
}

function present(rows, words, answer) {
  clearTimeout(slow);
  showFilters(answer?.types ?? [], answer?.topics);
  notice.replaceChildren(...words);
  fill(rows);
}

function show(answer, root) {
  const { text, hits, total, matcher } = answer;
  // The rows of a question stay, with their excerpts, when more are shown.
  if (known?.text !== text) known = { text };
  const rows = hits.flatMap((hit) => known[hit.url] ??= rowsOf(hit, new URL(hit.url, root), matcher));
  if (total > hits.length) {
    rows.push(row(addressOf(text), '', [`Show ${Math.min(10, total - hits.length)} more`], '', () => ask(limit + 10)));
  }
  const better = suggestion(answer);
  const words = total ? [link(addressOf(text), `${total} result${total > 1 ? 's' : ''}${better ? '' : ` for “${text}”`}`)] :
    [`No results for “${text}”. Try fewer or shorter words. `, link(`${searchIndex}#theme.a-to-z`, 'All pages, A to Z')];
  if (!total && types.size + topics.size) {
    words.push(button('Search every kind', () => {
      types.clear();
      choose(topics);
    }));
  }
  if (better) words.unshift(total ? 'Searched for ' : 'Did you mean ', button(better, () => use(better), { className: 'inline' }));
  present(rows, words, answer);
  // Whoever types on has no use for an excerpt.
  setTimeout(() => rows[0]?.isConnected && rows[0].look?.(), 150);
}

/** Puts another text into the field. */
function use(text) {
  field.value = text;
  field.focus();
  field.dispatchEvent(new Event('input'));
}

function showFilters(found, foundTopics) {
  const { name } = filters.contains(document.activeElement) ? document.activeElement : {};
  const chips = (chosen, all) => all.map(({ name, label, count }) => button(
    `${label} ${count}`, () => choose(chosen, name), { name, ariaPressed: name ? chosen.has(name) : !chosen.size }));
  const all = { name: '', label: 'All', count: found.reduce((sum, type) => sum + type.count, 0) };
  filters.replaceChildren(...found.length ? [...chips(types, [all, ...found]), button('Topics', () => {
    showsTopics = !showsTopics;
    ask(limit);
  }, { name: 'topics', ariaExpanded: !!showsTopics }), ...showsTopics ? [make('div', { className: 'filters', role: 'group', ariaLabel: 'Topics' }, ...chips(topics, foundTopics))] : []] : []);
  filters.querySelector(`[name="${name}"]`)?.focus();
}

/** Adds a filter, or takes it away where it is chosen; all without a name. */
function choose(chosen, name) {
  if (!name) chosen.clear(); else if (!chosen.delete(name)) chosen.add(name);
  ask();
}
