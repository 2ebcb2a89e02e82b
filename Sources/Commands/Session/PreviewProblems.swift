import Diagnostics
import SiteBuild
import SiteModel
import Text

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

  /// The errors, then the warnings.
  func problems(_ diagnostics: [Diagnostic]) -> [UInt8] {
    let present = diagnostics.filter { $0.severity > .note }
    let sorted = present.filter { $0.severity == .error } + present.filter { $0.severity != .error }
    return JSON.object([
      "title": .string(Tally(sorted).text),
      "diagnostics": .array(sorted.prefix(Self.limit).map(problem)),
    ]).bytes
  }

  func lens(_ lens: PageLens) -> [UInt8] {
    JSON.object([
      "label": .string(lens.label),
      "facts": .array(lens.facts.map { .array([.string($0.name), .string($0.value)]) }),
      "edit": lens.source.map { .string(link($0, line: 1, column: 1)) } ?? .null,
      "diagnostics": .array(lens.findings.map(problem)),
    ]).bytes
  }

  private func problem(_ diagnostic: Diagnostic) -> JSON {
    let text = TextRenderer().render(diagnostic).trimmingLines()
    var fields: [(String, JSON)] = [
      ("severity", .string(diagnostic.severity.rawValue)), ("text", .string(text)),
    ]
    if let location = diagnostic.location, !location.path.contains(" for /") {
      let (line, column) = (location.start?.line ?? 1, location.start?.column ?? 1)
      fields += [
        ("link", .string(link(location.path, line: line, column: column))),
        ("location", .string("\(location.path):\(line)")),
      ]
    }
    return .object(fields)
  }

  private func link(_ path: String, line: Int, column: Int) -> String {
    editor.replacing("{path}", with: (folder + "/" + path).percentEncodedPath)
      .replacing("{line}", with: "\(line)").replacing("{column}", with: "\(column)")
  }
}

extension String {
  /// Without line ends at its end.
  fileprivate func trimmingLines() -> String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
