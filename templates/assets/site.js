// What the reader chose, checklists that remember, the theme switch, links to copy, and what opens search.
// A page is whole without any of it.
'use strict';

// Before the first paint, for which the style sheet has to come anyway: the theme, and the signs that scripts run and that
// results will come (CSS then shows what needs scripts, and keeps the results' place).
const root = document.documentElement;
root.dataset.scripts = 'on';
root.toggleAttribute('data-asked', new URLSearchParams(location.search).has('q'));
// Where the script of search could not run there will be no results.
addEventListener('load', () => {
  if (!document.querySelector('[data-results=coming]')) root.removeAttribute('data-asked');
});
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  root.toggleAttribute('data-slash-off', localStorage.getItem('slash') === 'off');
} catch {
  // Storage can be forbidden; the system's theme it is.
}

// When the page is there, and before its modules run.
document.addEventListener('readystatechange', () => {
  const store = {
    get(key) {
      try { return localStorage.getItem(key); } catch { return undefined; }
    },
    set(key, value) {
      try {
        if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
        return true;
      } catch {
        // Storage can be full or forbidden: the page works on, it forgets.
        return false;
      }
    },
  };

  // What has happened, for those who do not see it.
  const status = document.createElement('div');
  status.className = 'vh';
  status.setAttribute('role', 'status');
  document.body.append(status);

  // A text of the page with values in its places: `{done} of {all}`.
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  async function copy(text, button) {
    const label = button.dataset.label ??= button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.done;
    } catch {
      button.textContent = button.dataset.failed;
    }
    status.textContent = button.textContent;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = '';
    }, 2000);
  }

  const THEMES = ['', 'light', 'dark'];  // '' follows the system

  for (const button of document.querySelectorAll('[data-theme-toggle]')) {
    button.addEventListener('click', () => {
      const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? '') + 1) % THEMES.length];
      if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
      store.set('theme', theme);
    });
  }

  for (const button of document.querySelectorAll('[data-copy-link]')) {
    button.addEventListener('click', () => copy(new URL(button.dataset.copyLink, location).href, button));
  }

  // The same list can stand on several pages. Its ids there differ by a prefix, and other tabs and pages kept in memory may be open.
  function rememberTicks(boxes, state, prefix = '') {
    const key = `ticks:${state}`;
    const idOf = (box) => box.id.startsWith(prefix) ? box.id.slice(prefix.length) : box.id;
    const recall = () => {
      const kept = store.get(key);
      if (kept === undefined) return;
      const ticked = new Set(kept?.split(' '));
      for (const box of boxes) box.checked = ticked.has(idOf(box));
    };
    recall();
    for (const box of boxes) {
      box.addEventListener('change', () => {
        store.set(key, boxes.filter((each) => each.checked).map(idOf).join(' '));
      });
    }
    return recall;
  }

  function tally(list, boxes, recall) {
    const output = list.querySelector('output');
    const show = () => { output.value = fill(output.dataset.done, { done: boxes.filter((box) => box.checked).length, all: boxes.length }); };
    list.addEventListener('change', show);
    show();
    for (const event of ['storage', 'pageshow']) addEventListener(event, () => { recall(); show(); });
    list.querySelector('[data-start-again]').addEventListener('click', () => {
      for (const box of boxes.filter((each) => each.checked)) box.click();
    });
    const copyList = list.querySelector('[data-copy-list]');
    copyList.addEventListener('click', () => {
      copy(boxes.map((box) => `[${box.checked ? 'x' : ' '}] ${box.labels[0].innerText.trim()}`).join('\n'), copyList);
    });
  }

  const boxesOf = (list) => [...list.querySelectorAll('.ticks input')];
  for (const list of document.querySelectorAll('.checklist')) {
    const boxes = boxesOf(list);
    tally(list, boxes, rememberTicks(boxes, list.dataset.state, list.dataset.prefix));
  }
  // Where nothing can be kept, the page does not say that it is.
  if (!store.set('probe', 'x') || !store.set('probe', '')) {
    for (const promise of document.querySelectorAll('.private')) promise.textContent = promise.dataset.lost;
  }
  const loose = boxesOf(document).filter((box) => !box.closest('.checklist'));
  if (loose.length) rememberTicks(loose, location.pathname);

  // The part that is being read, in the list of contents.
  const contents = [...document.querySelectorAll('nav.toc a')];
  const headings = contents.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

  function showPlace() {
    const passed = headings.filter((heading) => heading?.getBoundingClientRect().top < innerHeight / 4).length;
    contents.forEach((link, place) => {
      const isHere = place === passed - 1;
      if (isHere) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
      link.parentNode.classList.toggle('here', isHere);
    });
  }
  if (contents.length) {
    let isWaiting = false;
    const later = () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        showPlace();
      });
    };
    for (const event of ['scroll', 'resize']) addEventListener(event, later, { passive: true });
    later();
  }

  // All answers at once.
  for (const button of document.querySelectorAll('[data-open-all]')) {
    const boxes = [...document.querySelectorAll('main .text details')];
    const label = button.textContent;
    button.addEventListener('click', () => {
      const isOpening = boxes.some((box) => !box.open);
      for (const box of boxes) box.open = isOpening;
      button.textContent = isOpening ? button.dataset.close : label;
    });
  }

  const element = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  // What few readers need of a page comes when they do: the marks of words that were searched, and the definitions of terms.
  const reading = () => import(root.dataset.readingScript);

  try {
    const { path, words } = JSON.parse(sessionStorage.landing ?? '{}');
    delete sessionStorage.landing;
    if (path === location.pathname) reading().then(({ markWords }) => markWords(new Set(words)));
  } catch {
    // Storage can be forbidden.
  }

  const TERM = 'a.term[data-definition]';

  // The script gets the last event, as if it had been there: a finger may have left the term.
  function awaitTerms() {
    const kinds = ['pointerover', 'focusin', 'pointerdown', 'pointerup', 'pointercancel'];
    let last, coming;
    const listen = (event) => {
      last = event;
      if (!event.target.closest?.(TERM)) return;
      coming ??= reading().then(({ listenForTerms }) => {
        for (const kind of kinds) removeEventListener(kind, listen);
        listenForTerms(last);
      }, () => {
        // The style sheet shows definitions without script.
        delete root.dataset.tips;
      });
    };
    for (const kind of kinds) addEventListener(kind, listen);
    root.dataset.tips = 'on';
  }
  if (HTMLElement.prototype.showPopover && document.querySelector(TERM)) awaitTerms();

  // What an address names may be in a closed box, which some browsers do not open, or have a text to be marked
  // beside it, which some take for a part of the id.
  function showTarget() {
    const [id, text] = location.hash.slice(1).split(':~:');
    let target;
    // Not every address is well formed.
    try { target = document.getElementById(decodeURIComponent(id)); } catch { return; }
    const boxes = [...document.querySelectorAll('details:not([open])')].filter((box) => box.contains(target));
    for (const box of boxes) box.open = true;
    if (target && (boxes.length || text)) target.scrollIntoView();
  }
  showTarget();
  addEventListener('hashchange', showTarget);

  // Style sheets open closed boxes for print where `::details-content` is known.
  if (!CSS.supports('selector(::details-content)')) {
    let opened = [];
    addEventListener('beforeprint', () => {
      opened = [...document.querySelectorAll('details:not([open])')];
      for (const box of opened) box.open = true;
    });
    addEventListener('afterprint', () => {
      for (const box of opened) box.open = false;
    });
  }

  // Search comes when it is asked for. Where its script cannot be had, the page that needs none is the way.
  const { searchScript, searchStyle, searchIndex } = root.dataset;
  let isComing = false;

  // Answers when the sheet is there, or cannot be had.
  function addStyle(href) {
    return new Promise((resolve) => {
      if (document.querySelector(`link[href="${href}"]`)) resolve();
      else document.head.append(element('link', { rel: 'stylesheet', href, onload: resolve, onerror: resolve }));
    });
  }

  // What search says, in the language of the site, and the beginning of a divided index.
  const searchWords = async () => (await fetch(`${searchIndex}words.json`, { cache: 'no-cache' })).json();

  async function search(text = '') {
    if (document.querySelector('[data-results]')) {
      const field = document.querySelector('main .ask input');
      field.focus();
      field.select();
      return;
    }
    // What is typed while it comes is meant for it.
    const collect = (event) => {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      text += event.key;
    };
    addEventListener('keydown', collect);
    isComing = true;
    try {
      const [{ openSearch }, words] = await Promise.all([import(searchScript), searchWords(), addStyle(searchStyle)]);
      openSearch(text, words);
    } catch {
      location.assign(searchIndex);
    } finally {
      removeEventListener('keydown', collect);
      isComing = false;
    }
  }

  const FIELDS = 'input:not([type=checkbox]), textarea, select, [contenteditable]';

  function listenForSearch() {
    addEventListener('keydown', (event) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      const isSlash = key === '/' && !(ctrlKey || metaKey || altKey || 'slashOff' in root.dataset || target.closest?.(FIELDS));
      const isK = key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey;
      if (isComing || !isSlash && !isK) return;
      event.preventDefault();
      search();
    });
    for (const link of document.querySelectorAll('[data-search]')) {
      link.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        search();
      });
    }
    // Whoever comes back from a result finds the others again.
    if (history.state?.search) search(history.state.search);
  }
  if (searchScript) listenForSearch();

  // The search page, and the page for lost readers.
  const answers = document.querySelector('[data-results]');
  const closest = document.querySelector('[data-closest]');
  async function showAnswers() {
    // The place that it keeps will be filled.
    if (answers) answers.dataset.results = 'coming';
    try {
      const scripts = [searchScript, (answers ?? closest).dataset.script].map((script) => import(script));
      const [words, search, { showPage }] = await Promise.all([searchWords(), ...scripts, addStyle(searchStyle)]);
      await showPage(search, words, answers, closest);
    } catch {
      root.removeAttribute('data-asked');
      (answers ?? closest.lastElementChild).textContent = (answers ?? closest).dataset.failed;
    }
  }
  // The page of search has nothing to show before its field is entered.
  const asking = answers && document.querySelector('main .ask input');
  if (asking && !asking.value && !('asked' in root.dataset)) {
    for (const event of ['focus', 'input']) asking.addEventListener(event, () => { if (!answers.dataset.results) showAnswers(); });
  } else if (searchScript && (answers || closest)) {
    showAnswers();
  }

  // Those who speak to their computer press keys without wanting to.
  for (const button of document.querySelectorAll('[data-slash]')) {
    button.addEventListener('click', () => {
      store.set('slash', root.toggleAttribute('data-slash-off') ? 'off' : '');
    });
  }
}, { once: true });
