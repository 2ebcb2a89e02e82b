// The map lights up what a page links to and what links to it, in the list and in the drawing.
function lightMap(places) {
  const lines = document.querySelectorAll('[data-from]');
  const linked = new Map();
  for (const { dataset } of places) {
    if (dataset.linked) linked.set(dataset.place, new Set(dataset.linked.split(' ')));
  }
  const light = (place) => {
    const others = linked.get(place);
    for (const each of places) {
      each.toggleAttribute('data-lit', each.dataset.place === place || !!others?.has(each.dataset.place));
    }
    for (const line of lines) {
      line.toggleAttribute('data-lit', line.dataset.from === place || line.dataset.to === place);
    }
  };
  for (const event of ['pointerover', 'focusin']) {
    addEventListener(event, ({ target }) => light(target.closest?.('[data-place]')?.dataset.place));
  }
  addEventListener('focusout', () => light());
}
const places = document.querySelectorAll('[data-place]');
if (places.length) lightMap(places);
