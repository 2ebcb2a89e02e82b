// The files of a search index, as Waymark's Search module writes them. Words are compared as strings of one byte
// a character, which orders and measures them as the index does.

const HEAD_LIMIT = 2048;
const toBytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));
const bytesOf = (word) => Uint8Array.from(word, (byte) => byte.charCodeAt());
const toText = (word) => new TextDecoder().decode(bytesOf(word));
const bitsOf = (bytes) => Array.from(bytes, (byte) => byte.toString(2).padStart(8, 0)).join('');

// Ends a search: `offline` (a file could not be had), `damaged`, `outdated` (files of different builds), `version` (an
// index of another format than this script reads).
function fail(kind) {
  throw Object.assign(Error(kind), { kind });
}

class Reader {
  at = 0;
  constructor(bytes) { this.bytes = bytes; }
  slice(count) {
    this.at += count;
    if (this.at > this.bytes.length) fail('damaged');
    return this.bytes.subarray(this.at - count, this.at);
  }
  fixed(count) { return this.slice(count).reduceRight((value, byte) => value * 256 + byte, 0); }
  byte() { return this.fixed(1); }
  varint() {
    const byte = this.byte();
    return byte < 128 ? byte : byte - 128 + 128 * this.varint();
  }
  list(read, length = this.varint()) { return Array.from({ length }, read); }
  word(count) { return String.fromCharCode(...this.slice(count)); }
  string() { return new TextDecoder().decode(this.slice(this.varint())); }
  // A word that shares its beginning with the one before it.
  next(word, shared = this.byte()) { return word.slice(0, shared) + this.word(this.byte()); }
}

// For each document of a term, how many bits tell which of the term's words it has.
const formBits = ({ words }) => words.length < 2 ? 0 : Math.min(words.length, 16);
const formSize = (term, count) => Math.ceil(count * formBits(term) / 8);

// Documents that hold a term, ascending, each with its mark (a level and a section) and the bits of its words.
function readPostings(gaps, forms, marks, size, total) {
  const parameter = Math.max(0, 31 - Math.clz32(total * 7 / (marks.length * 10)));
  const codes = bitsOf(gaps).matchAll(RegExp(`(1*)0(.{${parameter}})`, 'gy'));
  const bits = bitsOf(forms);
  let next = 0;
  return Array.from(marks, (mark, place) => {
    const [, high, low] = codes.next().value ?? fail('damaged');
    const document = next + high.length * 2 ** parameter + parseInt('0' + low, 2);
    if (document >= total) fail('damaged');
    next = document + 1;
    return [document, mark, bits.slice(place * size, (place + 1) * size)];
  });
}

// The shards, in the order of their words, each with the bits that its words begin with.
function readTrie(bits, path = '') {
  if (+bits.next().value) return [0, 1].flatMap((bit) => readTrie(bits, path + bit));
  return +bits.next().value ? [{ path, name: BigInt('0b1' + path).toString(36) }] : [];
}

function readShard(reader, name) {
  let first = '';
  const terms = reader.list((_, place) => {
    let word = first = reader.next(first);
    const words = [word, ...reader.list(() => {
      const shape = reader.byte();
      const [dropped, added] = shape < 224 ? [shape >> 5, shape & 31] : [reader.byte(), reader.byte()];
      return word = word.slice(0, word.length - dropped) + reader.word(added);
    })];
    const frequency = reader.varint();
    const gaps = reader.varint();
    const tail = frequency > HEAD_LIMIT && [`terms/${name}-${place}.bin`, reader.fixed(2)];
    return { name: first, words, frequency, gaps, tail };
  });
  for (const term of terms) term.gaps = reader.slice(term.gaps);
  for (const term of terms) term.forms = reader.slice(formSize(term, Math.min(term.frequency, HEAD_LIMIT)));
  for (const term of terms) term.marks = reader.slice(Math.min(term.frequency, HEAD_LIMIT));
  return terms;
}

// The files of one build of the index: fetched once, checked, and kept.
class IndexStore {
  files = new Map();

  // `cache` says how much to trust what the browser remembers of earlier answers; `boot` is the first file, in Base64.
  static async open(base, boot, cache) {
    const store = Object.assign(new IndexStore(), { base, cache });
    store.readBoot(boot ? new Reader(bytesOf(atob(boot))) : await store.fetch('boot.bin', cache ?? 'no-cache'));
    return store;
  }

  readBoot(reader) {
    if (reader.word(3) !== 'WMS') fail('damaged');
    if (reader.word(1) !== '4') fail('version');
    this.generation = reader.fixed(4);
    this.weights = reader.list(() => reader.varint());
    this.stopWords = new Set(reader.word(reader.varint()).split(' '));
    this.endings = new Set(reader.word(reader.varint()).split(' '));
    const readFacets = () => reader.list(() => ({ name: reader.string(), label: reader.string() }));
    this.types = readFacets();
    for (const type of this.types) type.isList = reader.byte() === 1;
    this.typeOf = reader.list(() => Array(reader.varint()).fill(this.types[reader.varint()])).flat();
    this.topics = readFacets();
    this.count = this.typeOf.length;
    this.spellingChecks = Object.fromEntries(reader.list(() => [reader.byte(), reader.fixed(2)]));
    this.shards = readTrie(bitsOf(reader.slice(reader.varint()))[Symbol.iterator]());
    for (const shard of this.shards) shard.check = reader.fixed(2);
    this.blockChecks = reader.list(() => reader.fixed(2), Math.ceil(this.count / 8));
    this.topicsCheck = reader.fixed(2);
    const packed = reader.list(() => [reader.string(), reader.varint()]);
    this.packed = new Map(packed.map(([name, length]) => [name, new Reader(reader.slice(length))]));
  }

  // A file's content, with half the checksum that stands at the end of its gzip stream.
  async fetch(name, cache) {
    const response = await fetch(this.base + name, { cache }).catch(() => fail('offline'));
    // Where one file of an index is gone, it was another build's.
    if (!response.ok) fail(this.types && response.status === 404 ? 'outdated' : 'offline');
    try {
      const stream = new Uint8Array(await response.arrayBuffer());
      const content = new Response(stream).body.pipeThrough(new DecompressionStream('gzip'));
      return Object.assign(new Reader(new Uint8Array(await new Response(content).arrayBuffer())), { check: new Reader(stream.slice(-8)).fixed(2) });
    } catch {
      fail('damaged');
    }
  }

  // What `read` makes of a file of this build, whose check must be the one given.
  file(name, check, read) {
    const load = async () => {
      const reader = this.packed.get(name) ?? await this.fetch(`${name}?${check}`, this.cache);
      // Lists of words name no documents, so they may be of any build.
      if (name[0] !== 'w' && reader.fixed(4) !== this.generation || (reader.check ?? check) !== check) fail('outdated');
      return read(reader);
    };
    const value = this.files.get(name) ?? load();
    this.files.set(name, value);
    value.catch(() => this.files.delete(name));
    return value;
  }

  // The first shards that may hold words that begin with `word`.
  shardsOf(word, limit) {
    const bits = bitsOf(bytesOf(word));
    return this.shards.filter(({ path }) => path.startsWith(bits) || bits.startsWith(path)).slice(0, limit);
  }

  // The one shard that may hold a word. Keys of words go on in zeros.
  shardOf(word) { return this.shardsOf(word + '\0'.repeat(7))[0]; }

  terms({ name, check }) { return this.file(`terms/${name}.bin`, check, (reader) => readShard(reader, name)); }

  // The terms of the shard that may hold a word.
  async termsNear(word) {
    const shard = this.shardOf(word);
    return shard ? this.terms(shard) : [];
  }

  // The term that has a word among its forms.
  async term(word) { return (await this.termsNear(word)).find(({ words }) => words.includes(word)); }

  // Eight documents are in one file.
  async document(number) {
    const block = Math.floor(number / 8);
    const documents = await this.file(`pages/${block}.bin`, this.blockChecks[block], (reader) => (
      this.typeOf.slice(block * 8, (block + 1) * 8).map((type) => ({
        url: reader.string(),
        title: reader.string(),
        lead: reader.string(),
        sections: reader.list(() => ({ heading: reader.string(), anchor: reader.string(), text: reader.string() })),
        type,
      }))));
    return documents[number % 8];
  }

  // For each document its topics.
  topicsOf() {
    return this.file('topics.bin', this.topicsCheck, (reader) => (
      this.typeOf.map(() => reader.list(() => this.topics[reader.varint()]))));
  }

  // A term's documents with their marks; those beyond the best only where all are wanted.
  async postings(term, wantsAll) {
    const size = formBits(term);
    term.postings ??= readPostings(term.gaps, term.forms, term.marks, size, this.count);
    if (!wantsAll || !term.tail) return term.postings;
    const rest = term.frequency - HEAD_LIMIT;
    const forms = formSize(term, rest);
    return term.postings.concat(await this.file(...term.tail, (reader) => (
      readPostings(reader.slice(reader.bytes.length - 4 - forms - rest), reader.slice(forms), reader.slice(rest), size, this.count))));
  }
}
