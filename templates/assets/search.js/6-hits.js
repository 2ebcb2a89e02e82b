// A hit: a page, its best sections, and an excerpt from it once the reader looks.

const row = (href, kind, title, text, act) => make(
  'a', { className: 'hit', href, onclick: (event) => follow(event, act), ...dialog && { role: 'option', tabIndex: -1 } },
  make('span', { className: 'kind' }, kind), ' ', make('span', { className: 'title' }, ...title), ' ', text);

function rowsOf({ type, typeLabel, title, lead, sections }, url, matcher) {
  // Their lead is what was asked for.
  const isAnswer = ['faq', 'term', 'table'].includes(type);
  const said = (text, className = 'said') => make('span', { className }, ...marked(text, matcher));
  const snippet = said(lead, isAnswer ? 'said' : 'snippet');
  const page = row(url, typeLabel, marked(title, matcher), snippet);
  const parts = sections.map(({ heading, anchor, text }) => row(new URL(`#${anchor}`, url), `${title}:`, marked(heading, matcher), said(text)));
  for (const part of parts) part.className += ' part';
  let looked;
  const look = async () => {
    // This is also the prefetch.
    const html = await (await fetch(url, { priority: 'low' })).text();
    const blocks = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('.text :is(h2, h3, h4, p:not(.meta, .label), li, dd, td)')];
    const found = (anchor) => excerpt(textsUnder(anchor, blocks), matcher);
    const text = found(sections[0]?.anchor) || found();
    if (text && !isAnswer) snippet.replaceChildren(...marked(text, matcher));
    if (!url.hash) page.hash = directive(text);
    sections.forEach(({ anchor, text }, n) => {
      if (!text) parts[n].hash += directive(found(anchor));
    });
  };
  // Where it cannot be had, the lead stays.
  for (const each of [page, ...parts]) each.onfocus = each.onpointerenter = () => looked ??= look().catch(() => {});
  return [page, ...parts];
}

/** The texts from a heading to the next, or all. */
function textsUnder(anchor, blocks) {
  let isUnder = !anchor;
  return blocks.filter((node) => {
    if (node.tagName[0] !== 'H') return isUnder && !node.querySelector('p, li');
    isUnder = !anchor || node.id === anchor;
  }).map((node) => node.textContent.replace(/\s+/g, ' '));
}

/** Makes the browser go to a text and mark it. */
const directive = (text) => text && `:~:text=${encodeURIComponent(text.replace(/^…\s*|\s*…$/g, '')).replaceAll('-', '%2D')}`;
