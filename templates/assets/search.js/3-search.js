// Asking the index, and showing why something was found.

// A site's search index, asked from the reader's browser.
export class SearchIndex {
  // Opens the index in the folder at `base`, an absolute URL that ends in a slash; `boot` is its first file, if it came already.
  static async open(base, boot) {
    const store = await IndexStore.open(base, boot);
    // `root` is what addresses of results are relative to.
    return Object.assign(new SearchIndex(), { root: new URL('..', base), store });
  }

  // The best pages for a query. Where files do not fit together, the site was built again meanwhile: the index is then
  // opened anew, once, and asked again.
  async search(text, options) {
    try {
      return await this.answer(text, options);
    } catch (error) {
      if (error.kind === 'offline') throw error;
      this.store = await IndexStore.open(this.store.base, '', 'reload');
      return this.answer(text, options);
    }
  }

  async answer(text, { limit, types = new Set(), topics = new Set(), wantsTopics }) {
    const { store } = this;
    const topicsOf = (wantsTopics || topics.size) && await store.topicsOf();
    const query = parseQuery(text, store.stopWords);
    const { known, corrections, missing } = await matchWords(store, query);
    const wantsAll = limit > 20 || types.size + topics.size;
    const words = await Promise.all(known.map((word) => weigh(store, word, wantsAll)));

    const isOfType = ({ number }) => !types.size || types.has(store.typeOf[number].name);
    const isOfTopic = ({ number }) => !topics.size || topicsOf[number].some(({ name }) => topics.has(name));
    const isWanted = (entry) => isOfType(entry) && isOfTopic(entry);
    let ranking = rank(words, store);
    if (query.phrases[0]) {
      const candidates = ranking.filter((entry) => entry.matched === words.length && isWanted(entry)).slice(0, 30);
      const checks = await Promise.all(candidates.map(({ number }) => this.holds(number, query.phrases)));
      ranking = candidates.filter((_, place) => checks[place]);
    }
    const wanted = ranking.filter(isWanted);
    // As many are ordered again by their titles as the dialog shows, whose texts it fetches anyway.
    const first = await Promise.all(wanted.slice(0, 5).map(async ({ number, score }) => (
      { number, score: score + titleBonus(store, query, known, await store.document(number), wanted[0].score) })));
    first.sort((a, b) => b.score - a.score || a.number - b.number);
    const hits = await Promise.all([...first, ...wanted.slice(5)].slice(0, limit).map(async ({ number, score }) => {
      const document = await store.document(number);
      const sections = sectionsOf(words, number).map((section) => document.sections[section]).filter(Boolean);
      return { ...document, score: score / 1e9, sections };
    }));
    return {
      text,
      hits,
      total: wanted.length,
      corrections,
      missing,
      // All that would be found without a choice of types and topics.
      all: ranking.length,
      types: tally(store.types, types, ranking.filter(isOfTopic).map(({ number }) => store.typeOf[number])),
      topics: tally(store.topics, topics, topicsOf ? ranking.filter(isOfType).flatMap(({ number }) => topicsOf[number]) : []),
      // The term that was asked for and that a word is a form of.
      termIn: (word) => wordsAndCompounds(word).map((part) => nameOf(known, part)).find(Boolean),
    };
  }

  // Whether a page's text holds each phrase, word for word.
  async holds(number, phrases) {
    const { url, title, lead } = await this.store.document(number);
    const page = url.includes('#') ? {} : await pageAt(new URL(url, this.root)).catch(() => fail('offline'));
    const words = ` ${wordsOf(`${title}\n${lead}\n${page.textContent ?? ''}`).join(' ')} `;
    return phrases.every((phrase) => words.includes(` ${phrase.join(' ')} `));
  }
}

// The facets that were found, each with how often, and those that were chosen.
const tally = (facets, chosen, found) => facets
  .map((facet) => ({ ...facet, count: found.filter((each) => each === facet).length }))
  .filter(({ name, count }) => count || chosen.has(name));

// The element `main` of a page of the site.
async function pageAt(url) {
  const response = await fetch(url);
  return new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
}

const TYPED_WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;
// A word, or words that a hyphen or the like joins.
const WRITTEN = /([\p{L}\p{N}][\p{L}\p{N}\p{M}'’\u00ad\u200b-\u200d]*(?:[-./(&\u2010\u2011][\p{L}\p{N}][\p{L}\p{N}\p{M}'’\u00ad\u200b-\u200d]*)*)/gu;

// From texts some 180 characters that hold most of the terms asked for, or nothing.
function excerpt(texts, termIn) {
  // All that is none of them counts as one.
  let most = 1;
  let best = '';
  for (const text of texts) {
    // Parts of sentences.
    for (const { index } of text.matchAll(/\S(.{0,120}?[.!?,;:](?= )|.{0,120}\S*)/gs)) {
      const part = text.slice(index, index + 180);
      const { size } = new Set(part.split(WRITTEN).map(termIn));
      if (size <= most) continue;
      most = size;
      best = (/(^|[.!?] )$/.test(text.slice(0, index)) ? '' : '… ')
        + (index + 180 < text.length ? part.replace(/\s+\S*$/, ' …') : part);
    }
  }
  return best;
}

// The query with its corrected words, or nothing where none was corrected.
const suggestion = ({ text, corrections }) => (
  corrections.size ? text.replace(TYPED_WORD, (word) => corrections.get(wordsOf(word)[0]) ?? word) : '');

// The query with these words in quotation marks, which are searched as they are typed.
const asTyped = ({ text, corrections }) => (
  text.replace(TYPED_WORD, (word) => corrections.has(wordsOf(word)[0]) ? `"${word}"` : word));
