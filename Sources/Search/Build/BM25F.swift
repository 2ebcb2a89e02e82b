/// Computes how relevant a document is for a word: BM25F, in sixteen levels.
///
/// See Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 3.5. The reader multiplies by
/// the part that depends on the query, the inverse document frequency.
struct BM25F: Sendable {
  /// The weight of an occurrence in the title, a heading, and the text.
  private static let fieldWeights = [5.0, 2.5, 1.0]
  /// The weight of an occurrence in a question, however many there are.
  private static let askedWeight = 1.0
  /// The parameter k₁: how quickly further occurrences lose weight.
  private static let saturation = 2.4
  /// The parameter b, from 0 to 1: how much long fields lose weight.
  private static let lengthShare = 0.75
  /// The mean number of words of each field over all documents.
  private let meanLengths: [Double]

  init(lengths: [[Int]]) {
    meanLengths = Self.fieldWeights.indices.map { field in
      let total = lengths.reduce(0) { $0 + $1[field] }
      return Self.twoDigits(Double(total) / Double(max(1, lengths.count)))
    }
  }

  /// Rounds to two significant digits, so that a small edit does not change every impact of the index.
  private static func twoDigits(_ value: Double) -> Double {
    guard value > 0 else { return 1 }
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    while value / unit < 10 { unit /= 10 }
    return (value / unit).rounded() * unit
  }

  /// The weight of one occurrence in each field of a document.
  func shares(of lengths: [Int]) -> [Double] {
    Self.fieldWeights.indices.map { field in
      let relative = Double(lengths[field]) / meanLengths[field]
      return Self.fieldWeights[field] / (1 - Self.lengthShare + Self.lengthShare * relative)
    } + [Self.askedWeight]
  }

  /// The level, from 0 to 15, of the total weight of a word in a document.
  func level(_ weight: Double) -> Int {
    min(15, Int(weight / (weight + Self.saturation) * 16))
  }

  /// The value of a level in 32nds: the middle of its sixteenth.
  static func value(ofLevel level: Int) -> Int { 2 * level + 1 }
}
