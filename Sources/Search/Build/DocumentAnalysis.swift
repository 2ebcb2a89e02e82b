import Text

/// The words of one document, and where they occur in it.
///
/// It depends only on the document and the settings, so it can be computed concurrently and kept while the document
/// does not change.
package struct DocumentAnalysis: Sendable {
  /// The part of a section in which a word occurs.
  ///
  /// It determines the weight of the occurrence.
  enum Field: Int, CaseIterable, Sendable {
    case title, heading, text
    /// The questions that the document answers, which it does not show.
    case asked
  }

  struct Occurrence: Sendable {
    var word: UInt32
    var section: UInt8
    var field: Field
    var count: UInt16
  }

  /// The number of the last section that is distinguished.
  ///
  /// Later ones count as this one.
  static let lastSection = 15

  var words: WordList
  /// Words whose spelling tells what they are forms of, as they are written: in lower case, with accents.
  let spellings: [(word: UInt32, written: [UInt8])]
  /// The occurrences, one for each word, section and field, in the order of the sections.
  let occurrences: [Occurrence]
  /// The number of words in each field but the questions.
  let lengths: [Int]
}

/// Analyzes documents one after the other, and reuses its memory.
package struct DocumentAnalyzer {
  private static let tableCapacity = 1024

  private let synonyms: Synonyms
  private let stopWords: StopWords
  /// The language, if its words are stemmed as they are written.
  private let language: TextLanguage?
  private var table = WordTable(capacity: tableCapacity)
  /// Whether each word of the table is a stop word.
  private var isStopWord: [Bool] = []
  private var counter = OccurrenceCounter()
  private var spellings: [(word: UInt32, written: [UInt8])] = []
  private var run: [UInt32] = []

  /// Makes an analyzer for an index with these settings.
  package init(synonyms: Synonyms, settings: IndexSettings) {
    self.synonyms = synonyms
    stopWords = settings.stopWords
    language = settings.textLanguage.flatMap { $0.isEnglish ? nil : $0 }
  }

  /// The words of a document; O(length of its text).
  package mutating func analysis(of document: SearchDocument) -> DocumentAnalysis {
    table.removeAll(capacity: Self.tableCapacity)
    isStopWord.removeAll(keepingCapacity: true)
    counter.removeAll()
    spellings.removeAll()
    var lengths = [Int](repeating: 0, count: DocumentAnalysis.Field.asked.rawValue)
    for name in [document.title] + document.otherNames {
      lengths[DocumentAnalysis.Field.title.rawValue] += count(name, .title, section: 0)
    }
    lengths[DocumentAnalysis.Field.text.rawValue] += count(document.lead, .text, section: 0)
    for question in document.asked { _ = count(question, .asked, section: 0) }
    for (number, section) in document.sections.enumerated() {
      lengths[DocumentAnalysis.Field.heading.rawValue] += count(
        section.heading, .heading, section: number)
      lengths[DocumentAnalysis.Field.text.rawValue] += count(section.text, .text, section: number)
    }
    return DocumentAnalysis(
      words: table.list.trimmed, spellings: spellings,
      occurrences: counter.occurrences.trimmed, lengths: lengths)
  }

  /// Counts the words of a text, and returns how many there are.
  private mutating func count(
    _ text: String, _ field: DocumentAnalysis.Field, section: Int
  ) -> Int {
    guard !text.isEmpty else { return 0 }
    run.removeAll(keepingCapacity: true)
    var scanner = WordScanner()
    var joined: [Int] = []
    var dotted: [UInt32] = []
    scanner.scan(text) { word, hash, isJoined, place in
      if isJoined { joined.append(run.count) }
      // `.NET` is also found without its dot.
      if word[0] == UInt8(ascii: ".") {
        dotted.append(UInt32(table.number(of: word.extracting(1...))))
      }
      let known = table.list.count
      let number = table.number(of: word, hash: hash)
      run.append(UInt32(number))
      if number == known { noteSpelling(of: number, text, place) }
    }
    let section = min(section, DocumentAnalysis.lastSection)
    for word in run + dotted { count(word, field, section) }
    if !joined.isEmpty { countCompounds(joined, field, section) }
    // Phrases are searched in what a page shows.
    if field != .asked { countPairs(field, section) }
    // The words of the synonym `product manager` of a title `PM` do not count as words of a title.
    for (word, isWhole) in synonyms.additions(to: run, in: &table) {
      count(word, isWhole ? field : .text, section)
    }
    return run.count
  }

  /// Keeps how a new word is written, where that tells its stem.
  private mutating func noteSpelling(of word: Int, _ text: String, _ place: Range<Int>) {
    guard let language else { return }
    let start = text.utf8.index(text.startIndex, offsetBy: place.lowerBound)
    let end = text.utf8.index(start, offsetBy: place.count)
    let written = language.stemmed(Substring(text.utf8[start..<end]))
    if !table.list[word].elementsEqual(written) { spellings.append((UInt32(word), written)) }
  }

  /// Counts the words that joined words of the run are together.
  private mutating func countCompounds(
    _ joined: [Int], _ field: DocumentAnalysis.Field, _ section: Int
  ) {
    var start = 0
    while start < joined.count {
      var end = start + 1
      while end < joined.count, joined[end] == joined[end - 1] + 1 { end += 1 }
      let parts = run[(joined[start] - 1)...joined[end - 1]].map { [UInt8](table.list[Int($0)]) }
      start = end
      guard parts.count <= Compounds.partLimit, !Compounds.isNumeric(parts),
        let word = Compounds.joined(parts)
      else { continue }
      count(UInt32(table.number(of: word.span)), field, section)
    }
  }

  /// Counts the pairs of neighboring stop words of the run.
  private mutating func countPairs(_ field: DocumentAnalysis.Field, _ section: Int) {
    var pair: [UInt8] = []
    for (left, right) in zip(run, run.dropFirst())
    where isStopWord[Int(left)] && isStopWord[Int(right)] {
      StopWordPairs.write(table.list, Int(left), Int(right), to: &pair)
      counter.count(UInt32(table.number(of: pair.span)), section: section, field)
    }
  }

  @inline(__always)
  private mutating func count(_ word: UInt32, _ field: DocumentAnalysis.Field, _ section: Int) {
    while isStopWord.count < table.list.count {
      isStopWord.append(stopWords.contains(table.list, isStopWord.count))
    }
    if field == .text || field == .asked, isStopWord[Int(word)] { return }
    counter.count(word, section: section, field)
  }
}

/// Counts how often each word occurs in each section and field.
private struct OccurrenceCounter {
  private(set) var occurrences: [DocumentAnalysis.Occurrence] = []
  /// The position from 1 of the latest occurrence of each word, because words repeat within a section.
  private var latest: [UInt32] = []

  mutating func removeAll() {
    occurrences.removeAll(keepingCapacity: true)
    latest.removeAll(keepingCapacity: true)
  }

  mutating func count(_ word: UInt32, section: Int, _ field: DocumentAnalysis.Field) {
    while latest.count <= Int(word) { latest.append(0) }
    let place = Int(latest[Int(word)]) - 1
    if place >= 0, occurrences[place].section == section, occurrences[place].field == field {
      if occurrences[place].count < .max { occurrences[place].count += 1 }
      return
    }
    occurrences.append(
      .init(word: word, section: UInt8(section), field: field, count: 1))
    latest[Int(word)] = UInt32(occurrences.count)
  }
}
