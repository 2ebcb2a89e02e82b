import SiteModel

/// The fields of a content type, and front matter to start from, for `waymark explain`.
package struct TypeExample: Sendable {
  private let type: ContentType

  /// The example of a type.
  package init(_ type: ContentType) {
    self.type = type
  }

  /// A line for each field: its name and its purpose.
  package var fields: String {
    let rows = type.fields.flatMap { Self.rows($0, indent: "") }
    let width = rows.map(\.name.utf8.count).max() ?? 0
    return rows.map { row in
      "  " + row.name + String(repeating: " ", count: width - row.name.utf8.count + 2) + row.summary
        + "\n"
    }.joined()
  }

  /// The fields that a page must have, in a sentence.
  package var requirement: String {
    let names = type.fields.filter(\.isRequired).map { "`\($0.name)`" }
    guard let last = names.last else { return "only the title is required" }
    return "only the title"
      + (names.count > 1 ? ", " + names.dropLast().joined(separator: ", ") : "")
      + " and \(last) are required"
  }

  /// Front matter with an example value for every field.
  package var frontMatter: String { Self.frontMatter(type.fields) }

  /// Front matter with a title and an example value for every field that only this type has.
  package var ownFrontMatter: String {
    Self.frontMatter(type.fields.filter { $0.name == "title" } + type.ownFields)
  }

  private static func frontMatter(_ fields: [Field]) -> String {
    "---\n" + fields.map { yaml($0, indent: "") }.joined() + "---\n"
  }

  private static func rows(
    _ field: Field, indent: String
  ) -> [(name: String, summary: String)] {
    [(indent + field.name, field.summary + (field.isRequired ? "; required" : ""))]
      + field.innerFields.flatMap { rows($0, indent: indent + "  ") }
  }

  private static func yaml(_ field: Field, indent: String) -> String {
    let key = indent + field.name + ":"
    switch field.kind {
    case .record, .keyedRecords:
      return key + "\n" + field.innerFields.map { yaml($0, indent: indent + "  ") }.joined()
    case .records:
      let lines = field.innerFields.map { yaml($0, indent: indent + "    ") }.joined()
      let first = indent + "  - " + lines.dropFirst(indent.utf8.count + 4)
      return key + "\n" + first
    case .texts:
      let values = lists[field.name] ?? ["One of them.", "Another."]
      return key + "\n" + values.map { "\(indent)  - \($0)\n" }.joined()
    default: return key + " " + value(field) + "\n"
    }
  }

  private static func value(_ field: Field) -> String {
    switch field.kind {
    case .boolean: "false"
    case .integer: "1"
    case .date: "2026-11-21"
    case .period: "6 months"
    case .address: "https://example.org/"
    case .choice(let words): words.first ?? ""
    case .choices(let words): "[" + words.prefix(2).joined(separator: ", ") + "]"
    case .anything: "{own_key: its value}"
    case .reference: "articles/start-here"
    case .references: "[articles/start-here, faq/how-long]"
    case .topics: "[first-topic]"
    case .word: words[field.name] ?? "one-word"
    case .file(let example): example
    case .keyedTexts: "{de: artikel/anfang}"
    default: texts[field.name] ?? "Some words."
    }
  }

  /// Examples of single words, by the name of the field.
  private static let words = [
    "slug": "fresh-bread", "drawing": "timeline", "kind": "book", "lang": "de",
  ]

  /// Examples of texts, by the name of the field.
  private static let texts = [
    "title": "How to keep bread fresh", "description": "Two days in a paper bag, then the freezer.",
    "reviewer": "Ann Baker", "author": "Ann Baker", "why": "It says what to do with old bread.",
    "name": "An interview with a baker, 2026", "audience": "people who bake on Sundays",
    "answer": "Yes, for three months.", "definition": "Starch that turns hard while it cools.",
    "caption": "How long each bread keeps", "key": "Bread",
    "for": "people who bake for the first time",
    "outcome": "a loaf that keeps for a week", "time": "two afternoons", "duration": "20 minutes",
    "done_when": "The crust sounds hollow.", "unit": "days", "start": "Fresh bread",
    "label": "In a paper bag", "question": "Is it sliced?", "where": "in most libraries",
    "disclosure": "Nobody profits.", "note": "Begin here.",
  ]

  /// Examples of lists of texts, by the name of the field.
  private static let lists = [
    "summary": [
      "Two days in a paper bag, then the freezer.", "The refrigerator makes bread stale.",
    ],
    "tags": ["bread", "storage"], "aliases": ["/old-bread/", "keeping bread"],
    "asked": ["does bread belong in the fridge"], "entries": ["rye", "wheat"],
  ]
}

extension Field {
  /// The fields of each record in the value; empty for other kinds.
  package var innerFields: [Field] {
    switch kind {
    case .record(let fields), .records(let fields, _), .keyedRecords(let fields, _): fields
    default: []
    }
  }
}
