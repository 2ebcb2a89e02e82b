// What few readers need of a page, loaded when they do.
const root = document.documentElement;

// Whoever comes from a search finds its words marked.
const WORD = /([\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*)/gu;

function mark(text) {
  const node = document.createElement('mark');
  node.textContent = text;
  return node;
}

export function markWords(words) {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.parentNode.closest('script, button, mark, svg, .crumbs, .toc')) continue;
    const parts = text.data.split(WORD);
    if (!parts.some((part) => words.has(part.toLowerCase()))) continue;
    text.replaceWith(...parts.map((part) => words.has(part.toLowerCase()) ? mark(part) : part));
  }
}

// A term's definition beside it: after a moment under the pointer, at once with the keyboard, after a long press on a screen that
// is touched. It can be pointed at, stays until the reader goes on, and Escape takes it away.
const TERM = 'a.term[data-definition]';
const tip = document.createElement('div');
tip.id = 'theme.definition';
tip.className = 'tip';
tip.setAttribute('role', 'tooltip');
tip.popover = 'manual';

// `first` is the event that asked for this.
export function listenForTerms(first) {
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
  const over = (event) => {
    if (event.pointerType === 'touch') return;
    const link = termOf(event);
    if (event.target === tip || link && link === term) clearTimeout(timer);
    else if (link) later(300, () => show(link, event.clientX, event.clientY));
    else if (!term) clearTimeout(timer);
    else if (term !== document.activeElement) later(300, hide);
  };
  const focus = (event) => { if (termOf(event)?.matches(':focus-visible')) show(termOf(event)); };
  // A long press: neither the link's menu nor, when the finger is lifted, the link's page.
  const down = (event) => {
    press = undefined;
    if (event.target === tip) return;
    hide();
    if (event.pointerType !== 'touch' || !termOf(event)) return;
    press = termOf(event);
    later(500, () => show(press, event.clientX, event.clientY));
  };
  const listeners = { pointerover: over, focusin: focus, pointerdown: down };
  for (const [kind, listener] of Object.entries(listeners)) addEventListener(kind, listener);
  addEventListener('focusout', (event) => { if (termOf(event) === term) hide(); });
  addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
  addEventListener('scroll', () => { if (term) place(); }, { capture: true, passive: true });
  addEventListener('resize', hide);
  for (const event of ['pointerup', 'pointercancel']) addEventListener(event, () => { if (!term) clearTimeout(timer); });
  for (const event of ['contextmenu', 'click']) {
    addEventListener(event, (each) => {
      if (press && press === termOf(each) && (term === press || event === 'contextmenu')) each.preventDefault();
    });
  }
  document.body.append(tip);
  listeners[first.type]?.(first);
}
