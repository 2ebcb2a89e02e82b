/// The kinds of callouts, by the word in `> [!WORD]`.
package enum Callout: Int, Sendable, CaseIterable {
  case note, tip, important, warning, caution
  /// An example of what not to do.
  case bad
  /// An example of what to do.
  case good
  /// The reason why the good example is better.
  case why

  /// The word in the marker, in capitals.
  package var word: String {
    switch self {
    case .note: "NOTE"
    case .tip: "TIP"
    case .important: "IMPORTANT"
    case .warning: "WARNING"
    case .caution: "CAUTION"
    case .bad: "BAD"
    case .good: "GOOD"
    case .why: "WHY"
    }
  }

  /// Whether it belongs to a pair of examples.
  package var isExample: Bool { self == .bad || self == .good || self == .why }

  /// The callout of a marker's word, in any case; `nil` for an unknown word.
  package init?(word: String) {
    let upper = word.uppercased()
    guard let match = Self.allCases.first(where: { $0.word == upper }) else { return nil }
    self = match
  }
}
