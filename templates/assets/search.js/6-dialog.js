// The dialog: a combobox with a listbox, whose options are links. The focus stays in the field.

let dialog;
let options = [];
let active = -1;

// Opens the dialog, with a text where one is given, in the language of the words.
export function openSearch(text, given) {
  Object.assign(texts, given);
  if (!dialog) makeDialog();
  if (!dialog.open) dialog.showModal();
  enter();
  field.focus();
  if (text) field.value = text; else field.select();
  ask();
}

function makeDialog() {
  const input = make('input', {
    type: 'search', role: 'combobox', 'aria-label': say('this_site'), 'aria-autocomplete': 'list', 'aria-controls': rowList.id, placeholder: say('placeholder'),
    autocomplete: 'off', enterKeyHint: 'go',
    onkeydown(event) {
      if (event.isComposing || !KEYS[event.key]) return;
      event.preventDefault();
      KEYS[event.key](event);
    },
  });
  set(rowList, { role: 'listbox', 'aria-label': say('results'), onmousedown: (event) => !!event.button });
  dialog = make(
    'dialog', {
      className: 'search', 'aria-label': say('search'), onclose: leave, onmousedown: ({ target }) => void (target === dialog && dialog.close()),
    },
    make('div', { className: 'ask' }, input, button(say('close'), () => dialog.close())));
  start(input, 5, dialog);
  document.body.append(dialog);
  addEventListener('popstate', () => {
    if (!isLeaving && dialog.open && !history.state?.dialog) dialog.close();
    isLeaving = false;
    if (dialog.open) enter();
  });
}

// An open dialog is a step in the history, so that Back closes it.
let isLeaving = false;

function enter() {
  if (!isLeaving && !history.state?.dialog) history.pushState({ ...history.state, dialog: true }, '');
}

function leave() {
  forget();
  // Nothing had the focus when it was opened, by a key or by coming back to the page.
  if (document.activeElement === document.body || dialog.contains(document.activeElement)) document.querySelector('.bar [data-search]')?.focus();
  if (!history.state?.dialog) return;
  isLeaving = true;
  history.back();
}

const KEYS = {
  Escape: () => dialog.close(),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  async Enter(event) {
    // Whoever is faster than the answer means the answer.
    await answered;
    (options[active] ?? notice.querySelector('a'))?.dispatchEvent(new MouseEvent('click', event));
  },
};

// Goes from the field down the list and back to the field.
function move(step) {
  activate((active + step + options.length + 2) % (options.length + 1) - 1);
  options[active]?.onfocus?.();
}

function activate(place) {
  active = place;
  options.forEach((each, n) => set(each, { id: `theme.hit-${n}`, 'aria-selected': n === place }));
  set(field, { 'aria-expanded': options.length > 0, 'aria-activedescendant': options[place]?.id ?? '' });
  options[place]?.scrollIntoView({ block: 'nearest' });
}

function follow(event, act) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (act) {
    event.preventDefault();
    act();
    return;
  }
  const text = field.value.trim();
  const { pathname } = event.currentTarget;
  if (text) {
    recent([text, ...recent().filter((other) => other !== text)]);
    land(pathname);
  }
  if (!dialog) return;
  keep(text);
  if (pathname !== location.pathname) return;
  // The link is the next step, not the one before the dialog.
  history.replaceState({ ...history.state, dialog: false }, '');
  dialog.close();
}

// The words that were found, for the page that is gone to.
function land(path) {
  const words = Array.from(rowList.querySelectorAll('mark'), (mark) => mark.textContent.toLowerCase());
  try {
    sessionStorage.landing = JSON.stringify({ path, words });
  } catch {
    // Storage can be forbidden.
  }
}

// What was chosen for one search is not meant for the next.
function forget() {
  keep('');
  chooseAll();
  showsTopics = false;
}

// For whoever comes back to this page.
const keep = (search) => history.replaceState({ ...history.state, search }, '');

// The last three searches, on this device only.
function recent(texts) {
  try {
    if (texts) localStorage.searches = texts.slice(0, 3).join('\n');
    return (localStorage.searches ?? '').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

function showStart() {
  const searches = recent().map((text) => row(addressOf(text), say('yours'), [text], '', () => use(text)));
  const questions = document.getElementById('theme.start-with')?.content.children ?? [];
  const clear = button(say('forget'), () => {
    recent([]);
    use('');
  }, { className: 'inline' });
  const starts = Array.from(questions, (a) => row(a.getAttribute('href'), '', [a.textContent], ''));
  if (starts[0]) starts[0].heading = say('asked_most');
  present(
    [...searches, ...starts],
    searches[0] ? [`${say('stored')} `, clear] : []);
}
