import Diagnostics
import SiteBuild
import SiteModel

/// What a preview says of problems: on the terminal once, in the browser for as long as they are there.
struct PreviewProblems {
  /// What makes a problem the one that it was before an edit moved it.
  struct Key: Hashable {
    let rule: String
    let message: String
    let path: String?

    init(_ diagnostic: Diagnostic) {
      rule = diagnostic.rule.id
      message = diagnostic.message
      path = diagnostic.location?.path
    }
  }

  private var shown: [Key: Severity] = [:]

  /// The problems that were not there before, and how many are gone; hints are left to the browser.
  mutating func update(_ diagnostics: [Diagnostic]) -> (new: [Diagnostic], mended: Int) {
    let present = diagnostics.filter { $0.severity > .note }
    let new = present.filter { shown[Key($0)] == nil }
    let keys = Dictionary(
      present.map { (Key($0), $0.severity) }, uniquingKeysWith: { first, _ in first })
    let mended = shown.keys.count { keys[$0] == nil }
    shown = keys
    return (new, mended)
  }

  var count: Int { shown.count }

  var keys: [Key] { Array(shown.keys) }
}

/// The preview's answers about problems and pages, as JSON.
struct PreviewAnswers: Sendable {
  /// How many problems a page shows over itself.
  private static let limit = 100

  /// The real path of the site's folder.
  let folder: String
  /// An address that opens a file, with `{path}`, `{line}` and `{column}`.
  let editor: String

  /// All problems, those that stop a build first.
  func problems(_ diagnostics: [Diagnostic]) -> [UInt8] {
    let present = diagnostics.filter { $0.severity > .note }
    let sorted = present.filter { $0.severity == .error } + present.filter { $0.severity != .error }
    let list = sorted.prefix(Self.limit).map(problem).joined(separator: ",")
    return Array("{\"title\":\(quoted(Tally(sorted).text)),\"problems\":[\(list)]}".utf8)
  }

  func lens(_ lens: PageLens) -> [UInt8] {
    let facts = lens.facts.map { "[\(quoted($0.name)),\(quoted($0.value))]" }.joined(separator: ",")
    let edit = lens.source.map { quoted(link($0, line: 1, column: 1)) } ?? "null"
    let findings = lens.findings.map(problem).joined(separator: ",")
    return Array(
      """
      {"label":\(quoted(lens.label)),"facts":[\(facts)],"edit":\(edit),"findings":[\(findings)]}
      """.utf8)
  }

  private func problem(_ diagnostic: Diagnostic) -> String {
    let text = TextRenderer().render(diagnostic).trimmingLines()
    var fields = [
      "\"severity\":\(quoted(diagnostic.severity.rawValue))", "\"text\":\(quoted(text))",
    ]
    if let location = diagnostic.location, !location.path.contains(" for /") {
      let (line, column) = (location.start?.line ?? 1, location.start?.column ?? 1)
      fields.append("\"link\":\(quoted(link(location.path, line: line, column: column)))")
      fields.append("\"place\":\(quoted("\(location.path):\(line)"))")
    }
    return "{\(fields.joined(separator: ","))}"
  }

  private func link(_ path: String, line: Int, column: Int) -> String {
    editor.replacing("{path}", with: SiteAddress.percentEncoded(folder + "/" + path))
      .replacing("{line}", with: "\(line)").replacing("{column}", with: "\(column)")
  }

  private func quoted(_ text: String) -> String { JSONRenderer().quoted(text) }
}

extension String {
  /// Without line ends at its end.
  fileprivate func trimmingLines() -> String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
