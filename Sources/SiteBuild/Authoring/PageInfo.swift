import Diagnostics
import SiteModel

/// Information about a page that the preview shows to its author and published sites do not contain.
package struct PageInfo: Sendable {
  /// The state of the page in a few words: "Draft, 2 warnings".
  package let label: String
  /// Facts about the page, each with a name and a value.
  package let facts: [(name: String, value: String)]
  /// The path of the page's file; `nil` for a generated page.
  package let source: String?
  /// The diagnostics of the page's file.
  package let findings: [Diagnostic]

  /// Collects the information about the page at an address of the site; `nil` if there is no such page.
  package init?(_ build: BuildResult, at address: String, day: CalendarDate) {
    guard let (part, route) = build.part(at: address),
      case .page(let id) = part.site.routes[route.text]
    else { return nil }
    let site = part.site
    let page = site.pages[id]
    findings =
      page.parsed.isGenerated
      ? [] : build.diagnostics.filter { $0.location?.path == page.source.name }
    source = page.parsed.isGenerated ? nil : page.source.name
    let words = page.parsed.wordCount
    var facts = [
      ("Kind", page.type.label), ("Words", "\(words)"),
      ("Reading time", "\(page.parsed.readingMinutes) min"),
    ]
    let grade = Readability(page.parsed.plainText).grade
    if let grade { facts.append(("Reading grade", "\(grade)")) }
    facts.append(("Links out", "\(site.graph.outgoing[id].count)"))
    facts.append(("Links in", "\(site.graph.backlinks[id].count)"))
    if let day = page.record.date("reviewed") { facts.append(("Reviewed", day.text)) }
    self.facts = facts

    var parts: [String] = []
    if page.parsed.isDraft { parts.append("Draft") }
    if let date = page.record.date("date"), date > day { parts.append("From \(date.text)") }
    for (severity, noun) in [(Severity.error, "error"), (.warning, "warning"), (.note, "note")] {
      let count = findings.count { $0.severity == severity }
      if count > 0 { parts.append("\(count) \(noun)\(count == 1 ? "" : "s")") }
    }
    if parts.isEmpty { parts = ["\(words) words"] + (grade.map { ["grade \($0)"] } ?? []) }
    label = parts.joined(separator: ", ")
  }
}
