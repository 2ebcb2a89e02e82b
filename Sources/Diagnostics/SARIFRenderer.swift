/// Renders diagnostics as SARIF 2.1.0, which code hosts and editors read.
///
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0. Columns are Unicode scalars from 1 and the end of a
/// region is exclusive, as everywhere in Waymark, which `columnKind` says. Where only a line is known,
/// the region is that line. Written by hand because the order of keys must not vary from run to run.
package struct SARIFRenderer: Sendable {
  private let version: String
  private let rules: [Rule]
  /// What stands before each path: the site's folder below the repository's, with a slash, or nothing.
  private let prefix: String
  private let json = JSONRenderer()

  /// `rules` are all that may occur; the log lists those that do.
  package init(version: String, rules: [Rule], prefix: String = "") {
    self.version = version
    self.rules = rules
    self.prefix = prefix
  }

  /// The whole log, a line for each rule and result.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    let ids = Set(diagnostics.map(\.rule.id))
    let used = rules.filter { ids.contains($0.id) }.sorted { $0.id < $1.id }
    let indices = Dictionary(
      used.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let driver = json.object([
      ("name", json.quoted("Waymark")), ("version", json.quoted(version)),
      ("rules", lines(used.map(descriptor))),
    ])
    let run = json.object([
      ("tool", json.object([("driver", driver)])),
      ("columnKind", json.quoted("unicodeCodePoints")),
      ("results", lines(diagnostics.map { result($0, index: indices[$0.rule.id]) })),
    ])
    return json.object([
      ("$schema", json.quoted("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", json.quoted("2.1.0")), ("runs", "[\(run)]"),
    ]) + "\n"
  }

  private func lines(_ objects: [String]) -> String {
    "[" + objects.map { "\n" + $0 }.joined(separator: ",") + "]"
  }

  private func descriptor(_ rule: Rule) -> String {
    json.object([
      ("id", json.quoted(rule.id)),
      ("shortDescription", text(rule.explanation)),
      ("defaultConfiguration", json.object([("level", json.quoted(rule.severity.rawValue))])),
    ])
  }

  private func result(_ diagnostic: Diagnostic, index: Int?) -> String {
    var fields = [("ruleId", json.quoted(diagnostic.rule.id))]
    if let index { fields.append(("ruleIndex", String(index))) }
    fields.append(("level", json.quoted(diagnostic.severity.rawValue)))
    let help = diagnostic.help.map { "\n\($0)" } ?? ""
    fields.append(("message", text(diagnostic.message + help)))
    if let location = diagnostic.location {
      fields.append(("locations", "[\(self.location(location, message: nil))]"))
    }
    let notes = diagnostic.notes.compactMap { note in
      note.location.map { location($0, message: note.message) }
    }
    if !notes.isEmpty { fields.append(("relatedLocations", lines(notes))) }
    let fixes = fixes(diagnostic)
    if !fixes.isEmpty { fields.append(("fixes", lines(fixes))) }
    return json.object(fields)
  }

  private func location(_ location: Location, message: String?) -> String {
    var physical = [("artifactLocation", artifact(location))]
    if let region = region(location) { physical.append(("region", region)) }
    var fields = [("physicalLocation", json.object(physical))]
    if let message { fields.append(("message", text(message))) }
    return json.object(fields)
  }

  private func region(_ location: Location) -> String? {
    guard let start = location.start else { return nil }
    var fields = [("startLine", String(start.line))]
    if let column = start.column { fields.append(("startColumn", String(column))) }
    if let end = location.end, let column = end.column {
      fields.append(("endLine", String(end.line)))
      fields.append(("endColumn", String(column)))
    }
    return json.object(fields)
  }

  /// SARIF has no word for who may make a change, so a property says it.
  private func fixes(_ diagnostic: Diagnostic) -> [String] {
    guard let location = diagnostic.location, let region = region(location) else { return [] }
    return diagnostic.fixes.map { fix in
      let change = json.object([
        ("deletedRegion", region), ("insertedContent", text(fix.text)),
      ])
      let file = json.object([
        ("artifactLocation", artifact(location)), ("replacements", "[\(change)]"),
      ])
      let applicability = json.quoted(fix.applicability.rawValue)
      return json.object([
        ("description", text(fix.label)), ("artifactChanges", "[\(file)]"),
        ("properties", json.object([("applicability", applicability)])),
      ])
    }
  }

  private func artifact(_ location: Location) -> String {
    json.object([("uri", json.quoted(Self.percentEncoded(prefix + location.path)))])
  }

  private func text(_ text: String) -> String { json.object([("text", json.quoted(text))]) }

  /// A path as a relative URI reference, whose first part holds no colon.
  private static func percentEncoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
