import Diagnostics
import Markdown
import SiteModel

/// What comments in the pages of a site allow.
struct Allowances: Sendable {
  private var byFile: [String: [Allowance]] = [:]
  /// Comments that name no rule.
  private(set) var diagnostics: [Diagnostic] = []

  /// `rules` are those that a comment may name.
  init(_ pages: [ParsedPage], rules: [Rule]) {
    let ids = Set(rules.map(\.id))
    for page in pages where !page.allowances.isEmpty {
      byFile[page.source.name] = page.allowances.filter { ids.contains($0.rule) }
      for allowance in page.allowances where !ids.contains(allowance.rule) {
        diagnostics.append(
          Diagnostic(
            .unknownRule, "no check has the id `\(allowance.rule)`",
            at: page.source.location(at: allowance.place),
            advice: Advice(
              naming: allowance.rule, from: rules.map(\.id),
              else: "write the id that a message shows in brackets")))
      }
    }
  }

  /// Whether a comment allows what the diagnostic says.
  func cover(_ diagnostic: Diagnostic) -> Bool {
    guard !byFile.isEmpty, let location = diagnostic.location, let list = byFile[location.path]
    else { return false }
    return list.contains {
      $0.rule == diagnostic.rule.id && $0.covers(line: location.start?.line)
    }
  }
}
