// The dialog: a combobox with a listbox, whose options are links. The focus stays in the field.

let dialog;
let options = [];
let active = -1;  // its number

/** Opens the dialog, with a text where one is given. */
export function openSearch(text) {
  if (!dialog) makeDialog();
  if (!dialog.open) dialog.showModal();
  field.focus();
  if (text) field.value = text; else field.select();
  ask();
}

function makeDialog() {
  const input = make('input', {
    type: 'search', role: 'combobox', ariaLabel: 'Search this guide', ariaAutoComplete: 'list', placeholder: 'A word or a question',
    autocomplete: 'off', autocapitalize: 'off', spellcheck: false, enterKeyHint: 'go', onkeydown: press,
  });
  input.setAttribute('aria-controls', list.id);
  // A click leaves the focus in the field.
  Object.assign(list, { role: 'listbox', ariaLabel: 'Results', onmousedown: (event) => !!event.button });
  dialog = make(
    'dialog', {
      className: 'search', ariaLabel: 'Search', onclose: () => keep(''), onmousedown: ({ target }) => void (target === dialog && dialog.close()),
    },
    make('div', { className: 'ask' }, input, button('Close', () => dialog.close())));
  start(input, 5, dialog);
  document.body.append(dialog);
}

function press(event) {
  const { key, isComposing, ctrlKey, metaKey, shiftKey } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (isComposing || !step && key !== 'Enter' && key !== 'Escape') return;
  event.preventDefault();
  if (key === 'Escape') {
    dialog.close();
  } else if (step) {
    activate((Math.max(active + step, step - 1) + options.length) % options.length || 0);
    options[active]?.look?.();
  } else {
    // Whoever presses Enter before the answer is there means the answer.
    answered.then(() => (options[active] ?? notice.querySelector('a'))?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey })));
  }
}

function fill(rows) {
  options = rows;
  list.replaceChildren(...rows.map((each) => make('li', dialog && { role: 'presentation' }, each)));
  list.hidden = !rows.length;
  if (dialog) activate(Math.min(active, rows.length - 1));
}

function activate(place) {
  active = place;
  options.forEach((each, n) => Object.assign(each, { id: `theme.hit-${n}`, ariaSelected: n === place }));
  field.ariaExpanded = options.length > 0;
  field.setAttribute('aria-activedescendant', options[place]?.id ?? '');
  options[place]?.scrollIntoView({ block: 'nearest' });
}

/** What a click on a link does here; with a key, it opens another tab. */
function follow(event, act) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (act) {
    event.preventDefault();
    act();
    return;
  }
  const text = field.value.trim();
  if (text) recent([text, ...recent().filter((other) => other !== text)]);
  if (!dialog) return;
  keep(text);
  if (event.currentTarget.pathname === location.pathname) dialog.close();
}

/** Keeps the text in the browser's history, for whoever comes back to this page. */
const keep = (search) => history.replaceState({ ...history.state, search }, '');

/** The last three searches, on this device only. */
function recent(texts) {
  try {
    if (texts) localStorage.searches = texts.slice(0, 3).join('\n');
    return (localStorage.searches ?? '').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** What there is before anything is typed. */
function beginning() {
  if (!dialog) return [[], []];
  const searches = recent().map((text) => row(addressOf(text), 'Your search', [text], '', () => use(text)));
  const questions = document.getElementById('theme.start-with')?.content.children ?? [];
  return [
    [...searches, ...[...questions].map((a) => row(a.getAttribute('href'), 'Asked often', [a.textContent], ''))],
    searches.length ? ['Your searches stay on this device. ', button('Forget them', () => {
      recent([]);
      use('');
    }, { className: 'inline' })] : [],
  ];
}
