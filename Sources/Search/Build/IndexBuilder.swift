import Algorithms

/// Makes an index's files of analysed documents. The steps:
///
/// 1. number all stems and turn occurrences into **postings**;
/// 2. write each **term**, and divide the terms into **shards**;
/// 3. write the **blocks** of what results show, the **spelling** lists and the **topics**;
/// 4. write the **boot** file, which says how to find the rest, or holds it where it is small.
///
/// The bytes depend on the documents, their order and the settings alone. A change in one document
/// changes the shards of its words, its block, perhaps spelling lists, and the boot file.
package struct IndexBuilder: Sendable {
  private let documents: [SearchDocument]
  private let settings: IndexSettings
  private let generation: UInt32

  /// Builds the index of `documents`, whose types and topics are the settings', with their analyses.
  package static func build(
    _ documents: [SearchDocument], analyses: [DocumentAnalysis], settings: IndexSettings
  ) -> [IndexFile] {
    precondition(documents.count == analyses.count, "each document needs its analysis")
    return IndexBuilder(documents: documents, settings: settings).files(analyses)
  }

  private init(documents: [SearchDocument], settings: IndexSettings) {
    self.documents = documents
    self.settings = settings
    let names = documents.lazy.map { $0.address + "\n" + $0.type + "\n" }
    generation = Self.hash(names.joined().utf8)
  }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }

  private func files(_ analyses: [DocumentAnalysis]) -> [IndexFile] {
    var vocabulary = Vocabulary()
    let stems = vocabulary.add(analyses, isStemmed: settings.isStemmed)
    let postings = Postings(analyses, stems: stems, stemCount: vocabulary.stems.count)

    let terms = terms(of: vocabulary, postings)
    let (trie, ranges, names) = ShardTrie.divide(
      terms.map(\.stem), sizes: terms.map(\.size), limit: IndexFormat.shardLimit)
    let shards = Array(ranges.indices).concurrentMap { number in
      IndexFile(
        name: IndexFormat.shard(names[number]),
        bytes: ShardWriter.bytes(terms[ranges[number]], generation: generation))
    }
    let checked = shards + blocks() + [topics()]
    let files = checked + tails(terms, ranges, names)
    let compressed = files.concurrentMap { Gzip.compress($0.bytes) }
    let words = spellings(vocabulary, postings)
    let list = SpellingWriter.list(words, generation: generation)
    var layout = IndexLayout(
      generation: generation, trie: trie,
      checksums: compressed.prefix(checked.count).map { Gzip.checksum($0) },
      spelling: [(SpellingKeys.all, Gzip.checksum(ofContent: list))])
    let size = compressed.reduce(Gzip.compress(list).count) { $0 + $1.count }
    if size <= IndexFormat.packLimit {
      let name = IndexFormat.spelling(SpellingKeys.all)
      return [boot(layout, files + [IndexFile(name: name, bytes: list)])]
    }
    let lists = SpellingWriter.lists(words, generation: generation)
    layout.spelling = lists.map { ($0.key, Gzip.checksum(ofContent: $0.bytes)) }
    return [boot(layout, [])] + zip(files, compressed).map { IndexFile(name: $0.name, bytes: $1) }
      + lists.concurrentMap { list in
        IndexFile(name: IndexFormat.spelling(list.key), bytes: Gzip.compress(list.bytes))
      }
  }

  /// The boot file, with the files that are packed into it.
  private func boot(_ layout: IndexLayout, _ packed: [IndexFile]) -> IndexFile {
    let bytes = BootWriter.bytes(
      of: layout, documents: documents, settings: settings, files: packed)
    return IndexFile(name: IndexFormat.boot, bytes: Gzip.compress(bytes))
  }

  /// All stems with their postings, in the order of the stems' bytes.
  private func terms(of vocabulary: Vocabulary, _ postings: Postings) -> [TermWriter.Term] {
    let words = vocabulary.wordsByStem
    let order = vocabulary.stems.sorted(
      (0..<vocabulary.stems.count).lazy.filter { !postings.range(of: $0).isEmpty })
    let writer = TermWriter(
      postings: postings, documentCount: documents.count, generation: generation)
    return order.concurrentMap { number in
      let own = vocabulary.words.sorted(words[number].lazy.map(Int.init))
      return writer.term(
        vocabulary.stems[number], number: number, words: own.map { vocabulary.words[$0] })
    }
  }

  /// What a frequent term's shard does not hold; in its file's name its place in the shard.
  private func tails(
    _ terms: [TermWriter.Term], _ ranges: [Range<Int>], _ names: [String]
  ) -> [IndexFile] {
    var files: [IndexFile] = []
    for (range, name) in zip(ranges, names) {
      for (place, term) in terms[range].enumerated() {
        guard let tail = term.tail else { continue }
        files.append(IndexFile(name: IndexFormat.tail(name, place), bytes: tail))
      }
    }
    return files
  }

  private func blocks() -> [IndexFile] {
    let size = IndexFormat.blockSize
    return Array(0..<(documents.count + size - 1) / size).concurrentMap { number in
      let range = (number * size)..<min(documents.count, (number + 1) * size)
      return IndexFile(
        name: IndexFormat.block(number),
        bytes: BlockWriter.bytes(documents[range], generation: generation))
    }
  }

  private func spellings(_ vocabulary: Vocabulary, _ postings: Postings) -> [SpellingWriter.Word] {
    vocabulary.words.sorted(0..<vocabulary.words.count).compactMap { number in
      let frequency = postings.range(of: Int(vocabulary.stemOfWord[number])).count
      guard frequency > 0 else { return nil }
      return SpellingWriter.Word(bytes: vocabulary.words[number], frequency: frequency)
    }
  }

  /// For each document the numbers of its topics.
  private func topics() -> IndexFile {
    var writer = ByteWriter()
    writer.fixed(generation, bytes: 4)
    for document in documents {
      let numbers = settings.topics.indices.filter {
        document.topics.contains(settings.topics[$0].name)
      }
      writer.varint(numbers.count)
      for number in numbers { writer.varint(number) }
    }
    return IndexFile(name: IndexFormat.topics, bytes: writer.bytes)
  }
}
