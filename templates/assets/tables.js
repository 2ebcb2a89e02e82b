// Tables from six rows can be sorted and filtered. The order of the page is the default.
const LEAST_ROWS = 6;
const element = (name, properties, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

// Puts values into the places of a text.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

function sortable(table, rows) {
  const heads = [...table.tHead.rows[0].cells];
  table.classList.add('sorted');
  heads.forEach((head, column) => {
    const button = element('button', { type: 'button', className: 'sort' }, ...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      // Up, down, and back to the order of the page.
      const next = { ascending: 'descending', descending: '' }[head.getAttribute('aria-sort')] ?? 'ascending';
      for (const each of heads) each.removeAttribute('aria-sort');
      if (next) head.setAttribute('aria-sort', next);
      const text = (row) => row.cells[column]?.innerText.trim() ?? '';
      const order = next ? [...rows].sort((a, b) => text(a).localeCompare(text(b), document.documentElement.lang, { numeric: true })) : rows;
      if (next === 'descending') order.reverse();
      table.tBodies[0].append(...order);
    });
  });
}

function filterable(table, rows, words) {
  const field = element('input', { type: 'search', autocomplete: 'off' });
  const count = element('output');
  const show = () => {
    const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !asked.every((word) => text.includes(word));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.value = shown ? fill(words.rows, { shown, all: rows.length }) : words.noRows;
  };
  field.addEventListener('input', show);
  show();
  table.before(element('p', { className: 'filter' }, element('label', {}, `${words.filter} `, field), count));
}

for (const table of document.querySelectorAll('main .text table')) {
  const rows = table.tHead ? [...table.tBodies[0]?.rows ?? []] : [];
  if (rows.length < LEAST_ROWS) continue;
  sortable(table, rows);
  // Templates of a site may lack the words.
  const words = table.closest('[data-filter]')?.dataset;
  if (words) filterable(table, rows, words);
}
