import Diagnostics
import Markdown
import SiteModel

/// The comments of all pages that suppress diagnostics: `<!-- waymark: allow heading-jump -->`.
struct Suppressions: Sendable {
  private var byFile: [String: [Suppression]] = [:]
  /// An error for each id in a comment that is not the id of a rule.
  private(set) var diagnostics: [Diagnostic] = []

  /// Collects the suppressions of pages.
  ///
  /// `rules` are the rules that a comment may name.
  init(_ pages: [ParsedPage], rules: [Rule]) {
    let ids = Set(rules.map(\.id))
    for page in pages where !page.suppressions.isEmpty {
      byFile[page.source.name] = page.suppressions.filter { ids.contains($0.rule) }
      for suppression in page.suppressions where !ids.contains(suppression.rule) {
        diagnostics.append(
          Diagnostic(
            .unknownRule, "there is no rule `\(suppression.rule)`",
            at: page.source.location(at: suppression.place),
            advice: Advice(
              naming: suppression.rule, from: rules.map(\.id),
              else: "write the id that a message shows in brackets")
          ).limited(to: .warning))
      }
    }
  }

  /// Whether a comment suppresses a diagnostic.
  func suppress(_ diagnostic: Diagnostic) -> Bool {
    guard !byFile.isEmpty, let location = diagnostic.location, let list = byFile[location.path]
    else { return false }
    return list.contains {
      $0.rule == diagnostic.rule.id && $0.covers(line: location.start?.line)
    }
  }
}
