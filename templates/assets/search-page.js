// The search page, whose address holds the query, and the page for lost readers. Both come with the module of the search.

let start, ask, openIndex, make, say;

export async function showPage(search, words, results, closest) {
  ({ start, ask, openIndex, make, say } = search);
  Object.assign(search.texts, words);
  if (results) showResults(results);
  if (closest) showClosest(closest, await closestPages());
}

function showResults(results) {
  const form = document.querySelector('main [role=search]');
  const field = form.elements.q;
  const title = document.title;
  let isTyping = false;

  function show() {
    const text = field.value.trim();
    document.title = text ? `${say('quoted', { text })} · ${title}` : title;
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
async function closestPages() {
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

function showClosest(closest, hits) {
  const list = (rows) => make('ul', { className: 'rows index' }, ...rows.map((row) => make('li', {}, ...row)));
  if (hits.length) {
    closest.lastElementChild.replaceWith(list(hits.map((hit) => (
      [make('a', { href: hit.url }, hit.title), ' ', make('span', { className: 'meta' }, hit.type.label)]))));
    return;
  }
  const asked = document.getElementById('theme.start-with')?.content.cloneNode(true).children ?? [];
  closest.lastElementChild.replaceWith(make('p', {}, say('closest_none'), asked.length ? ` ${say('asked_most')}${say('colon')}` : ''), list(Array.from(asked, (link) => [link])));
}
