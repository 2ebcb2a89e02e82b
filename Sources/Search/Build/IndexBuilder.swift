import Concurrency

/// Builds the files of an index from analyzed documents.
///
/// The steps:
///
/// 1. number all words and their families, and turn occurrences into **postings**;
/// 2. write each family as a **term**, and divide the words into **shards**, which have the terms of their words;
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
  /// The types and topics of the documents are among those of the settings; `analyses` has one for each document, and
  /// is given up, so that its memory can be used again.
  package static func build(
    _ documents: [SearchDocument], analyses: consuming [DocumentAnalysis], settings: IndexSettings
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

  private func files(_ analyses: consuming [DocumentAnalysis]) -> [IndexFile] {
    let vocabulary = Vocabulary(copy analyses, language: settings.textLanguage)
    // The words of 10 000 pages are 65 MB, their occurrences 41 MB, at the time when a build needs most memory.
    for index in analyses.indices { analyses[index].words = WordList() }
    let words = vocabulary.words.sorted(0..<vocabulary.words.count)
    let families = vocabulary.families(words)
    let postings = Postings(
      copy analyses, words: vocabulary.numbers, families: vocabulary.familyOfWord,
      forms: vocabulary.forms(families), familyCount: vocabulary.familyCount)
    analyses = []
    let (main, lists) = concurrently(
      { files(of: vocabulary, words, families, postings) },
      { spellings(vocabulary, words, postings) })
    var layout = IndexLayout(
      generation: generation, trie: main.trie,
      checksums: main.compressed.prefix(main.checkedCount).map { Gzip.checksum($0.bytes) },
      spelling: [])
    layout.spelling = lists.english.map { ($0.key, Gzip.checksum($0.file.bytes)) }
    let english = lists.english.map(\.file)
    let (inside, apart) = main.packable
    let size = inside.reduce(0) { $0 + main.compressed[$1].bytes.count }
    if size <= IndexFormat.packLimit, let list = packed(lists, size: size) {
      layout.spelling.append((SpellingKeys.all, Gzip.checksum(ofContent: list.bytes)))
      return [header(layout, inside.map { main.files[$0] } + [list])]
        + apart.map { main.compressed[$0] } + english
    }
    layout.spelling += zip(lists.keys, lists.files).map { ($0, Gzip.checksum($1.bytes)) }
    return [header(layout, [])] + main.compressed + lists.files + english
  }

  /// All words in one spelling list; `nil` where it does not fit into the header with the other files.
  private func packed(_ spellings: Spellings, size: Int) -> IndexFile? {
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
    /// The number of shards at the beginning that have pairs of stop words only.
    var pairShardCount: Int

    /// The numbers of the files that may be packed into the header, and of those that few readers need.
    var packable: (inside: Range<Int>, apart: Range<Int>) {
      (pairShardCount..<files.count, 0..<pairShardCount)
    }
  }

  private func files(
    of vocabulary: Vocabulary, _ words: [Int], _ families: [[Int]], _ postings: Postings
  ) -> Main {
    let terms = terms(of: vocabulary, words, families, postings)
    let (trie, contents, names) = divide(terms, words, vocabulary)
    let shards = Array(contents.indices).concurrentMap { number in
      IndexFile(
        name: IndexFormat.shard(names[number]),
        bytes: ShardWriter.bytes(contents[number].map { terms[$0] }, generation: generation))
    }
    let checked = shards + blocks() + [topics()]
    let files = checked + overflowFiles(terms, contents, names)
    return Main(
      trie: trie, files: files, compressed: Gzip.compress(files), checkedCount: checked.count,
      pairShardCount: contents.prefix { shard in
        shard.allSatisfy { StopWordPairs.isPair(terms[$0].first) }
      }.count)
  }

  /// The header with the files that are packed into it.
  private func header(_ layout: IndexLayout, _ packed: [IndexFile]) -> IndexFile {
    let bytes = HeaderWriter.bytes(
      of: layout, documents: documents, settings: settings, files: packed)
    return IndexFile(name: IndexFormat.header, bytes: Gzip.compress(bytes))
  }

  /// All families that documents have, with their postings, in the order of their first words.
  private func terms(
    of vocabulary: Vocabulary, _ words: [Int], _ families: [[Int]], _ postings: Postings
  ) -> [TermWriter.Term] {
    let order = words.filter { word in
      let family = Int(vocabulary.familyOfWord[word])
      return families[family][0] == word && !postings.range(of: family).isEmpty
    }
    let writer = TermWriter(
      postings: postings, words: vocabulary.words, documentCount: documents.count,
      generation: generation)
    return order.concurrentMap { word in
      let family = Int(vocabulary.familyOfWord[word])
      return writer.term(family, words: families[family])
    }
  }

  /// Divides the words into shards, and returns the trie with the terms and the name of each shard.
  ///
  /// A term is in each shard that has one of its words; few are in more than one.
  private func divide(
    _ terms: [TermWriter.Term], _ words: [Int], _ vocabulary: Vocabulary
  ) -> (trie: ShardTrie, shards: [[Int]], names: [String]) {
    var termOfWord = [Int32](repeating: -1, count: vocabulary.words.count)
    for (number, term) in terms.enumerated() {
      for word in term.words { termOfWord[word] = Int32(number) }
    }
    let words = words.filter { termOfWord[$0] >= 0 }
    // Few readers need pairs of stop words, so their shards are larger, and fewer are listed in the header.
    let sizes = terms.map { StopWordPairs.isPair($0.first) ? $0.size / 4 : $0.size }
    let (trie, ranges, names) = ShardTrie.divide(
      words.map { vocabulary.words[$0] }, terms: words.map { Int(termOfWord[$0]) }, sizes: sizes,
      limit: IndexFormat.shardLimit)
    let shards = ranges.map { range in
      Set(words[range].map { Int(termOfWord[$0]) }).sorted()
    }
    return (trie, shards, names)
  }

  /// The overflow postings of frequent terms.
  ///
  /// The name of each file has the position of the term in its shard.
  private func overflowFiles(
    _ terms: [TermWriter.Term], _ shards: [[Int]], _ names: [String]
  ) -> [IndexFile] {
    var files: [IndexFile] = []
    for (shard, name) in zip(shards, names) {
      for (place, term) in shard.enumerated() {
        guard let overflow = terms[term].overflow else { continue }
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
    let writer = SpellingWriter(words: vocabulary.words)
    let known = words.compactMap { number -> SpellingWriter.Word? in
      let frequency = postings.range(of: Int(vocabulary.familyOfWord[number])).count
      return frequency > 0 ? .init(number, frequency: frequency) : nil
    }
    let lists = writer.lists(known)
    let english =
      settings.textLanguage?.isEnglish == true ? EnglishWords.lists() : []
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
