// The answers to what a field says: the dialog's, or the search page's.

// What is said, in the language of the site.
export const texts = {};

// A text with values in its places, among which may be nodes. Of several forms it is that for `count`.
function parts(name, values) {
  const word = texts[name] ?? '';
  return (word[new Intl.PluralRules(root.lang).select(values?.count)] ?? word.other ?? word).split(/{(\w+)}/).map((part, n) => n % 2 ? values?.[part] : part);
}
export const say = (name, values) => parts(name, values).join('');

const root = document.documentElement;
const indexAddress = root.dataset.searchIndex;
const addressOf = (text) => `${indexAddress}?q=${encodeURIComponent(text)}`;

// Roles and ARIA are attributes: not every browser has properties for them.
function set(node, properties) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name === 'role' || name.includes('-')) node.setAttribute(name, value); else node[name] = value;
  }
  return node;
}

export function make(name, properties, ...children) {
  const node = set(document.createElement(name), properties);
  node.append(...children);
  node.normalize();
  return node;
}
const button = (textContent, onclick, more) => make('button', { type: 'button', textContent, onclick, ...more });
const link = (href, textContent) => make('a', { href, textContent, onclick: follow });
const marked = (text, termIn) => text.split(WRITTEN).map((part) => termIn(part) ? make('mark', {}, part) : part);

const chosen = { types: new Set(), topics: new Set() };
const group = (label, ...children) => make('div', { className: 'filters', role: 'group', 'aria-label': label }, ...children);
const filters = group('');
const notice = make('output', { className: 'notice' });
const rowList = make('ul', { className: 'hits', id: 'theme.hits' });
let field, first, wanted, answered, opening, slow, shown, showsTopics;
let turn = 0;

export function start(input, count, place) {
  set(filters, { 'aria-label': say('kinds') });
  field = input;
  first = count;
  field.addEventListener('input', () => ask());
  place.append(filters, notice, rowList);
}

export const openIndex = () => opening ??= SearchIndex.open(new URL(indexAddress, location), texts.boot);

export function ask(count = first) {
  wanted = count;
  // WebKit resets fields without autocompletion when the reader comes back to the page: to this value.
  field.defaultValue = field.value;
  answered = respond(field.value.trim(), ++turn);
}

async function respond(text, asked) {
  if (wanted === first) active = text ? 0 : -1;
  // It comes while the first word is typed.
  openIndex().catch(() => { opening = null; });
  if (!text) return dialog ? showStart() : present([], []);
  clearTimeout(slow);
  slow = setTimeout(() => notice.replaceChildren(say('wait')), 300);
  try {
    const index = await openIndex();
    const answer = await index.search(text, { limit: wanted, ...chosen, wantsTopics: showsTopics });
    if (asked === turn) show(answer, index.root);
  } catch (error) {
    if (asked !== turn) return;
    if (!error.kind) reportError(error);
    present([], [`${say(error.kind ?? 'damaged')} `, button(say('retry'), () => ask(wanted)), link(addressOf(text), say('page'))]);
  }
}

function show(answer, base) {
  const { text, hits, total, termIn } = answer;
  // Rows stay, with their excerpts, when there are more of them.
  if (shown?.text !== text) shown = { text };
  const rows = hits.flatMap((hit) => shown[hit.url] ??= rowsOf(hit, new URL(hit.url, base), termIn));
  if (total > hits.length) rows.push(row(addressOf(text), '', [say('show_more', { count: Math.min(10, total - hits.length) })], '', () => ask(wanted + 10)));
  const better = suggestion(answer);
  const isQuoted = /["“«„「]/.test(text);
  const quoted = (text) => say('quoted', { text });
  const asked = isQuoted ? text : quoted(text);
  const count = say(better ? 'count' : 'count_for', { count: total, words: asked });
  const words = total ? [dialog ? link(addressOf(text), count) : count] : [
    `${say(answer.all ? 'none_kind' : isQuoted ? 'none_quoted' : 'none', { words: asked })} `,
    answer.all ? button(say('show_all', { count: answer.all }), () => { chooseAll(); ask(); }, { className: 'inline' }) : link(`${indexAddress}#theme.a-to-z`, say('a_to_z')),
  ];
  if (better) words.unshift(...parts(total ? 'corrected' : 'suggested', { words: button(better, () => use(better), { className: 'inline' }) }));
  if (better && total) words.push(button(say('as_typed'), () => use(asTyped(answer)), { className: 'inline' }));
  for (const word of answer.missing) words.push(say('missing', { words: quoted(word) }), ' ');
  present(rows, words, answer);
  // Whoever types on needs no excerpt.
  setTimeout(() => rows[0]?.isConnected && rows[0].onfocus(), 150);
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
  const item = (className, child) => child ? [make('li', { className, ...dialog && { role: 'presentation' } }, child)] : [];
  rowList.replaceChildren(...rows.flatMap((each) => [...item('heading', each.heading), ...item('', each)]));
  if (dialog) activate(Math.min(active, rows.length - 1));
}

function chooseAll() {
  chosen.types.clear();
  chosen.topics.clear();
}

function showFilters(answer) {
  const { name } = filters.querySelector(':focus') ?? {};
  filters.replaceChildren();
  if (!answer) return;
  const chips = (facets) => answer[facets].map(({ name, label, count }) => button(`${facets === 'types' && count !== 1 && texts.headings[name] || label} ${count}`, () => {
    if (!chosen[facets].delete(name)) chosen[facets].add(name);
    ask();
  }, { name, 'aria-pressed': chosen[facets].has(name) }));
  const all = button(say('all', { count: answer.all }), () => { chooseAll(); ask(); }, { name: 'all', 'aria-pressed': !(chosen.types.size + chosen.topics.size) });
  filters.append(all, ...chips('types'), button(say('topics'), () => {
    showsTopics = !showsTopics;
    // None is chosen unseen.
    chosen.topics.clear();
    ask(wanted);
  }, { name: 'topics', 'aria-expanded': !!showsTopics }));
  filters.classList.toggle('whole', !!showsTopics);
  if (showsTopics) filters.append(group(say('topics'), ...chips('topics')));
  filters.querySelector(`[name="${name}"]`)?.focus();
}
