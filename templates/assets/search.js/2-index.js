// The files of a search index, as Waymark's Search module writes them. Words are compared as strings of one byte
// a character, which orders and measures them as the index does.

/** Why a search failed: `offline` (a file could not be had), `damaged`, `outdated` (files of different builds). */
export class SearchFailure extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

const BLOCK_SIZE = 8;
const HEAD_LIMIT = 2048;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const toBytes = (text) => String.fromCharCode(...encoder.encode(text));
const toText = (bytes) => decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt()));

class Reader {
  at = 0;
  constructor(bytes) { this.bytes = bytes; }
  slice(count) {
    this.at += count;
    if (this.at > this.bytes.length) throw new SearchFailure('damaged');
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
  string() { return decoder.decode(this.slice(this.varint())); }
  /** A word that shares its beginning with the one before it. */
  next(word, shared = this.byte()) { return word.slice(0, shared) + this.word(this.byte()); }
}

class BitReader extends Reader {
  bit() {
    if (this.at >> 3 >= this.bytes.length) throw new SearchFailure('damaged');
    return this.bytes[this.at >> 3] >> (7 - (this.at++ & 7)) & 1;
  }
  bits(count) { return count && this.bits(count - 1) * 2 + this.bit(); }
  ones() {
    let count = 0;
    while (this.bit()) count += 1;
    return count;
  }
}

/** Documents that hold a term, ascending, and with each its mark: a level and a section. */
function readPostings(gaps, marks, total) {
  const reader = new BitReader(gaps);
  const mean = Math.floor(total * 7 / (marks.length * 10));
  const parameter = mean && 31 - Math.clz32(mean);
  let next = 0;
  return Array.from(marks, (mark) => {
    const document = next + reader.ones() * 2 ** parameter + reader.bits(parameter);
    if (document >= total) throw new SearchFailure('damaged');
    next = document + 1;
    return [document, mark];
  });
}

/** The tree of shards: `0` for nothing, `{ number, name }`, or two trees parted by the next bit of a stem. */
function readTrie(reader, shards, path = '1') {
  if (reader.bit()) return [0, 1].map((side) => readTrie(reader, shards, path + side));
  return reader.bit() && shards[shards.push({ number: shards.length, name: BigInt('0b' + path).toString(36) }) - 1];
}

const bitOf = (word, depth) => word.charCodeAt(depth >> 3) >> (7 - (depth & 7)) & 1;

/** The first shards that may hold stems beginning with `prefix`; with a limit of 0 the one that may hold it itself. */
function shardsOf(trie, prefix, limit = 0, found = [], depth = 0) {
  if (trie.name) found.push(trie);
  else if (trie) {
    for (const side of [0, 1]) {
      const isInside = limit && depth >= prefix.length * 8;
      if (found.length < (limit || 1) && (isInside || side === bitOf(prefix, depth))) {
        shardsOf(trie[side], prefix, limit, found, depth + 1);
      }
    }
  }
  return found;
}

function readShard(reader, name) {
  let stem = '';
  const terms = reader.list((_, place) => {
    stem = reader.next(stem);
    const words = reader.list(() => {
      const shape = reader.byte();
      return stem.slice(0, stem.length - (shape >> 5)) + reader.word(shape & 31);
    });
    const term = { stem, words, frequency: reader.varint(), gaps: reader.varint(), tail: `terms/${name}-${place}.bin` };
    if (term.frequency > HEAD_LIMIT) term.tailCheck = reader.fixed(2);
    return term;
  });
  for (const term of terms) term.gaps = reader.slice(term.gaps);
  for (const term of terms) term.marks = reader.slice(Math.min(term.frequency, HEAD_LIMIT));
  return terms;
}

/** Half the checksum of a gzip stream's content, from its end. */
const checkOf = (stream) => stream.at(-8) + 256 * stream.at(-7);

/** The files of one build of the index: fetched once, checked, and kept. */
class IndexStore {
  files = new Map();

  /** `cache` says how much to trust what the browser remembers of earlier answers. */
  static async open(base, cache) {
    const store = new IndexStore();
    Object.assign(store, { base, cache });
    await store.fetch('boot.bin', cache ?? 'no-cache', (reader) => {
      if (reader.word(4) !== 'WMS1') throw new SearchFailure('damaged');
      store.isOpen = true;
      store.generation = reader.fixed(4);
      store.readBoot(reader);
    });
    return store;
  }

  readBoot(reader) {
    this.isStemmed = reader.byte();
    this.stopWords = new Set(reader.string().split(' '));
    const readFacets = () => reader.list(() => ({ name: reader.string(), label: reader.string() }));
    this.types = readFacets();
    this.typeOf = reader.list(() => Array(reader.varint()).fill(this.types[reader.varint()])).flat();
    this.topics = readFacets();
    this.count = this.typeOf.length;
    this.spellingChecks = new Map(reader.list(() => [reader.byte(), reader.fixed(2)]));
    const shards = [];
    this.trie = readTrie(new BitReader(reader.slice(reader.varint())), shards);
    this.shardChecks = reader.list(() => reader.fixed(2), shards.length);
    this.blockChecks = reader.list(() => reader.fixed(2), Math.ceil(this.count / BLOCK_SIZE));
    this.topicsCheck = reader.fixed(2);
    const packed = reader.list(() => [reader.string(), reader.varint()]);
    for (const [name, length] of packed) this.files.set(name, reader.slice(length));
  }

  /** What `read` makes of a file, which is a gzip stream. */
  async fetch(name, cache, read) {
    let response;
    try {
      response = await fetch(this.base + name, { cache });
    } catch {
      throw new SearchFailure('offline');
    }
    // Where one file of an index is gone, it was another build's.
    if (!response.ok) throw new SearchFailure(this.isOpen && response.status === 404 ? 'outdated' : 'offline');
    try {
      const stream = new Uint8Array(await response.arrayBuffer());
      const content = new Blob([stream]).stream().pipeThrough(new DecompressionStream('gzip'));
      const bytes = new Uint8Array(await new Response(content).arrayBuffer());
      return read(new Reader(bytes), checkOf(stream));
    } catch (failure) {
      throw failure instanceof SearchFailure ? failure : new SearchFailure('damaged');
    }
  }

  /** What `read` makes of a file of this build, whose check must be the one given. */
  file(name, read, check) {
    const kept = this.files.get(name);
    if (kept instanceof Promise) return kept;
    const readChecked = (reader, found = check) => {
      if (reader.fixed(4) !== this.generation || check !== found) {
        throw new SearchFailure('outdated');
      }
      return read(reader);
    };
    const value = kept ? Promise.resolve(new Reader(kept)).then(readChecked)
      : this.fetch(`${name}?${check}`, this.cache, readChecked);
    this.files.set(name, value);
    value.catch(() => this.files.delete(name));
    return value;
  }

  shard({ name, number }) {
    return this.file(`terms/${name}.bin`, (reader) => readShard(reader, name), this.shardChecks[number]);
  }

  async document(number) {
    const block = Math.floor(number / BLOCK_SIZE);
    const documents = await this.file(`pages/${block}.bin`, (reader) => (
      this.typeOf.slice(block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE).map((type) => ({
        url: reader.string(),
        title: reader.string(),
        lead: reader.string(),
        sections: reader.list(() => ({ heading: reader.string(), anchor: reader.string(), text: reader.string() })),
        type: type.name,
        typeLabel: type.label,
      }))
    ), this.blockChecks[block]);
    return documents[number % BLOCK_SIZE];
  }

  /** For each document its topics. */
  topicsOf() {
    return this.file('topics.bin', (reader) => (
      this.typeOf.map(() => reader.list(() => this.topics[reader.varint()]))), this.topicsCheck);
  }

  /** A term's documents with their marks; those beyond the best only where all are wanted. */
  async postings(term, wantsAll) {
    term.postings ??= readPostings(term.gaps, term.marks, this.count);
    const rest = term.frequency - HEAD_LIMIT;
    if (!wantsAll || rest <= 0) return term.postings;
    return term.postings.concat(await this.file(term.tail, (reader) => (
      readPostings(reader.slice(reader.bytes.length - 4 - rest), reader.slice(rest), this.count)), term.tailCheck));
  }
}
