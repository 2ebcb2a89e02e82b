// Checklists that remember, the theme switch, links to copy, terms' definitions, and what opens search. A page is whole without any of it.

const root = document.documentElement;

const store = {
  get(key) {
    try { return localStorage.getItem(key); } catch { return undefined; }
  },
  set(key, value) {
    try {
      if (value) localStorage.setItem(key, value); else localStorage.removeItem(key);
    } catch {
      // Storage can be full or forbidden: the page works on, it forgets.
    }
  },
};

async function copy(text, button) {
  const label = button.dataset.label ??= button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Could not copy';
  }
  setTimeout(() => { button.textContent = label; }, 2000);
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
  const show = () => { output.value = `${boxes.filter((box) => box.checked).length} of ${boxes.length} done`; };
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
const loose = boxesOf(document).filter((box) => !box.closest('.checklist'));
if (loose.length) rememberTicks(loose, location.pathname);

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
const { searchScript, searchIndex } = root.dataset;
let isComing = false;

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
    const { openSearch } = await import(searchScript);
    openSearch(text);
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

// Those who speak to their computer press keys without wanting to.
for (const button of document.querySelectorAll('[data-slash]')) {
  button.addEventListener('click', () => {
    store.set('slash', root.toggleAttribute('data-slash-off') ? 'off' : '');
  });
}
