// The answers to what a field says: the dialog's, or the search page's.

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

export function start(input, count, place) {
  field = input;
  first = count;
  field.addEventListener('input', () => ask());
  place.append(filters, notice, list);
}

export const openIndex = () => opening ??= SearchIndex.open(new URL(searchIndex, location).href);

export function ask(count = first) {
  limit = count;
  answered = answer(field.value.trim(), ++turn);
}

async function answer(text, asked) {
  if (limit === first) active = text ? 0 : -1;
  if (!text) return dialog ? showStart() : present([], []);
  clearTimeout(slow);
  slow = setTimeout(() => notice.replaceChildren('Searching…'), 300);
  try {
    const index = await openIndex();
    if (showsTopics) await index.loadTopics();
    const answer = await index.search(text, { limit, types, topics });
    if (asked === turn) show(answer, index.root);
  } catch (error) {
    opening = null;
    if (asked !== turn) return;
    if (!error.kind) reportError(error);
    const words = { offline: 'Search could not be loaded. ', outdated: 'The guide has just changed. ' }[error.kind] ?? 'The search is broken. ';
    present([], [words, button('Try again', () => ask(limit)), link(addressOf(text), 'Open the search page')]);
  }
}

function show(answer, root) {
  const { text, hits, total, matcher } = answer;
  // Rows stay, with their excerpts, when there are more of them.
  if (known?.text !== text) known = { text };
  const rows = hits.flatMap((hit) => known[hit.url] ??= rowsOf(hit, new URL(hit.url, root), matcher));
  if (total > hits.length) rows.push(row(addressOf(text), '', [`Show ${Math.min(10, total - hits.length)} more`], '', () => ask(limit + 10)));
  const better = suggestion(answer);
  const count = `${total} result${total > 1 ? 's' : ''}${better ? '' : ` for “${text}”`}`;
  const words = total ? [dialog ? link(addressOf(text), count) : count] :
    [`No results for “${text}”. Try ${/["“]/.test(text) ? 'it without quotation marks' : 'fewer or shorter words'}. `, link(`${searchIndex}#theme.a-to-z`, 'All pages, A to Z')];
  if (better) words.unshift(total ? 'Searched for ' : 'Did you mean ', button(better, () => use(better), { className: 'inline' }));
  present(rows, words, answer);
  // Whoever types on needs no excerpt.
  setTimeout(() => rows[0]?.isConnected && rows[0].onfocus?.(), 150);
}

function use(text) {
  field.value = text;
  field.focus();
  field.dispatchEvent(new Event('input'));
}

function present(rows, words, answer) {
  clearTimeout(slow);
  showFilters(answer);
  notice.replaceChildren(...words);
  options = rows;
  list.replaceChildren(...rows.map((each) => make('li', dialog && { role: 'presentation' }, each)));
  list.hidden = !rows.length;
  if (dialog) activate(Math.min(active, rows.length - 1));
}

function showFilters(answer) {
  const { name } = filters.contains(document.activeElement) ? document.activeElement : {};
  filters.replaceChildren();
  if (!answer) return;
  const chips = (chosen, all) => all.map(({ name, label, count }) => button(
    `${label} ${count}`, () => choose(chosen, name), { name, ariaPressed: name ? chosen.has(name) : !(types.size + topics.size) }));
  const count = answer.types.reduce((sum, type) => sum + type.count, 0);
  filters.append(...chips(types, [{ name: '', label: 'All', count }, ...answer.types]), button('Topics', () => {
    showsTopics = !showsTopics;
    ask(limit);
  }, { name: 'topics', ariaExpanded: !!showsTopics }));
  if (showsTopics) filters.append(make('div', { className: 'filters', role: 'group', ariaLabel: 'Topics' }, ...chips(topics, answer.topics)));
  filters.querySelector(`[name="${name}"]`)?.focus();
}

function choose(chosen, name) {
  if (!name) [types, topics].forEach((all) => all.clear());
  else if (!chosen.delete(name)) chosen.add(name);
  ask();
}
