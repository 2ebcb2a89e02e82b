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

  private(set) var words = WordList()
  /// Each word, section and field once, by sections in their order.
  private(set) var occurrences: [Occurrence] = []
  /// How many words each field has.
  private(set) var lengths = [Int](repeating: 0, count: Field.allCases.count)

  package init(_ document: SearchDocument, synonyms: Synonyms, settings: IndexSettings) {
    var scanner = WordScanner()
    var counter = OccurrenceCounter()
    var table = WordTable(capacity: 1024)
    var run: [UInt32] = []

    func add(_ text: String, _ field: Field, section: Int) {
      guard !text.isEmpty else { return }
      run.removeAll(keepingCapacity: true)
      scanner.scan(text) { run.append(UInt32(table.number(of: $0))) }
      lengths[field.rawValue] += run.count
      let section = min(section, Self.lastSection)
      for word in run { counter.count(word, section: section, field) }
      // `product` and `manager` in a title that says `PM` are no title's words.
      for (word, isWhole) in synonyms.additions(to: run, in: &table) {
        counter.count(word, section: section, isWhole ? field : .text)
      }
    }

    add(document.title, .title, section: 0)
    for name in document.otherNames { add(name, .title, section: 0) }
    add(document.lead, .text, section: 0)
    for (number, section) in document.sections.enumerated() {
      add(section.heading, .heading, section: number)
      add(section.text, .text, section: number)
    }
    words = table.list
    let stopWords = words.places(in: settings.stopWords.table)
    occurrences = counter.occurrences.filter {
      $0.field != .text || stopWords[Int($0.word)] == nil
    }
  }
}

/// Counts how often each word occurs in each section and field.
private struct OccurrenceCounter {
  private(set) var occurrences: [DocumentAnalysis.Occurrence] = []
  /// For each word where its latest occurrence stands, from 1: words repeat within a section.
  private var latest: [UInt32] = []

  init() {
    occurrences.reserveCapacity(512)
    latest.reserveCapacity(512)
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
