// The search page, whose address holds the query, and the page for lost readers.

const { searchScript } = document.documentElement.dataset;
const results = document.querySelector('[data-results]');
const closest = document.querySelector('[data-closest]');

// For theme.js: the place that it keeps will be filled.
if (results) results.dataset.results = 'coming';
showAll();

async function showAll() {
  try {
    const search = await import(searchScript);
    if (results) showResults(search);
    if (closest) showClosest(await closestPages(search), search);
  } catch {
    document.documentElement.removeAttribute('data-asked');
    (results ?? closest.lastElementChild).textContent = 'Search could not be loaded. The links below lead to everything.';
  }
}

function showResults({ start, ask }) {
  const form = document.querySelector('main [role=search]');
  const field = form.elements.q;
  const title = document.title;
  let isTyping = false;

  function show() {
    const text = field.value.trim();
    document.title = text ? `“${text}” · ${title}` : title;
    document.documentElement.toggleAttribute('data-asked', text !== '');
  }
  function restore() {
    isTyping = false;
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    show();
    ask();
  }

  start(field, 10, results);
  // Each text that was typed to its end has one entry in the history.
  field.addEventListener('input', () => {
    const text = field.value.trim();
    history[isTyping ? 'replaceState' : 'pushState'](null, '', location.pathname + (text && `?q=${encodeURIComponent(text)}`));
    isTyping = true;
    show();
  });
  field.addEventListener('change', () => { isTyping = false; });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    isTyping = false;
  });
  addEventListener('popstate', restore);
  // What was typed while the script came stays.
  if (field.value) {
    show();
    ask();
  } else {
    restore();
  }
}

// What the words of the address find.
async function closestPages({ openIndex }) {
  const index = await openIndex();
  const path = location.pathname.slice(new URL(index.root).pathname.length);
  const words = decoded(path).replace(/(\/index)?\.\w+$/, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const { hits } = await index.search(words.join(' '), { limit: 5, types: new Set(), topics: new Set() });
  return hits.map((hit) => ({ ...hit, url: new URL(hit.url, index.root) }));
}

// The path as it is written, where its escapes are not well formed.
function decoded(path) {
  try { return decodeURIComponent(path); } catch { return path; }
}

function showClosest(hits, { make }) {
  closest.lastElementChild.replaceWith(hits.length ? make('ul', { className: 'rows index' }, ...hits.map((hit) => make(
    'li', {}, make('a', { href: hit.url }, hit.title), ' ', make('span', { className: 'meta' }, hit.type.label)))) :
    'No page has the words of this address.');
}
