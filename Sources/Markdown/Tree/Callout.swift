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

  /// Obsidian's other kinds and aliases, by the callout whose look they have.
  private static let aliases: [String: Callout] = Dictionary(
    [
      (note, "abstract summary tldr info todo question help faq example quote cite"),
      (tip, "hint success check done"), (warning, "attention failure fail missing"),
      (caution, "danger error bug"),
    ].flatMap { look, words in words.split(separator: " ").map { (String($0), look) } },
    uniquingKeysWith: { first, _ in first })

  /// Every word that has a callout, in capitals.
  static let words = allCases.map(\.word) + aliases.keys.map { $0.uppercased() }.sorted()

  /// The callout that has the look of a word, in any case; `nil` for an unknown word.
  static func look(of word: String) -> Callout? {
    Callout(word: word) ?? aliases[word.lowercased()]
  }

  /// The label of a word that has none of its own: `Danger` for `DANGER` and for `danger`.
  static func label(of word: String) -> String {
    let rest = word == word.uppercased() ? word.lowercased() : word
    return rest.prefix(1).uppercased() + rest.dropFirst()
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
