import Concurrency

/// Builds the files of an index from analyzed documents.
///
/// The steps:
///
/// 1. number all stems, and turn occurrences into **postings**;
/// 2. write each **term**, and divide the terms into **shards**;
/// 3. write the **blocks** of what results show, the **spelling** lists and the **topics**;
/// 4. write the **header**, which describes the other files, or contains them if they are small.
///
/// The bytes depend only on the documents, their order and the settings. A change of one document changes the shards
/// of its words, its block, perhaps spelling lists, and the header.
package struct IndexBuilder: Sendable {
  private let documents: [SearchDocument]
  private let settings: IndexSettings
  private let generation: UInt32

  /// Builds an index.
  ///
  /// The types and topics of the documents are among those of the settings; `analyses` has one for each document.
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

  /// The FNV-1a hash of bytes.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }

  private func files(_ analyses: [DocumentAnalysis]) -> [IndexFile] {
    var vocabulary = Vocabulary()
    let numbers = vocabulary.add(analyses, isStemmed: settings.isStemmed)
    let words = vocabulary.words.sorted(0..<vocabulary.words.count)
    let families = vocabulary.families(words)
    let postings = Postings(
      analyses, words: numbers, stems: vocabulary.stemOfWord,
      forms: vocabulary.forms(families), stemCount: vocabulary.stems.count)
    let (main, lists) = concurrently(
      { [vocabulary] in files(of: vocabulary, families, postings) },
      { [vocabulary] in spellings(vocabulary, words, postings) })
    var layout = IndexLayout(
      generation: generation, trie: main.trie,
      checksums: main.compressed.prefix(main.checkedCount).map { Gzip.checksum($0.bytes) },
      spelling: [])
    let size = main.compressed.reduce(0) { $0 + $1.bytes.count }
    layout.spelling = lists.english.map { ($0.key, Gzip.checksum($0.file.bytes)) }
    let english = lists.english.map(\.file)
    if size <= IndexFormat.packLimit, let packed = packed(main.files, lists, size: size) {
      layout.spelling.append((SpellingKeys.all, Gzip.checksum(ofContent: packed.bytes)))
      return [header(layout, main.files + [packed])] + english
    }
    layout.spelling += zip(lists.keys, lists.files).map { ($0, Gzip.checksum($1.bytes)) }
    return [header(layout, [])] + main.compressed + lists.files + english
  }

  /// All words in one spelling list; `nil` where it does not fit into the header with the other files.
  private func packed(
    _ files: [IndexFile], _ spellings: Spellings, size: Int
  ) -> IndexFile? {
    let list = spellings.writer.list(spellings.words)
    guard size + Gzip.compress(list).count <= IndexFormat.packLimit else { return nil }
    return IndexFile(name: IndexFormat.spelling(SpellingKeys.all), bytes: list)
  }

  /// All files but the spelling lists.
  private struct Main: Sendable {
    var trie: ShardTrie
    var files: [IndexFile]
    var compressed: [IndexFile]
    /// The number of files that have their checksum in the header.
    var checkedCount: Int
  }

  private func files(
    of vocabulary: Vocabulary, _ families: [[Int]], _ postings: Postings
  ) -> Main {
    let terms = terms(of: vocabulary, families, postings)
    let (trie, ranges, names) = ShardTrie.divide(
      terms.map(\.stem), sizes: terms.map(\.size), limit: IndexFormat.shardLimit)
    let shards = Array(ranges.indices).concurrentMap { number in
      IndexFile(
        name: IndexFormat.shard(names[number]),
        bytes: ShardWriter.bytes(terms[ranges[number]], generation: generation))
    }
    let checked = shards + blocks() + [topics()]
    let files = checked + overflowFiles(terms, ranges, names)
    return Main(
      trie: trie, files: files, compressed: Gzip.compress(files), checkedCount: checked.count)
  }

  /// The header with the files that are packed into it.
  private func header(_ layout: IndexLayout, _ packed: [IndexFile]) -> IndexFile {
    let bytes = HeaderWriter.bytes(
      of: layout, documents: documents, settings: settings, files: packed)
    return IndexFile(name: IndexFormat.header, bytes: Gzip.compress(bytes))
  }

  /// All stems with their postings, sorted by the bytes of the stems.
  ///
  /// `families` has the words of each stem.
  private func terms(
    of vocabulary: Vocabulary, _ families: [[Int]], _ postings: Postings
  ) -> [TermWriter.Term] {
    let stems = vocabulary.stems
    let order = stems.sorted(
      (0..<stems.count).lazy.filter { !postings.range(of: $0).isEmpty })
    let writer = TermWriter(
      postings: postings, stems: stems, words: vocabulary.words, documentCount: documents.count,
      generation: generation)
    return order.concurrentMap { writer.term($0, words: families[$0]) }
  }

  /// The overflow postings of frequent terms.
  ///
  /// The name of each file has the position of the term in its shard.
  private func overflowFiles(
    _ terms: [TermWriter.Term], _ ranges: [Range<Int>], _ names: [String]
  ) -> [IndexFile] {
    var files: [IndexFile] = []
    for (range, name) in zip(ranges, names) {
      for (place, term) in terms[range].enumerated() {
        guard let overflow = term.overflow else { continue }
        files.append(IndexFile(name: IndexFormat.overflow(name, place), bytes: overflow))
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

  /// All words with their frequencies, and the spelling lists.
  private struct Spellings: Sendable {
    var writer: SpellingWriter
    var words: [SpellingWriter.Word]
    var keys: [Int]
    var files: [IndexFile]
    /// The lists of English words, which are files of their own in any case.
    var english: [(key: Int, file: IndexFile)]
  }

  /// Makes the spelling lists.
  ///
  /// `words` are sorted.
  private func spellings(
    _ vocabulary: Vocabulary, _ words: [Int], _ postings: Postings
  ) -> Spellings {
    let writer = SpellingWriter(words: vocabulary.words, generation: generation)
    let known = words.compactMap { number -> SpellingWriter.Word? in
      let frequency = postings.range(of: Int(vocabulary.stemOfWord[number])).count
      return frequency > 0 ? .init(number, frequency: frequency) : nil
    }
    let lists = writer.lists(known)
    let english = settings.isStemmed ? EnglishWords.lists(generation: generation) : []
    let files = Gzip.compress(
      (lists + english).map { IndexFile(name: IndexFormat.spelling($0.key), bytes: $0.bytes) })
    return Spellings(
      writer: writer, words: known, keys: lists.map(\.key), files: Array(files.prefix(lists.count)),
      english: Array(zip(english.map(\.key), files.dropFirst(lists.count))))
  }

  /// The file with the numbers of each document's topics.
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
