import Text

/// The words of one document, and where in it they occur.
///
/// It depends on the document and the settings alone, so that it can be made beside other work and
/// kept for as long as the document stays as it is.
package struct DocumentAnalysis: Sendable {
  /// Where in a section a word occurs, which decides how much it says.
  enum Field: Int, CaseIterable, Sendable {
    case title, heading, text
  }

  struct Occurrence: Sendable {
    var word: UInt32
    var section: UInt8
    var field: Field
    var count: UInt16
  }

  /// Sections from this one on are not told apart.
  static let lastSection = 15

  let words: WordList
  /// Each word, section and field once, by sections in their order.
  let occurrences: [Occurrence]
  /// How many words each field has.
  let lengths: [Int]
}

/// Counts the words of documents, one document after the other, in memory that it uses again.
package struct DocumentAnalyzer {
  private static let tableCapacity = 1024

  private let synonyms: Synonyms
  private let stopWords: StopWords
  private var table = WordTable(capacity: tableCapacity)
  /// By the numbers of the table.
  private var isStopWord: [Bool] = []
  private var counter = OccurrenceCounter()
  private var run: [UInt32] = []

  package init(synonyms: Synonyms, settings: IndexSettings) {
    self.synonyms = synonyms
    stopWords = settings.stopWords
  }

  package mutating func analysis(of document: SearchDocument) -> DocumentAnalysis {
    table.removeAll(capacity: Self.tableCapacity)
    isStopWord.removeAll(keepingCapacity: true)
    counter.removeAll()
    var lengths = [Int](repeating: 0, count: DocumentAnalysis.Field.allCases.count)
    for name in [document.title] + document.otherNames {
      lengths[DocumentAnalysis.Field.title.rawValue] += count(name, .title, section: 0)
    }
    lengths[DocumentAnalysis.Field.text.rawValue] += count(document.lead, .text, section: 0)
    for (number, section) in document.sections.enumerated() {
      lengths[DocumentAnalysis.Field.heading.rawValue] += count(
        section.heading, .heading, section: number)
      lengths[DocumentAnalysis.Field.text.rawValue] += count(section.text, .text, section: number)
    }
    return DocumentAnalysis(
      words: table.list.trimmed, occurrences: counter.occurrences.trimmed, lengths: lengths)
  }

  /// Counts the words of a text; returns how many they are.
  private mutating func count(
    _ text: String, _ field: DocumentAnalysis.Field, section: Int
  ) -> Int {
    guard !text.isEmpty else { return 0 }
    run.removeAll(keepingCapacity: true)
    var scanner = WordScanner()
    scanner.scanHashing(text) { run.append(UInt32(table.number(of: $0, hash: $1))) }
    let section = min(section, DocumentAnalysis.lastSection)
    for word in run { count(word, field, section) }
    // `product` and `manager` in a title that says `PM` are no title's words.
    for (word, isWhole) in synonyms.additions(to: run, in: &table) {
      count(word, isWhole ? field : .text, section)
    }
    return run.count
  }

  @inline(__always)
  private mutating func count(_ word: UInt32, _ field: DocumentAnalysis.Field, _ section: Int) {
    while isStopWord.count < table.list.count {
      isStopWord.append(stopWords.contains(table.list, isStopWord.count))
    }
    if field == .text, isStopWord[Int(word)] { return }
    counter.count(word, section: section, field)
  }
}

/// Counts how often each word occurs in each section and field.
private struct OccurrenceCounter {
  private(set) var occurrences: [DocumentAnalysis.Occurrence] = []
  /// For each word where its latest occurrence stands, from 1: words repeat within a section.
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
