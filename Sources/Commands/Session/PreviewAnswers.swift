import Diagnostics
import SiteBuild
import SiteModel
import Text

/// Answers the preview's script about diagnostics and pages, as JSON.
struct PreviewAnswers: Sendable {
  /// The largest number of diagnostics that a page shows.
  private static let limit = 100

  /// The real path of the site's folder.
  let folder: String
  /// An address that opens a file, with `{path}`, `{line}` and `{column}`.
  let editor: String

  /// All errors and warnings, errors first.
  func problems(_ diagnostics: [Diagnostic]) -> [UInt8] {
    let present = diagnostics.filter { $0.severity > .note }
    let sorted = present.filter { $0.severity == .error } + present.filter { $0.severity != .error }
    return JSON.object([
      "title": .string(Tally(sorted).text),
      "diagnostics": .array(sorted.prefix(Self.limit).map(problem)),
    ]).bytes
  }

  /// The information that the preview shows about a page, as JSON.
  func info(_ info: PageInfo) -> [UInt8] {
    JSON.object([
      "label": .string(info.label),
      "facts": .array(info.facts.map { .array([.string($0.name), .string($0.value)]) }),
      "edit": info.source.map { .string(link($0, line: 1, column: 1)) } ?? .null,
      "diagnostics": .array(info.findings.map(problem)),
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
  /// The text without line ends at its end.
  fileprivate func trimmingLines() -> String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
