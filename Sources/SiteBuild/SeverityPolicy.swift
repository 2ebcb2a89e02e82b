import Diagnostics

/// Applies the site's severities and suppressions to diagnostics, sorts them, and removes repetitions.
package struct SeverityPolicy: Sendable {
  private let overrides: [String: Severity?]
  private let isStrict: Bool
  private let suppressions: Suppressions

  init(_ overrides: [String: Severity?], isStrict: Bool, suppressions: Suppressions) {
    self.overrides = overrides
    self.isStrict = isStrict
    self.suppressions = suppressions
  }

  /// Applies the policy; O(n log n).
  package func apply(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var kept: [Diagnostic] = []
    var places: [Key: (index: Int, count: Int)] = [:]
    for diagnostic in diagnostics.compactMap(adjusted).sorted(by: Diagnostic.isOrdered) {
      let key = Key(
        rule: diagnostic.rule.id, message: diagnostic.message, location: diagnostic.location)
      if let place = places[key] {
        if kept[place.index] != diagnostic { places[key]?.count += 1 }
      } else {
        places[key] = (kept.count, 0)
        kept.append(diagnostic)
      }
    }
    for (index, count) in places.values where count > 0 {
      kept[index].notes.append(.init("and \(count) more time\(count == 1 ? "" : "s")"))
    }
    return kept
  }

  /// Diagnostics with the same key are merged, because an error in a template is reported for every page.
  private struct Key: Hashable {
    let rule: String
    let message: String
    let location: Location?
  }

  private func adjusted(_ diagnostic: Diagnostic) -> Diagnostic? {
    if suppressions.suppress(diagnostic) { return nil }
    var diagnostic = diagnostic
    if let override = overrides[diagnostic.rule.id] {
      guard let severity = override else { return nil }
      diagnostic.severity = severity
    }
    if isStrict, diagnostic.severity == .warning { diagnostic.severity = .error }
    return diagnostic
  }
}
