import Markdown

extension HTMLLabels {
  /// The names of the words, each with its label.
  private static var words: [(name: String, label: WritableKeyPath<HTMLLabels, String>)] {
    [
      ("note", \.note), ("tip", \.tip), ("important", \.important), ("warning", \.warning),
      ("caution", \.caution), ("bad_example", \.bad), ("good_example", \.good), ("why", \.why),
      ("link_to_section", \.linkToSection), ("link_to_row", \.linkToRow),
      ("footnotes", \.footnotes), ("footnote", \.footnote), ("back_to_text", \.backToText),
    ]
  }

  /// The labels in a language; English ones where there are no words.
  init(_ given: [String: StringsFile.Word]) {
    self.init()
    for (name, label) in Self.words {
      if case .text(let text) = given[name] { self[keyPath: label] = text }
    }
  }
}
