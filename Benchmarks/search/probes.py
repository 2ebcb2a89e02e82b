"""What the benchmark does inside a page: asks Waymark's dialog and Pagefind's script, and times both."""
import json

# Resolves to the milliseconds until `shown()` first holds, looking after each change of the page.
UNTIL = """
const until = (began, shown) => new Promise((done, failed) => {
  const look = () => {
    if (!shown()) return;
    observer.disconnect();
    clearTimeout(timer);
    done(performance.now() - began);
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const timer = setTimeout(() => { observer.disconnect(); failed(new Error('no result with a mark')); }, 60000);
  look();
});
// Whether a result has a marked word that starts as one of the query's does: the last query's may still be there.
const answered = text => {
  const starts = text.split(' ').map(word => word.slice(0, 3));
  return [...document.querySelectorAll('dialog [role=option] mark')]
    .some(mark => starts.some(start => mark.textContent.toLowerCase().startsWith(start)));
};
const type = text => {
  const input = document.querySelector('dialog input[type=search]');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
"""

# From the click that opens the dialog; the text is typed at once.
FIRST = "(async text => {" + UNTIL + """
  const began = performance.now();
  document.querySelector('[data-search]').click();
  await until(began, () => document.querySelector('dialog[open] input[type=search]'));
  type(text);
  return until(began, () => answered(text));
})(%s)"""

NEXT = "(async text => {" + UNTIL + """
  const began = performance.now();
  type(text);
  return until(began, () => answered(text));
})(%s)"""

# Arrows through all results: the dialog fetches an excerpt for the first, and for each that the reader looks at.
LOOK = """(async () => {
  const input = document.querySelector('dialog input[type=search]');
  for (const option of document.querySelectorAll('dialog [role=option]')) {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
    await new Promise(done => setTimeout(done, 50));
  }
})(%s)"""

# What a page of results needs: the script, the search, the data of the first five results.
PAGEFIND = """(async text => {
  const began = performance.now();
  window.pagefind ??= await import('/pagefind/pagefind.js');
  const { results } = await pagefind.search(text);
  await Promise.all(results.slice(0, 5).map(result => result.data()));
  if (results.length === 0) throw new Error(`nothing found: ${text}`);
  return performance.now() - began;
})(%s)"""

# The engine alone, every file already there: each query once to warm up, then timed.
WARM_WAYMARK = """(async texts => {
  const root = document.documentElement.dataset;
  const { SearchIndex } = await import(new URL(root.searchScript, location));
  const index = await SearchIndex.open(new URL(root.searchIndex, location).href);
  const ask = text => index.search(text, { limit: 5, types: new Set(), topics: new Set() });
  for (const text of texts) await ask(text);
  const times = [];
  for (const text of texts) {
    const began = performance.now();
    await ask(text);
    times.push(performance.now() - began);
  }
  return times;
})(%s)"""

WARM_PAGEFIND = """(async texts => {
  const pagefind = await import('/pagefind/pagefind.js');
  for (const text of texts) await pagefind.search(text);
  const times = [];
  for (const text of texts) {
    const began = performance.now();
    await pagefind.search(text);
    times.push(performance.now() - began);
  }
  return times;
})(%s)"""


def run(page, script, argument):
    return page.evaluate(script % json.dumps(argument), timeout=600)
