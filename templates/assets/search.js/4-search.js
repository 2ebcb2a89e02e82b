// Asking the index, and showing why something was found.

/** A site's search index, asked from the reader's browser. */
export class SearchIndex {
  /** Opens the index in the folder at `base`, an absolute URL that ends in a slash. */
  static async open(base) {
    const index = new SearchIndex();
    /** What addresses of results are relative to. */
    index.root = new URL('..', base).href;
    index.reopen = async (cache) => { index.store = await IndexStore.open(base, cache); };
    await index.reopen();
    return index;
  }

  get topicsReady() { return Boolean(this.topics); }

  async loadTopics() { this.topics = await this.store.topicsOf(); }

  /**
   * The best pages for a query. Where files do not fit together, the site was built again meanwhile: the index is then
   * opened anew, once, and asked again.
   */
  async search(text, options = {}) {
    try {
      return await this.answer(text, options);
    } catch (failure) {
      if (failure.kind === 'offline') throw failure;
      await this.reopen('reload');
      if (this.topics) await this.loadTopics();
      return this.answer(text, options);
    }
  }

  async answer(text, { limit = 5, types = new Set(), topics = new Set() }) {
    const { store } = this;
    const query = parseQuery(text, store.stopWords);
    const looked = (await Promise.all([...query.words.keys()].map((word) => lookUp(store, word, word === query.open))))
      .map((word, place) => ({ ...word, count: [...query.words.values()][place] }));
    const known = looked.filter(({ found }) => found.length);
    const wantsAll = limit > 20 || types.size > 0 || topics.size > 0;
    const words = await Promise.all(known.map(({ found, count }) => weigh(store, found, count, wantsAll)));

    const isOfType = ({ number }) => !types.size || types.has(store.typeOf[number].name);
    const isOfTopic = ({ number }) => !topics.size || this.topics[number].some(({ name }) => topics.has(name));
    let ranking = rank(words, store.count);
    if (query.phrases.length) {
      const candidates = ranking.filter((entry) => entry.matched === words.length && isOfType(entry) && isOfTopic(entry));
      const checked = await Promise.all(candidates.slice(0, 30).map(async (entry) => (
        await this.holds(entry.number, query.phrases) && entry)));
      ranking = checked.filter(Boolean);
    }
    const wanted = ranking.filter((entry) => isOfType(entry) && isOfTopic(entry));
    const hits = await Promise.all(wanted.slice(0, limit).map(async ({ number, score }) => {
      const document = await store.document(number);
      const sections = sectionsOf(words, number).map((section) => document.sections[section]).filter(Boolean);
      return { ...document, number, score: score / 1e9, sections };
    }));
    return {
      text,
      hits,
      total: wanted.length,
      corrections: looked.flatMap(({ correction }) => correction ?? []),
      types: tally(store.types, ranking.filter(isOfTopic).map(({ number }) => store.typeOf[number])),
      topics: this.topics ? tally(store.topics, ranking.filter(isOfType).flatMap(({ number }) => this.topics[number])) : [],
      matcher: {
        isStemmed: store.isStemmed,
        stems: new Set(known.flatMap(({ found }) => found.map(({ term }) => term.stem))),
      },
    };
  }

  /** Whether a page's text holds each phrase, word for word. */
  async holds(number, phrases) {
    const { url, title, lead } = await this.store.document(number);
    let text = `${title}\n${lead}`;
    if (!url.includes('#')) {
      try {
        text += `\n${(await pageAt(new URL(url, this.root))).textContent}`;
      } catch {
        throw new SearchFailure('offline');
      }
    }
    const words = ` ${wordsOf(text).join(' ')} `;
    return phrases.every((phrase) => words.includes(` ${phrase.join(' ')} `));
  }
}

function tally(facets, found) {
  const counts = new Map(facets.map((facet) => [facet, 0]));
  for (const facet of found) counts.set(facet, counts.get(facet) + 1);
  return [...counts].filter(([, count]) => count).map(([facet, count]) => ({ ...facet, count }));
}

/** The element `main` of a page of the site. */
export async function pageAt(url) {
  const response = await fetch(url);
  return new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
}

const WORD_AS_WRITTEN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;

/** The pieces of a text: `hit` says whether a piece is a word that the query asked for. */
export function markUp(text, { stems, isStemmed }) {
  const pieces = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD_AS_WRITTEN)) {
    if (!wordsOf(word).some((part) => stems.has(stemOf(part, isStemmed)))) continue;
    pieces.push({ text: text.slice(end, index), hit: false }, { text: word, hit: true });
    end = index + word.length;
  }
  return [...pieces, { text: text.slice(end), hit: false }].filter((piece) => piece.text);
}

/** From the text that holds most of the query's words some 180 characters, or nothing. */
export function excerpt(texts, matcher) {
  let best = { worth: 0 };
  for (const text of texts) {
    const pieces = markUp(text, matcher);
    const worth = new Set(pieces.filter(({ hit }) => hit).map((piece) => stemOf(fold(piece.text), matcher.isStemmed))).size;
    if (worth > best.worth) best = { worth, text, at: pieces[0].hit ? 0 : pieces[0].text.length };
  }
  if (!best.worth) return '';
  const { text, at } = best;
  const sentence = Math.max(0, ...['. ', '! ', '? '].map((end) => text.lastIndexOf(end, at - 1) + 2).filter((start) => start > 1));
  const start = at - sentence > 100 ? text.indexOf(' ', at - 60) + 1 : sentence;
  const cut = text.slice(start, start + 180);
  return (start > sentence ? '… ' : '') + (start + 180 < text.length ? cut.replace(/\s+\S*$/, ' …') : cut);
}

/** The query with its corrected words, or nothing where none was corrected. */
export function suggestion({ text, corrections }) {
  const known = new Map(corrections.map(({ from, to }) => [from, to]));
  return known.size ? text.replace(WORD_AS_WRITTEN, (word) => known.get(wordsOf(word)[0]) ?? word) : '';
}
