// What a query means and which documents answer it: step for step what Waymark's Search module does, in whole numbers.

const LETTERS = { ς: 'σ', ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '’': "'" };
const IDEOGRAPHS = /([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3fffd}]+)/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

const fold = (text) => text.toLowerCase()
  .replace(/[\u00c0-\u052f\u1e00-\u1fff]/g, (letter) => letter.normalize('NFD'))
  .replace(/[\u0300-\u036f]/g, '')
  .replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? letter);

// A folded word as the index has it: without apostrophes; pairs of neighbours where there are no spaces.
const divide = (word) => word.replace(/(.)'s$/su, '$1').replaceAll("'", '').split(IDEOGRAPHS).flatMap((part) => {
  const letters = [...part];
  return IDEOGRAPHS.test(part) && letters[1]
    ? letters.slice(1).map((letter, place) => letters[place] + letter) : part;
}).map(toBytes).filter((part) => part && part.length <= 64);

const wordsOf = (text) => (fold(text).match(WORD) ?? []).flatMap(divide);

// The words to look up, each with how often it counts, and the one that may be the beginning of another.
function parseQuery(text, stopWords) {
  text = [...text].slice(0, 1000).join('');
  const all = wordsOf(text);
  const telling = all.filter((word) => !stopWords.has(word));
  const words = new Map();
  for (const word of telling[0] ? telling : all) {
    if (words.has(word) || words.size < 24) words.set(word, Math.min(4, (words.get(word) ?? 0) + 1));
  }
  const open = /[\p{L}\p{N}]\p{M}*$/u.test(fold(text)) && all.at(-1);
  const phrases = text.split(/["“”„]/).slice(0, -1).filter((_, place) => place % 2).map(wordsOf);
  return { words, open, phrases: phrases.filter((phrase) => phrase[1]) };
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
  const keys = [/^[a-z]/.test(word) ? word.charCodeAt() - 97 : 26, 27 + (last + 3 * secondLast & 31), 59];
  const lists = await Promise.all(keys.filter((key) => key in store.spellingChecks).map((key) => (
    store.file(`words/${key}.bin`, store.spellingChecks[key], readSpellings))));
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

function readSpellings(reader) {
  const words = [];
  let word = '';
  while (reader.at < reader.bytes.length) {
    const head = reader.byte();
    words.push([word = reader.next(word, head >> 4), head & 15]);
  }
  return words;
}

// Terms with a word that begins with what is typed; a longer one counts less.
async function completions(store, typed, own) {
  // What is a word itself costs no more files.
  const shards = own ? store.shardsOf(own.stem + KEY_END) : store.shardsOf(typed, 3);
  // Stems can end before what is typed does: `experi` of `experience`.
  for (let length = own ? typed.length : Math.max(3, typed.length - 3); length < typed.length; length += 1) {
    shards.push(...store.shardsOf(typed.slice(0, length) + KEY_END));
  }
  const found = (await Promise.all(new Set(shards))).flat().flatMap((term) => {
    const longer = term.words.filter((word) => word.length > typed.length && word.startsWith(typed));
    const weight = Math.floor((own ? 400 : 900) * typed.length / Math.min(...longer.map((word) => word.length)));
    return weight && term !== own ? { term, weight } : [];
  });
  return found.sort((a, b) => b.weight - a.weight
    || b.term.frequency - a.term.frequency || (a.term.stem < b.term.stem ? -1 : 1)).slice(0, 32);
}

// The terms that a word may mean, and what the word was corrected to.
async function lookUp(store, word, isOpen) {
  const own = await store.term(store.stemOf(word));
  const found = own ? [{ term: own, weight: 1000 }] : [];
  if (isOpen && word[1]) found.push(...await completions(store, word, own));
  let correction;
  if (!found.length && word.length >= 4 && word.length <= 32) {
    for (const { known, errors } of await nearestWords(store, word)) {
      const term = await store.term(store.stemOf(known));
      if (!term || found.some((other) => other.term === term)) continue;
      correction ??= [toText(word), toText(known)];
      found.push({ term, weight: (found.length ? 600 : 900) * (errors > 1 ? 4 : 5) / 5 });
    }
  }
  return { found, correction };
}

// For each document the best posting of a word's terms: what it counts, and in which section.
async function weigh(store, found, count, wantsAll) {
  const values = new Float64Array(store.count);
  const sections = new Uint8Array(store.count);
  for (const { term, weight } of found) {
    // Never nothing: a word of every document is still one that was asked for.
    const rarity = Math.max(1, Math.round(Math.log(1 + (store.count - term.frequency + 0.5) / (term.frequency + 0.5)) * 1000));
    for (const [document, mark] of await store.postings(term, wantsAll)) {
      const value = rarity * weight * count * (2 * (mark >> 4) + 1);
      if (value > values[document]) {
        values[document] = value;
        sections[document] = mark & 15;
      }
    }
  }
  return { values, sections };
}

// The documents that hold words of a query, the best first.
function rank(words, count) {
  const ranking = [];
  for (let number = 0; number < count; number += 1) {
    let sum = 0;
    let matched = 0;
    for (const { values } of words) {
      sum += values[number];
      if (values[number]) matched += 1;
    }
    if (matched) ranking.push({ number, matched, score: sum * (850 + Math.floor(150 * matched / words.length)) });
  }
  return ranking.sort((a, b) => b.score - a.score);
}

// At most two sections beyond the first that say most, the second only where it says half as much.
function sectionsOf(words, number) {
  const tally = Array(16).fill(0);
  for (const { values, sections } of words) tally[sections[number]] += values[number];
  return [...tally.keys()].slice(1, 15).filter((section) => tally[section] * 2 >= Math.max(...tally))
    .sort((a, b) => tally[b] - tally[a]).slice(0, 2);
}
