/// A key of front matter or of the configuration: its name, the kind of its value, and its purpose.
///
/// Reading, validation and the reference documentation all follow from these declarations.
package struct Field: Sendable {
  /// The kind of a value.
  package indirect enum Kind: Sendable {
    /// Text for readers, with smart punctuation if the site uses it.
    case text
    case texts
    /// Text for programs, such as a slug.
    case word
    /// A file, by its path from the page; `example` is such a path.
    case file(example: String)
    /// An external address that a page may link to.
    case address
    case boolean
    case integer
    case date
    case period
    /// One of these words.
    case choice([String])
    /// A list of some of these words.
    case choices([String])
    /// A page, named as in a wiki link.
    case reference
    case references
    /// Names of topics that the configuration declares.
    case topics
    case record([Field])
    /// A single value in place of a record is the value of its field `short`.
    case records([Field], short: String? = nil)
    /// Keys that the author chooses, each with a record.
    ///
    /// A single value in place of a record is the value of its field `short`.
    case keyedRecords([Field], short: String? = nil)
    /// Keys that the author chooses, each with a text.
    case keyedTexts
    /// Any value, for templates.
    case anything
    /// Text of several lines, in Markdown.
    case markdown
  }

  /// The meaning of a value for readers, independent of the name of its field.
  package enum Role: Int, CaseIterable, Sendable {
    /// The answer in one sentence.
    case answer
    /// The meaning of a term in one sentence.
    case definition
    /// A description of what a table or picture shows.
    case caption
    /// Questions that the page shows with their answers.
    case questions
    /// The pages of a path, in order.
    case steps
    /// The items that a picture is drawn from.
    case items
    /// The template that draws a picture.
    case drawing
    /// The CSV file with the rows of a table.
    case rows
    /// The heading of the column that names the rows of a table.
    case rowKey
    /// A statement about who gains from a recommendation.
    case disclosure
  }

  /// The key in the YAML text.
  package let name: String
  /// The kind of valid values.
  package let kind: Kind
  /// A phrase about its purpose, for documentation.
  package let summary: String
  /// The meaning of each word that the value can be, for documentation; empty for fields whose words speak for themselves.
  package let words: [Word]
  /// The role of the value; `nil` for most fields.
  package let role: Role?
  /// Whether the search index contains the text.
  package let isSearched: Bool
  /// Whether every page must have a value.
  package let isRequired: Bool

  /// A word that a value can be, what it means, and an example of its use.
  package struct Word: Sendable {
    /// The word.
    package let name: String
    /// What it means.
    package let meaning: String
    /// A value with the word, in YAML; `nil` where the word is an example of itself.
    package var example: String?

    init(_ name: String, _ meaning: String, example: String? = nil) {
      (self.name, self.meaning, self.example) = (name, meaning, example)
    }
  }

  /// Declares a field.
  package init(
    _ name: String, _ kind: Kind, _ summary: String, words: [Word] = [], role: Role? = nil,
    isSearched: Bool = false, isRequired: Bool = false
  ) {
    self.words = words
    self.name = name
    self.kind = kind
    self.summary = summary
    self.role = role
    self.isSearched = isSearched
    self.isRequired = isRequired
  }
}

extension Field.Kind {
  /// Whether values, or keys in them, are texts in Markdown.
  var holdsMarkdown: Bool {
    switch self {
    case .markdown: true
    case .record(let fields), .records(let fields, _): fields.contains { $0.kind.holdsMarkdown }
    default: false
    }
  }

  /// A description of valid values for messages: "a list of texts, such as `[one, two]`".
  package var expectation: String {
    switch self {
    case .text, .word, .file, .markdown: "text"
    case .texts, .references: "a text or a list of texts, such as `[one, two]`"
    case .address: "an address such as `https://example.org/`"
    case .boolean: "`true` or `false`"
    case .integer: "a whole number"
    case .date: "a date such as `2026-11-21`"
    case .period: "a period such as `6 months` or `1 year`"
    case .choice(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .choices(let words):
      "one or several of " + words.map { "`\($0)`" }.joined(separator: ", ")
    case .reference: "a page, such as `articles/start-here`"
    case .topics: "a topic or a list of topics, such as `[one, two]`"
    case .record: "indented keys and values"
    case .records(_, .some(let short)):
      "a list such as `[one, two]`, of single values or of keys and values: `[one, {\(short): two}]`"
    case .records: "a list of items that each have keys and values"
    case .anything: "a value"
    case .keyedRecords: "names, each with indented keys and values"
    case .keyedTexts: "names, each with a text"
    }
  }
}
