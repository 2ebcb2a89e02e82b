import Text

/// Renders diagnostics as SARIF 2.1.0, which code hosts and editors read.
///
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0. Columns are Unicode scalars from 1 and the end of a region is
/// exclusive, as everywhere in Waymark; `columnKind` declares it. Where only a line is known, the region is that line.
package struct SARIFRenderer: Sendable {
  private let version: String
  private let rules: [Rule]
  private let prefix: String

  /// - Parameters:
  ///   - version: Waymark's version.
  ///   - rules: All rules that may occur; the log lists those that do.
  ///   - prefix: The path of the site's folder in the repository, with a slash at the end; empty at the top.
  package init(version: String, rules: [Rule], prefix: String = "") {
    self.version = version
    self.rules = rules
    self.prefix = prefix
  }

  /// Renders the whole log, with a line for each rule and result.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    let ids = Set(diagnostics.map(\.rule.id))
    let used = rules.filter { ids.contains($0.id) }.sorted { $0.id < $1.id }
    let indices = Dictionary(
      used.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let driver = JSON.object([
      "name": .string("Waymark"), "version": .string(version),
      "rules": .lines(used.map(descriptor)),
    ])
    let run = JSON.object([
      "tool": .object(["driver": driver]),
      "columnKind": .string("unicodeCodePoints"),
      "results": .lines(diagnostics.map { result($0, index: indices[$0.rule.id]) }),
    ])
    return JSON.object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": .string("2.1.0"), "runs": .array([run]),
    ]).text + "\n"
  }

  private func descriptor(_ rule: Rule) -> JSON {
    .object([
      "id": .string(rule.id),
      "shortDescription": text(rule.explanation),
      "defaultConfiguration": .object(["level": .string(rule.severity.rawValue)]),
    ])
  }

  private func result(_ diagnostic: Diagnostic, index: Int?) -> JSON {
    let help = diagnostic.help.map { "\n\($0)" } ?? ""
    let notes = diagnostic.notes.compactMap { note in
      note.location.flatMap { $0.isFile ? location($0, message: note.message) : nil }
    }
    let fixes = fixes(diagnostic)
    return .object([
      "ruleId": .string(diagnostic.rule.id),
      "ruleIndex": index.map(JSON.number),
      "level": .string(diagnostic.severity.rawValue),
      "message": text(diagnostic.message + help),
      "locations": diagnostic.location.flatMap { place in
        place.isFile ? .array([location(place, message: nil)]) : nil
      },
      "relatedLocations": notes.isEmpty ? nil : .lines(notes),
      "fixes": fixes.isEmpty ? nil : .lines(fixes),
    ])
  }

  private func location(_ location: Location, message: String?) -> JSON {
    .object([
      "physicalLocation": .object([
        "artifactLocation": artifact(location), "region": region(location),
      ]),
      "message": message.map(text),
    ])
  }

  private func region(_ location: Location) -> JSON? {
    guard let start = location.start else { return nil }
    let end = location.end.flatMap { end in end.column.map { (line: end.line, column: $0) } }
    return .object([
      "startLine": .number(start.line),
      "startColumn": start.column.map(JSON.number),
      "endLine": (end?.line).map(JSON.number),
      "endColumn": (end?.column).map(JSON.number),
    ])
  }

  /// SARIF has no field for a fix's applicability, so it is a property.
  private func fixes(_ diagnostic: Diagnostic) -> [JSON] {
    guard let location = diagnostic.location, let region = region(location) else { return [] }
    return diagnostic.fixes.map { fix in
      let change = JSON.object(["deletedRegion": region, "insertedContent": text(fix.text)])
      let further = fix.further.map { edit in
        JSON.object([
          "deletedRegion": .object([
            "byteOffset": .number(edit.range.lowerBound), "byteLength": .number(edit.range.count),
          ]),
          "insertedContent": text(edit.text),
        ])
      }
      let file = JSON.object([
        "artifactLocation": artifact(location), "replacements": .array([change] + further),
      ])
      return .object([
        "description": text(fix.label), "artifactChanges": .array([file]),
        "properties": .object(["applicability": .string(fix.applicability.rawValue)]),
      ])
    }
  }

  /// A path as a relative URI reference, whose first part holds no colon.
  private func artifact(_ location: Location) -> JSON {
    .object(["uri": .string((prefix + location.path).percentEncodedPath)])
  }

  private func text(_ text: String) -> JSON { .object(["text": .string(text)]) }
}
