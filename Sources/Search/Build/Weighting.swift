/// How much a word says of a document: BM25F, in sixteen levels.
///
/// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 3.5; the part that
/// depends on the query (how rare the word is) is added by the reader.
struct Weighting: Sendable {
  /// What an occurrence counts by field: title, heading, text.
  private static let fieldWeights = [5.0, 2.5, 1.0]
  /// How soon more occurrences stop counting.
  private static let saturation = 2.4
  /// How much longer fields count less, from 0 to 1.
  private static let lengthShare = 0.75
  /// The mean number of words by field, over the documents.
  private let meanLengths: [Double]

  init(lengths: [[Int]]) {
    meanLengths = Self.fieldWeights.indices.map { field in
      let total = lengths.reduce(0) { $0 + $1[field] }
      return Self.twoDigits(Double(total) / Double(max(1, lengths.count)))
    }
  }

  /// Rounded to two digits, so that a small edit does not change every weight of the index.
  private static func twoDigits(_ value: Double) -> Double {
    guard value > 0 else { return 1 }
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    while value / unit < 10 { unit /= 10 }
    return (value / unit).rounded() * unit
  }

  /// What one occurrence counts in each field of a document.
  func shares(of lengths: [Int]) -> [Double] {
    Self.fieldWeights.indices.map { field in
      let relative = Double(lengths[field]) / meanLengths[field]
      return Self.fieldWeights[field] / (1 - Self.lengthShare + Self.lengthShare * relative)
    }
  }

  /// The level of what a word's occurrences count together: their share of the most they can, in
  /// sixteenths.
  func level(_ weight: Double) -> Int {
    min(15, Int(weight / (weight + Self.saturation) * 16))
  }

  /// What a level stands for, the middle of its sixteenth, in parts of 32.
  static func value(ofLevel level: Int) -> Int { 2 * level + 1 }
}
