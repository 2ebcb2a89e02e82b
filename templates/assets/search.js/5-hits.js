// A hit: a page, its best sections, and an excerpt from it once the reader looks.

const span = (className, ...children) => make('span', { className }, ...children);

const row = (href, kind, title, text, act) => make(
  'a', { className: `hit${text ? '' : ' short'}`, href, onclick: (event) => follow(event, act), ...dialog && { role: 'option', tabIndex: -1 } },
  span('kind', kind), ' ', span('title', ...title), ' ', text);

function rowsOf({ type, title, lead, sections }, url, termIn) {
  // Their lead is what was asked for. The texts of a list are those of other pages.
  const isAnswer = type.isList || ['faq', 'term', 'table'].includes(type.name);
  const snippet = span(isAnswer ? '' : 'snippet', ...marked(lead, termIn));
  const page = row(url, type.label, marked(title, termIn), snippet);
  const parts = sections.map(({ heading, anchor, text }) => row(
    new URL(`#${anchor}`, url), `${title}:`, marked(heading, termIn), span('', ...marked(text, termIn))));
  for (const part of parts) part.className += ' part';
  const rows = [page, ...parts];
  let looked;
  const look = async () => {
    // This is also the prefetch.
    const blocks = [...(await pageAt(url)).querySelectorAll('.text :is(h2, h3, h4, p:not(.meta, .label), li, dd, td)')];
    const found = (anchor) => excerpt(textsUnder(anchor, blocks), termIn);
    const text = found(sections[0]?.anchor) || found();
    if (text && !isAnswer) snippet.replaceChildren(...marked(text, termIn));
    if (!url.hash) page.hash = directive(text);
    sections.forEach(({ anchor, text }, n) => {
      if (!text) parts[n].hash += directive(found(anchor));
    });
  };
  // Where it cannot be had, the lead stays.
  for (const each of rows) each.onfocus = each.onpointerenter = () => looked ??= look().catch(() => {});
  return rows;
}

// The texts from a heading to the next, or all.
function textsUnder(anchor, blocks) {
  let isUnder = !anchor;
  return blocks.filter((node) => {
    if (node.tagName[0] !== 'H') return isUnder && !node.querySelector('p, li');
    isUnder = !anchor || node.id === anchor;
  }).map((node) => node.textContent.replace(/\s+/g, ' '));
}

// Makes the browser go to a text and mark it. One that does not know such addresses would take it for an id.
const directive = (text) => text && 'fragmentDirective' in document ? `:~:text=${encodeURIComponent(text.replace(/^…\s*|\s*…$/g, '')).replaceAll('-', '%2D')}` : '';
