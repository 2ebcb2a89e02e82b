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

  /// Front matter with an example value for every field.
  package var frontMatter: String {
    "---\n" + type.fields.map { Self.yaml($0, indent: "") }.joined() + "---\n"
  }

  private static func rows(
    _ field: Field, indent: String
  ) -> [(name: String, summary: String)] {
    [(indent + field.name, field.summary)]
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
      return key + "\n\(indent)  - One of them.\n\(indent)  - Another.\n"
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
    case .word: "one-word"
    case .file(let example): example
    default: "Some words."
    }
  }
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
