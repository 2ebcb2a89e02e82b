@testable import Search

/// Documents with their settings, and the index that is built of them.
struct Collection {
  var documents: [SearchDocument]
  var settings: IndexSettings
  /// The HTML of pages by address.
  var pages: [String: String] = [:]

  /// The index's files by name.
  var files: [String: [UInt8]] {
    var analyzer = DocumentAnalyzer(
      synonyms: Synonyms(settings.synonyms), settings: settings)
    let analyses = documents.map { analyzer.analysis(of: $0) }
    let files = IndexBuilder.build(documents, analyses: analyses, settings: settings)
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
  }

  func open(_ files: [String: [UInt8]]) throws(SearchFailure) -> SearchIndex {
    let pages = pages
    return try SearchIndex(read: { files[$0] }, page: { pages[$0].map { Array($0.utf8) } })
  }

  func open() throws(SearchFailure) -> SearchIndex { try open(files) }
}

// MARK: By chance

extension Collection {
  /// A made-up vocabulary: English words in several forms, words of other alphabets, stop words.
  struct Words {
    let all: [String]

    init(count: Int, isEnglish: Bool, _ chance: inout Chance) {
      let beginnings = [
        "inter", "pro", "de", "over", "man", "car", "port", "re", "sk", "tra", "un", "con", "é",
        "wi",
        "ж", "日", "b", "qu",
      ]
      let middles = [
        "view", "duct", "sign", "age", "ee", "folio", "ill", "ck", "ta", "ор", "本", "i", "st",
      ]
      let endings =
        isEnglish
        ? ["", "s", "ed", "ing", "er", "ly", "y", "ation", "'s"] : ["", "en", "er", "ung"]
      var words = isEnglish ? ["the", "of", "doing", "how", "to", "a"] : ["der", "und"]
      while words.count < count {
        var stem = chance.element(of: beginnings)
        for _ in 0...chance.next(2) { stem += chance.element(of: middles) }
        for _ in 0...chance.next(3) { words.append(stem + chance.element(of: endings)) }
      }
      all = words
    }
  }

  /// `count` documents of words by chance.
  static func random(
    count: Int, words: Words, language: String = "en", textLength: Int = 40,
    _ chance: inout Chance
  ) -> Collection {
    let types = ["article", "faq", "term", "topic"].map {
      IndexSettings.Facet(name: $0, label: $0, isList: $0 == "topic")
    }
    let topics = ["people", "money"].map { IndexSettings.Facet(name: $0, label: $0) }
    func text(_ length: Int, _ chance: inout Chance) -> String {
      (0..<length).map { _ in
        words.all[chance.skewed(words.all.count)] + (chance.next(12) == 0 ? "-" : " ")
      }.joined()
    }
    var documents: [SearchDocument] = []
    for number in 0..<count {
      var document = SearchDocument(
        address: "pages/\(number)/", title: text(chance.next(5), &chance),
        type: chance.element(of: types).name)
      if chance.next(3) == 0 { document.asked = [text(4, &chance), text(2, &chance)] }
      if chance.next(5) == 0 { document.otherNames = [text(2, &chance)] }
      if chance.next(2) == 0 { document.topics = [chance.element(of: topics).name] }
      if chance.next(2) == 0 { document.lead = text(chance.next(12), &chance) }
      // Now and then more sections than are told apart.
      let sectionCount = chance.next(10) == 0 ? 20 : chance.next(4)
      for section in 0..<sectionCount {
        document.sections.append(
          .init(
            heading: section == 0 ? "" : text(chance.next(4), &chance), anchor: "s\(section)",
            text: text(chance.next(textLength), &chance),
            summary: chance.next(4) == 0 ? "summary \(section)" : ""))
      }
      documents.append(document)
    }
    let synonyms = [
      [words.all[words.all.count / 2], words.all[words.all.count / 3] + " " + words.all[7]],
      [words.all[words.all.count / 4], words.all[9], words.all[words.all.count / 2]],
    ]
    let settings = IndexSettings(
      language: language, types: types, topics: topics, synonyms: synonyms)
    return Collection(documents: documents, settings: settings)
  }
}

// MARK: Forms of an index

/// The same index with its files packed into one, or each by itself.
enum Packing {
  /// Takes what a boot file holds out of it.
  static func unpack(_ files: [String: [UInt8]]) throws -> [String: [UInt8]] {
    let boot = try Gzip.decompress(files[IndexFormat.header] ?? [])
    let packed = try IndexHeader(boot).packed
    guard !packed.isEmpty else { return files }
    var table = ByteWriter()
    table.varint(packed.count)
    for (name, bytes) in packed {
      table.string(name)
      table.varint(bytes.count)
    }
    let size = table.bytes.count + packed.values.reduce(0) { $0 + $1.count }
    var result = files.merging(packed.mapValues { Gzip.compress($0) }) { $1 }
    result[IndexFormat.header] = Gzip.compress(boot.dropLast(size) + [0])
    return result
  }
}
