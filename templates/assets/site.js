// Checklists that remember, the theme switch, links to copy, terms' definitions, and what opens search.
// A page is whole without any of it.

const root = document.documentElement;

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

// Whoever comes from a search finds its words marked.
const WORD = /([\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*)/gu;

function markWords(words) {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.parentNode.closest('script, button, mark, svg, .crumbs, .toc')) continue;
    const parts = text.data.split(WORD);
    if (!parts.some((part) => words.has(part.toLowerCase()))) continue;
    text.replaceWith(...parts.map((part) => words.has(part.toLowerCase()) ? element('mark', {}, part) : part));
  }
}
try {
  const { path, words } = JSON.parse(sessionStorage.landing ?? '{}');
  delete sessionStorage.landing;
  if (path === location.pathname) markWords(new Set(words));
} catch {
  // Storage can be forbidden.
}

// A term's definition beside it: after a moment under the pointer, at once with the keyboard, after a long press on a screen that
// is touched. It can be pointed at, stays until the reader goes on, and Escape takes it away.
const TERM = 'a.term[data-definition]';
const tip = document.createElement('div');
tip.id = 'theme.definition';
tip.className = 'tip';
tip.setAttribute('role', 'tooltip');
tip.popover = 'manual';

function listenForTerms() {
  let term, line, timer, press;
  const place = () => {
    const box = term.getClientRects()[line] ?? term.getBoundingClientRect();
    const below = box.bottom + 4;
    const fits = below + tip.offsetHeight < innerHeight || box.top < tip.offsetHeight + 8;
    tip.style.top = `${fits ? below : box.top - tip.offsetHeight - 4}px`;
    tip.style.left = `${Math.max(8, Math.min(box.left, root.clientWidth - tip.offsetWidth - 8))}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    if (!term) return;
    term.removeAttribute('aria-describedby');
    term = undefined;
    tip.hidePopover();
  };
  const show = (link, x, y) => {
    hide();
    term = link;
    line = Math.max(0, [...link.getClientRects()].findIndex((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom));
    tip.textContent = link.dataset.definition;
    link.setAttribute('aria-describedby', tip.id);
    tip.showPopover();
    place();
  };
  const later = (delay, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const termOf = ({ target }) => target.closest?.(TERM);
  addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const link = termOf(event);
    if (event.target === tip || link && link === term) clearTimeout(timer);
    else if (link) later(300, () => show(link, event.clientX, event.clientY));
    else if (!term) clearTimeout(timer);
    else if (term !== document.activeElement) later(300, hide);
  });
  addEventListener('focusin', (event) => { if (termOf(event)?.matches(':focus-visible')) show(termOf(event)); });
  addEventListener('focusout', (event) => { if (termOf(event) === term) hide(); });
  addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
  addEventListener('scroll', () => { if (term) place(); }, { capture: true, passive: true });
  addEventListener('resize', hide);
  // A long press: neither the link's menu nor, when the finger is lifted, the link's page.
  addEventListener('pointerdown', (event) => {
    press = undefined;
    if (event.target === tip) return;
    hide();
    if (event.pointerType !== 'touch' || !termOf(event)) return;
    press = termOf(event);
    later(500, () => show(press, event.clientX, event.clientY));
  });
  for (const event of ['pointerup', 'pointercancel']) addEventListener(event, () => { if (!term) clearTimeout(timer); });
  for (const event of ['contextmenu', 'click']) {
    addEventListener(event, (each) => {
      if (press && press === termOf(each) && (term === press || event === 'contextmenu')) each.preventDefault();
    });
  }
}
if (tip.showPopover && document.querySelector(TERM)) {
  document.body.append(tip);
  root.dataset.tips = 'on';
  listenForTerms();
}

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

// What search says, in the language of the site.
const searchWords = async () => (await fetch(`${searchIndex}words.json`)).json();

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
  // For theme.js: the place that it keeps will be filled.
  if (answers) answers.dataset.results = 'coming';
  try {
    const [words, search, { showPage }] = await Promise.all([searchWords(), ...[searchScript, (answers ?? closest).dataset.script].map((script) => import(script))]);
    await showPage(search, words, answers, closest);
  } catch {
    root.removeAttribute('data-asked');
    (answers ?? closest.lastElementChild).textContent = (answers ?? closest).dataset.failed;
  }
}
if (searchScript && (answers || closest)) showAnswers();

// Those who speak to their computer press keys without wanting to.
for (const button of document.querySelectorAll('[data-slash]')) {
  button.addEventListener('click', () => {
    store.set('slash', root.toggleAttribute('data-slash-off') ? 'off' : '');
  });
}
