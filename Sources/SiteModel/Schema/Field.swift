/// One key that front matter or the configuration may set: its name, what it holds, what it is for.
///
/// Reading, checking, the templates' view and the documentation all follow from these declarations.
package struct Field: Sendable {
  package indirect enum Kind: Sendable {
    /// Something to read; its punctuation is set as the page's is.
    case text
    case texts
    /// Something for the machine: the name of a file, a slug.
    case word
    /// An address outside the site that a page may link to.
    case address
    case boolean
    case integer
    case date
    case period
    /// One of a few words.
    case choice([String])
    /// A page, named as a wiki link names it.
    case reference
    case references
    /// Names of declared topics.
    case topics
    case record([Field])
    case records([Field])
    /// Names that the author chooses, each with a record.
    case keyedRecords([Field])
    /// Names that the author chooses, each with a text.
    case keyedTexts
  }

  package let name: String
  package let kind: Kind
  /// A phrase for documentation and messages.
  package let summary: String

  package init(_ name: String, _ kind: Kind, _ summary: String) {
    self.name = name
    self.kind = kind
    self.summary = summary
  }
}

extension Field.Kind {
  /// What the value should look like, for a message: "a list such as `[a, b]`".
  var expectation: String {
    switch self {
    case .text, .word: "text"
    case .texts, .references: "a list of texts, such as `[one, two]`"
    case .address: "an address such as `https://example.org/`"
    case .boolean: "`true` or `false`"
    case .integer: "a whole number"
    case .date: "a day such as `2026-11-21`"
    case .period: "a span such as `6 months` or `1 year`"
    case .choice(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .reference: "a page, such as `articles/start-here`"
    case .topics: "a list of topics, such as `[one, two]`"
    case .record: "keys and values, indented"
    case .records: "a list of items that each have keys and values"
    case .keyedRecords: "names, each with keys and values of its own"
    case .keyedTexts: "names, each with a text"
    }
  }
}
