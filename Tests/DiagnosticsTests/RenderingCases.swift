import Diagnostics
import TestSupport
import Testing

/// Each case is a source with `«` and `»` round the bytes that a diagnostic points at, and what a
/// terminal and a program are shown.
@Suite struct RenderingCases {
  static let cases = CaseFile.all(in: "Cases")

  @Test("A diagnostic is rendered as reviewed", arguments: cases)
  func rendered(_ file: CaseFile) throws {
    let diagnostic = try diagnostic(of: file)
    let text = TextRenderer().render(diagnostic)
    #expect(file.mismatch(String(text.dropLast()), in: "text") == nil)
    #expect(file.mismatch(JSONRenderer().render(diagnostic).text, in: "json") == nil)
    let annotation = GitHubRenderer(prefix: "site/").render(diagnostic)
    #expect(file.mismatch(String(annotation.dropLast()), in: "github") == nil)
    let log = SARIFRenderer(version: "1.0", rules: [diagnostic.rule]).render([diagnostic])
    #expect(file.mismatch(String(log.dropLast()), in: "sarif") == nil)
  }

  @Test("Colours change nothing but colours", arguments: cases)
  func colored(_ file: CaseFile) throws {
    let diagnostic = try diagnostic(of: file)
    let colored = TextRenderer(isColored: true).render(diagnostic)
    let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == TextRenderer().render(diagnostic))
    #expect(colored != plain)
  }

  @Test("There are cases") func notEmpty() { #expect(Self.cases.count >= 8) }

  private func diagnostic(of file: CaseFile) throws -> Diagnostic {
    let (source, place) = marked(try #require(file["source"]))
    let severity = Severity(rawValue: file["severity"] ?? "error") ?? .error
    let rule = Rule("sample-rule", severity, "A rule for tests.")
    let location: Location? =
      switch file["place"] {
      case "none": nil
      case "file": source.location
      case "line": source.location(at: .line(source.lines.line(at: place.lowerBound)))
      default: source.location(at: .range(place))
      }
    return Diagnostic(
      rule, file["message"] ?? "something is wrong", at: location,
      notes: file["note"].map { [.init($0, at: source.location(of: 0..<1))] } ?? [],
      advice: Advice(file["help"], fixes: fixes(of: file)))
  }

  /// A line for each: `certain` or `possible` and the text.
  private func fixes(of file: CaseFile) -> [Fix] {
    (file["fixes"] ?? "").split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      return Fix.Applicability(rawValue: words[0]).map { Fix(words[1], $0) }
    }
  }

  private func marked(_ text: String) -> (SourceText, Range<Int>) {
    let text = text.replacing("<TAB>", with: "\t").replacing("<CR>", with: "\r")
      .replacing("<BOM>", with: "\u{FEFF}").replacing("<ESC>", with: "\u{1B}")
    var bytes: [UInt8] = []
    var start = 0
    var end = 0
    for character in text.unicodeScalars {
      switch character {
      case "«": start = bytes.count
      case "»": end = bytes.count
      default: bytes += Array(String(character).utf8)
      }
    }
    let source = SourceText(name: "content/page.md", bytes: bytes)
    let shift = source.byteOrderMarkLength
    return (source, max(0, start - shift)..<max(0, end - shift))
  }
}
