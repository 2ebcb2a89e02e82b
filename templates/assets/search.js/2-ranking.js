// What a query means and which documents answer it: step for step what Waymark's Search module does, in whole numbers.

const LETTERS = { ς: 'σ', ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ſ: 's', '’': "'", ى: 'ي', ة: 'ه' };
// Letters and digits that only look different.
const ALIKE = /[ª²³µ¹ºĲĳ⁰-⁹ⁿ₀-₉Ⅰ-ⅿ①-⑳ﬀ-ﬆ０-ﾟ\u{1d400}-\u{1d6a3}\u{1d7ce}-\u{1d7ff}]/gu;
// Scripts without spaces between words.
const IDEOGRAPHS = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3fffd}]+)/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
// What joins parts of a word, as in non-technical, Node.js and 401(k).
const CONNECTOR = /^[-./(&\u2010\u2011]$/;
// The signs of C++ and C#.
const SIGN = /(?:\+\+|#)(?![\p{L}\p{N}+#])/uy;

// Accents, soft hyphens, and spaces and joiners without width leave no trace.
const fold = (text) => text.replace(ALIKE, (letter) => letter.normalize('NFKD')).toLowerCase()
  .replace(/[\u00c0-\u06d3\u1e00-\u1fff]/g, (letter) => letter.normalize('NFD'))
  .replace(/[\u0300-\u036f\u00ad\u0640\u064b-\u065f\u0670\u200b-\u200d\u2060\ufeff]/g, '')
  .replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? letter);

// A folded word as the index has it: without apostrophes and the Arabic article; pairs of neighbours where there are no spaces.
const divide = (word) => word.replace(/'s$|'|^و?([بفك]?ال|لل)(?=[ء-ي]{2})/g, '').split(IDEOGRAPHS).flatMap((part) => {
  const letters = [...part];
  return IDEOGRAPHS.test(part) && letters[1]
    ? letters.slice(1).map((letter, place) => letters[place] + letter) : part;
}).filter(Boolean).map(toBytes);

// The words of a text, each with whether only a connector parts it from the one before.
function joinedWordsOf(text) {
  const folded = fold(text);
  let end;
  return [...folded.matchAll(WORD)].flatMap(({ 0: match, index }) => {
    const isJoined = CONNECTOR.test(folded.slice(end ?? index, index));
    let parts = divide(match);
    end = index + match.length;
    if (/^[a-z0-9]+$/.test(parts.join('-'))) {
      let [word] = parts;
      if (/(^|[ \n\t(])\.$/.test(folded.slice(Math.max(0, index - 2), index)) && /^[a-z]/.test(word)) word = '.' + word;
      SIGN.lastIndex = end;
      const [sign] = SIGN.exec(folded) ?? [''];
      if (sign !== '#' || word.length <= 2) {
        word += sign;
        end += sign.length;
      }
      parts = [word];
    }
    const words = parts.filter((word) => word.length <= 64).map((word, place) => ({ word, isJoined: isJoined && !place }));
    if (!words[0]) end = undefined;
    return words;
  });
}

const wordsOf = (text) => joinedWordsOf(text).map(({ word }) => word);

// The word that some words are together. Numbers keep a sign between them: 1:1 is not 11.
const together = (words) => words.join(words.every((word) => /^[0-9]+$/.test(word)) ? ':' : '');

// The words of a text and those that joined words are together.
function wordsAndCompounds(text) {
  const words = joinedWordsOf(text);
  const parts = words.map(({ word }) => word);
  return parts[1] && words.slice(1).every(({ isJoined }) => isJoined) ? [...parts, together(parts)] : parts;
}

// The words to look up, each with how often it counts, and the one that may be the beginning of another.
function parseQuery(text, stopWords) {
  text = [...text].slice(0, 1000).join('');
  const all = joinedWordsOf(text);
  const typed = all.map(({ word }) => word);
  const telling = typed.filter((word) => !stopWords.has(word));
  const quoted = text.split(/["“”„]/).slice(0, -1).filter((_, place) => place % 2).map(wordsOf);
  const phrases = quoted.filter((phrase) => phrase[1]);
  // Of stop words the index has pairs.
  const pairs = phrases.flatMap((phrase) => phrase.slice(1).map((word, place) => ` ${phrase[place]} ${word}`));
  const words = new Map();
  for (const word of [telling, pairs, typed].find(([first]) => first) ?? []) {
    if (words.has(word) || words.size < 24) words.set(word, Math.min(4, (words.get(word) ?? 0) + 1));
  }
  const open = /[\p{L}\p{N}]\p{M}*$/u.test(fold(text)) && typed.at(-1);
  return { all, words, open, exact: new Set([...quoted.flat(), ...pairs]), phrases };
}

// What neighbours in a query may be together, by the words that it stands for: road map, one-to-one.
async function joinsOf(store, { all }) {
  const isShort = all.length <= 3;
  const tried = [];
  for (let start = 0; start < Math.min(24, all.length); start += 1) {
    for (let count = 2; count <= 4 && start + count <= all.length; count += 1) {
      const parts = all.slice(start, start + count);
      const isWritten = parts.slice(1).every(({ isJoined }) => isJoined);
      const words = parts.map(({ word }) => word);
      const form = together(words);
      // No file is fetched for it alone, unless a stop word begins a short query.
      const isTried = count <= 3 && (store.stopWords.has(words[0])
        ? isShort : store.shardOf(form) === store.shardOf(words[0]));
      if ((isWritten || isTried) && form.length <= 64) tried.push({ words, form });
    }
  }
  const joins = new Map();
  const terms = await Promise.all(tried.map(({ form }) => store.term(form)));
  tried.forEach(({ words, form }, place) => {
    const term = terms[place];
    for (const word of new Set(term && words)) joins.set(word, [...joins.get(word) ?? [], { term, form, weight: store.weights[3] }]);
  });
  return joins;
}

// How many changed, added, left out or swapped letters part two words; more than `limit` where it is more.
function errorsBetween(left, right, limit) {
  let same = 0;
  while (same < left.length && left[same] === right[same]) same += 1;
  left = left.slice(same);
  right = right.slice(same);
  if (left === right) return 0;
  if (!limit || Math.abs(left.length - right.length) > limit) return 9;
  const isSwapped = left[0] === right[1] && left[1] === right[0];
  return 1 + Math.min(...[[1, 1], [0, 1], [1, 0], ...isSwapped ? [[2, 2]] : []].map(
    ([i, j]) => errorsBetween(left.slice(i), right.slice(j), limit - 1)));
}

// The known words nearest to one that is not, the likeliest first.
async function nearestWords(store, word) {
  const [last, secondLast] = bytesOf(word).reverse();
  const lists = await Promise.all([firstKey(word), 27 + (last + 3 * secondLast & 31), 59].map((key) => spellings(store, key)));
  let limit = word.length < 8 ? 1 : 2;
  const found = new Map();
  for (const [known, frequency] of lists.flat()) {
    const errors = errorsBetween(word, known, limit);
    if (errors > limit) continue;
    limit = errors;
    found.set(known, { known, errors, rank: frequency + (known[0] === word[0] ? 3 : 0) });
  }
  return [...found.values()].filter(({ errors }) => errors === limit)
    .sort((a, b) => b.rank - a.rank || (a.known < b.known ? -1 : 1)).slice(0, 3);
}

const firstKey = (word) => /^[a-z]/.test(word) ? word.charCodeAt() - 97 : 26;

// A list of words with their frequencies, if the index has it.
const spellings = async (store, key) => (
  key in store.spellingChecks ? store.file(`words/${key}.bin`, store.spellingChecks[key], readSpellings) : []);

// Good English is not corrected.
const isEnglish = async (store, word) => (await spellings(store, 60 + firstKey(word))).some(([known]) => known === word);

// The two known words that an unknown one consists of.
async function partsOf(store, word) {
  const isForm = (part) => !store.stopWords.has(part) && store.term(part);
  for (let length = word.length - 3; length >= 3; length -= 1) {
    const parts = [word.slice(0, length), word.slice(length)];
    if (await isForm(parts[0]) && await isForm(parts[1])) return parts;
  }
}

function readSpellings(reader) {
  const words = [];
  let word = '';
  while (reader.at < reader.bytes.length) {
    const head = reader.byte();
    words.push([word = reader.next(word, head >> 4), head & 15]);
  }
  return words;
}

// The term of the form nearest to one that no page has: both are one beginning with an ending of the site's words.
async function kinOf(store, word) {
  const forms = (await store.termsNear(word)).flatMap(({ words }) => words).sort((a, b) => a.length - b.length);
  for (let { length } = word; length > 1; length -= 1) {
    const kin = forms.find((form) => {
      const endings = [word, form].map((each) => each.slice(length)).filter(Boolean);
      return form.startsWith(word.slice(0, length)) && (length > 3 || !endings[1])
        && endings.every((ending) => store.endings.has(ending) || endings[1] && store.endings.has('-' + ending));
    });
    if (kin) return store.term(kin);
  }
}

// Terms with a word that begins with what is typed; a longer one counts less. Those of a word are not rarer than it.
async function completions(store, typed, own) {
  // What is a word itself costs no more files.
  const shards = own ? [store.shardOf(typed)] : store.shardsOf(typed, 3);
  const lists = await Promise.all(shards.map((shard) => store.terms(shard)));
  const terms = new Map(lists.flat().map((term) => [term.name, term]));
  terms.delete(own?.name);
  const found = [...terms.values()].flatMap((term) => {
    const [form] = term.words.filter((word) => word.length > typed.length && word.startsWith(typed)).sort((a, b) => a.length - b.length);
    const frequency = Math.max(term.frequency, own?.frequency ?? 0);
    return form ? { term, form, weight: Math.floor(store.weights[own ? 1 : 2] * typed.length / form.length), frequency } : [];
  });
  return found.sort((a, b) => b.weight - a.weight
    || b.term.frequency - a.term.frequency || (a.term.name < b.term.name ? -1 : 1)).slice(0, 32);
}

// The terms that a word may mean, and what was searched instead of one that nothing is known of.
async function lookUp(store, typed, isOpen, isExact, joins = []) {
  // .NET, C++ and C# without their signs, where the index does not have them.
  let word = typed;
  const own = await store.term(word) ?? await store.term(word = typed.replace(/[^a-z0-9:\x80-\xff]/g, ''));
  const found = own ? [{ term: own, form: word, weight: 1000 }] : [];
  if (isOpen && !isExact && word[1]) found.push(...await completions(store, word, own));
  found.push(...joins);
  const term = !found[0] && await kinOf(store, word);
  if (term) found.push({ term, form: word, weight: 1000 });
  if (found[0] || isExact || word.length < 4 || word.length > 32) return { found };
  const parts = await partsOf(store, word);
  if (parts) return { found, parts, correction: parts };
  if (await isEnglish(store, word)) return { found };
  let correction;
  for (const { known, errors } of await nearestWords(store, word)) {
    const term = await store.term(known);
    if (!term || found.some((other) => other.term.name === term.name)) continue;
    correction ??= [known];
    found.push({ term, form: known, weight: store.weights[found.length ? 5 : 4] * (errors > 1 ? 4 : 5) / 5 });
  }
  return { found, correction };
}

// What all words of a query may mean, and which of them no page has.
async function matchWords(store, query) {
  const joins = await joinsOf(store, query);
  const looked = await Promise.all([...query.words].map(async ([word, count]) => {
    const match = await lookUp(store, word, word === query.open, query.exact.has(word), joins.get(word));
    const parts = await Promise.all((match.parts ?? []).map(async (part) => (
      { word: part, count, ...await lookUp(store, part) })));
    return [{ word, count, ...match }, ...parts];
  }));
  const all = looked.flat();
  return {
    known: all.filter(({ found }) => found[0]).map((each) => ({
      ...each,
      rarity: rarityOf(store, each.found[0]),
      // All forms that it was found by, each with the name of its term.
      forms: new Map(each.found.flatMap(({ term }) => term.words.map((form) => [form, term.name]))),
    })),
    corrections: new Map(all.filter(({ correction }) => correction)
      .map(({ word, correction }) => [toText(word), correction.map(toText).join(' ')])),
    missing: all.filter(({ word, found, correction }) => !found[0] && !correction && !store.stopWords.has(word)).map(({ word }) => toText(word).trim()),
  };
}

// The inverse document frequency. Never nothing: a word of every document is still one that was asked for.
const rarityOf = (store, { term, frequency = term.frequency }) => (
  Math.max(1, Math.round(Math.log(1 + (store.count - frequency + 0.5) / (frequency + 0.5)) * 1000)));

// For each document the best posting of a word's terms: what it counts, and in which section.
async function weigh(store, { found, count }, wantsAll) {
  const values = new Float64Array(store.count);
  const sections = new Uint8Array(store.count);
  for (const each of found) {
    const { term, form, weight } = each;
    const unit = rarityOf(store, each) * count;
    const place = term.words.indexOf(form);
    const other = Math.floor(store.weights[0] * weight / 1000);
    for (const [document, mark, forms] of await store.postings(term, wantsAll)) {
      const hasForm = forms ? forms[place] === '1' : place >= 0;
      const value = unit * (hasForm ? weight : other) * (2 * (mark >> 4) + 1);
      if (value > values[document]) {
        values[document] = value;
        sections[document] = mark & 15;
      }
    }
  }
  return { values, sections };
}

// The documents that hold words of a query, the best first. One with all words comes before one that repeats a word,
// a list after what it lists.
function rank(words, { typeOf, weights }) {
  const [floor, balance, list] = weights.slice(6);
  const ranking = [];
  typeOf.forEach(({ isList }, number) => {
    let sum = 0;
    let matched = 0;
    let least = Infinity;
    for (const { values } of words) {
      const value = values[number];
      if (!value) continue;
      sum += value;
      matched += 1;
      least = Math.min(least, value);
    }
    if (!matched) return;
    if (matched > 1 && matched === words.length) sum += Math.floor(balance * matched * least / 10);
    const factor = floor + Math.floor((1000 - floor) * matched / words.length);
    ranking.push({ number, matched, score: sum * (isList ? Math.floor(factor * list / 10) : factor) });
  });
  return ranking.sort((a, b) => b.score - a.score);
}

// What the title of a document adds, and words of the query that stand side by side in what a result shows of it.
function titleBonus({ weights, stopWords }, { all }, known, { title, lead, sections }, best) {
  const [divisor, unit, ofStopWord] = weights.slice(9);
  const titleWords = [...new Set(wordsOf(title))].filter((word) => !stopWords.has(word));
  const shared = titleWords.filter((word) => nameOf(known, word)).length;
  let bonus = shared && Math.floor(best * shared / (divisor * titleWords.length));
  const rarity = Math.min(ofStopWord, Math.max(...known.map((each) => each.rarity)));
  const places = all.map(({ word }) => (
    known.find((each) => each.word === word) ?? { forms: new Map(stopWords.has(word) ? [[word]] : []), rarity }));
  const texts = [title, lead, ...sections.map(({ heading }) => heading)].map(wordsOf);
  places.slice(1).forEach((right, place) => {
    const left = places[place];
    const isBeside = texts.some((words) => words.some((word, n) => right.forms.has(word) && left.forms.has(words[n - 1])));
    if (isBeside) bonus += unit * Math.min(left.rarity, right.rarity);
  });
  return bonus;
}

// The name of the term that was asked for and that a word is a form of.
const nameOf = (known, word) => known.map(({ forms }) => forms.get(word)).find(Boolean);

// At most two sections beyond the first that say most, the second only where it says half as much.
function sectionsOf(words, number) {
  const tally = Array(16).fill(0);
  for (const { values, sections } of words) tally[sections[number]] += values[number];
  return [...tally.keys()].slice(1, 15).filter((section) => tally[section] * 2 >= Math.max(...tally))
    .sort((a, b) => tally[b] - tally[a]).slice(0, 2);
}
