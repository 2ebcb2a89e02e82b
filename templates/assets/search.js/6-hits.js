// A hit: the page, its best sections under it, and an excerpt from the page itself once the reader looks at it.

/** The link is the row. In the dialog it is an option of the listbox. */
const row = (href, kind, title, text, act) => make(
  'a', { className: 'hit', href, onclick: (event) => follow(event, act), ...dialog && { role: 'option', tabIndex: -1 } },
  make('span', { className: 'kind' }, kind), ' ', make('span', { className: 'title' }, ...title), ' ', text);

function rowsOf({ type, typeLabel, title, lead, sections }, url, matcher) {
  // The lead of these is what was asked for.
  const isAnswer = ['faq', 'term', 'table'].includes(type);
  const said = (text, className = 'said') => make('span', { className }, ...marked(text, matcher));
  const snippet = said(lead, isAnswer ? 'said' : 'snippet');
  const page = row(url, typeLabel, marked(title, matcher), snippet);
  const parts = sections.map(({ heading, anchor, text }) => row(new URL(`#${anchor}`, url), `${title}:`, marked(heading, matcher), said(text)));
  for (const part of parts) part.className += ' part';
  let looked;
  const look = async () => {
    // The request is also the prefetch of the page.
    const html = await (await fetch(url, { priority: 'low' })).text();
    const blocks = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('.text :is(h2, h3, h4, p:not(.meta, .label), li, dd, td)')];
    const found = (anchor) => excerpt(textsUnder(anchor, blocks), matcher);
    const text = found(sections[0]?.anchor) || found();
    if (text && !isAnswer) snippet.replaceChildren(...marked(text, matcher));
    if (!url.hash) page.hash = directive(text);
    sections.forEach(({ anchor, text }, n) => {
      if (!text) parts[n].hash = anchor + directive(found(anchor));
    });
  };
  // Where the page cannot be had, the lead stays.
  for (const each of [page, ...parts]) each.look = () => looked ??= look().catch(() => {});
  return [page, ...parts];
}

/** The texts from a heading to the next, or all. */
function textsUnder(anchor, blocks) {
  const isHeading = (node) => node.tagName[0] === 'H';
  const start = blocks.findIndex((node) => node.id === anchor) + 1;
  const end = start && blocks.findIndex((node, n) => n >= start && isHeading(node));
  return blocks.slice(start, end > 0 ? end : blocks.length).filter((node) => !isHeading(node) && !node.querySelector('p, li'))
    .map((node) => node.textContent.replace(/\s+/g, ' '));
}

/** Makes the browser go to a text and mark it. */
const directive = (text) => text && `:~:text=${encodeURIComponent(text.replace(/^…|…$/g, '').trim()).replaceAll('-', '%2D')}`;
