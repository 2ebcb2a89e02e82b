import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Markdown

/// Files under `Cases/`: Markdown, and what is made of it.
///
/// A section `options` may hold `smart`, `marks:` with a language's
/// four quotation marks (`~` is a narrow space), `html`, `plain` (code is not highlighted), `holes` (shows where terms may be linked), and
/// `caption:`, `key:` and `component:` with a value, each on a line of its own. In the Markdown `␍` stands for CR,
/// `→` for a tab, `␀` for NUL, `␤` for bytes that are not UTF-8.
@Suite("Markdown cases")
struct CaseTests {
  static let all = CaseFile.all(in: "Cases")

  @Test("A case gives what was reviewed", arguments: all)
  func expected(_ file: CaseFile) throws {
    let run = try CaseRun(file)
    if let mismatch = file.mismatch(run.report, in: "expected") { Issue.record("\(mismatch)") }
  }

  @Test("Every rule occurs in a case")
  func everyRule() throws {
    var seen: Set<String> = []
    for file in Self.all { seen.formUnion(try CaseRun(file).document.diagnostics.map(\.rule.id)) }
    for rule in MarkdownRules.all { #expect(seen.contains(rule.id), "\(rule.id)") }
    #expect(Set(MarkdownRules.all.map(\.id)).count == MarkdownRules.all.count)
  }
}

/// One case, parsed and written out for people.
struct CaseRun {
  let document: MarkdownDocument
  private let fragment: HTMLFragment
  private let showsPlaceholders: Bool

  init(_ file: CaseFile) throws {
    let markdown = try #require(file["markdown"])
    let settings = (file["options"] ?? "").split(separator: "\n").map(String.init)
    func value(_ name: String) -> String? {
      settings.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
    var options = MarkdownOptions(
      smartPunctuation: settings.contains("smart"),
      html: settings.contains("html") ? .allow : settings.contains("drop") ? .drop : .safe,
      highlightsCode: !settings.contains("plain"))
    options.components = Set([value("component")].compactMap(\.self))
    let marks = value("marks")?.replacing("~", with: "\u{202F}").split(separator: " ")
    options.quotationMarks = marks.flatMap { QuotationMarks($0.map(String.init)) } ?? .english
    let name = file.url.deletingPathExtension().lastPathComponent + ".md"
    document = MarkdownDocument.parse(
      SourceText(name: name, bytes: Self.bytes(markdown + "\n")), options: options)
    fragment = document.html(HTMLOptions(caption: value("caption"), keyColumn: value("key")))
    showsPlaceholders = settings.contains("holes")
  }

  private static func bytes(_ markdown: String) -> [UInt8] {
    let text = markdown.replacing("→", with: "\t").replacing("␍\n", with: "\r\n")
      .replacing("␀", with: "\0")
    return Array(text.utf8).split(separator: Array("␤".utf8)).joined(separator: [0xFF, 0xFE])
      .map { $0 }
  }

  var report: String {
    var parts = [
      "--- html\n" + DebugFiller.html(document, fragment, showsPlaceholders: showsPlaceholders)
    ]
    let references = document.references.enumerated().map(describe)
    if !references.isEmpty { parts.append("--- references\n" + references.joined()) }
    let outline = document.outline.map { heading in
      "\(heading.level) #\(heading.anchor) “\(heading.text)” \(place(document.source.location(at: heading.place)))\n"
    }
    if !outline.isEmpty { parts.append("--- outline\n" + outline.joined()) }
    let tables = document.tables.map(describe)
    if !tables.isEmpty { parts.append("--- tables\n" + tables.joined()) }
    let text = document.plainText.text
    if !text.isEmpty { parts.append("--- text\n" + text + "\n") }
    let allowed = document.suppressions.map { suppression in
      let location = document.source.location(at: suppression.place)
      return "\(suppression.rule) \(place(location)) in lines \(suppression.lines)\n"
    }
    if !allowed.isEmpty { parts.append("--- allowances\n" + allowed.joined()) }
    if !document.diagnostics.isEmpty {
      let sorted = document.diagnostics.sorted(by: Diagnostic.isOrdered)
      parts.append("--- diagnostics\n" + TextRenderer().render(sorted))
    }
    return parts.joined()
  }

  private func describe(_ index: Int, _ reference: Reference) -> String {
    var text = "\(index) \(reference.kind.rawValue) `\(reference.target)`"
    if let fragment = reference.fragment { text += " #`\(fragment)`" }
    if let label = reference.label { text += " label “\(label)”" }
    if let title = reference.title { text += " title “\(title)”" }
    if reference.isExternal { text += " external" }
    return text
      + "\n  at \(Self.place(document.source.location(at: reference.place)))\n  in “\(reference.sentence)”\n"
  }

  private func describe(_ table: Table) -> String {
    let rows = [table.header] + table.rows
    return "\(table.alignments)\n"
      + rows.map { row in
        row.map { "\($0.text) @\(place(document.source.location(at: $0.place)))" }.joined(
          separator: " | ") + "\n"
      }.joined()
  }

  private func place(_ location: Location) -> String { Self.place(location) }

  /// `line:column-column ‹text›`, where the text is cut from the line by the columns.
  static func place(_ location: Location) -> String {
    guard let start = location.start else { return "?" }
    guard let column = start.column, let end = location.end, let endColumn = end.column else {
      return "\(start.line)"
    }
    guard end.line == start.line else {
      return "\(start.line):\(column)-\(end.line):\(endColumn)"
    }
    let scalars = Array((location.snippet ?? "").unicodeScalars)
    let range = (column - 1)..<max(column - 1, endColumn - 1)
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
    return "\(start.line):\(column)-\(endColumn) ‹\(text)›"
  }
}

/// Fills placeholders so that people can see what they are.
enum DebugFiller {
  static func html(
    _ document: MarkdownDocument, _ fragment: HTMLFragment, showsPlaceholders: Bool = false
  ) -> String {
    var output: [UInt8] = []
    var start = 0
    var textEnd: Int?
    for placeholder in fragment.placeholders {
      if let end = textEnd, end <= placeholder.offset {
        output += fragment.bytes[start..<end]
        output += "»".utf8
        start = end
        textEnd = nil
      }
      output += fragment.bytes[start..<placeholder.offset]
      start = placeholder.offset
      if case .text(let length) = placeholder.kind {
        guard showsPlaceholders else { continue }
        output += "«".utf8
        textEnd = placeholder.offset + length
      } else {
        output += filling(placeholder.kind, document).utf8
      }
    }
    if let end = textEnd {
      output += fragment.bytes[start..<end]
      output += "»".utf8
      start = end
    }
    output += fragment.bytes[start...]
    return String(decoding: output, as: UTF8.self)
  }

  private static func filling(_ kind: Placeholder.Kind, _ document: MarkdownDocument) -> String {
    switch kind {
    case .linkStart(let index): "<a href=\"\(document.references[index].url)\">"
    case .linkAttributes(let index): " href=\"\(document.references[index].url)\""
    case .address(let index): document.references[index].url
    case .linkLabel(let index): "{title of \(document.references[index].url)}"
    case .imageSource(let index): " src=\"\(document.references[index].url)\""
    case .pictureStart, .pictureEnd: ""
    case .embed(let index): "{embed \(document.references[index].url)}\n"
    case .component(let index): "{component \(document.components[index].name)}\n"
    case .text: ""
    case .sectionStart(let index): "{section \(index)}"
    case .headingLevel(let level): "\(level)"
    case .id(let id): id
    }
  }
}
