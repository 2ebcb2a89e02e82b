import Diagnostics

/// Puts diagnostics into their final form: severities as the site wants them, sorted, each once.
///
/// What a comment in the text allows is left out.
package struct SeverityPolicy: Sendable {
  private let overrides: [String: Severity?]
  private let isStrict: Bool
  private let allowances: Allowances

  init(_ overrides: [String: Severity?], isStrict: Bool, allowances: Allowances) {
    self.overrides = overrides
    self.isStrict = isStrict
    self.allowances = allowances
  }

  package func apply(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var kept: [Diagnostic] = []
    var places: [Key: (index: Int, count: Int)] = [:]
    for diagnostic in diagnostics.compactMap(adjusted).sorted(by: Diagnostic.isOrdered) {
      let key = Key(diagnostic)
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

  /// What makes two diagnostics one problem, though they may have come up in different ways: a
  /// mistake in a template comes up on every page.
  private struct Key: Hashable {
    let rule: String
    let message: String
    let location: Location?

    init(_ diagnostic: Diagnostic) {
      rule = diagnostic.rule.id
      message = diagnostic.message
      location = diagnostic.location
    }
  }

  private func adjusted(_ diagnostic: Diagnostic) -> Diagnostic? {
    if allowances.cover(diagnostic) { return nil }
    var diagnostic = diagnostic
    if let override = overrides[diagnostic.rule.id] {
      guard let severity = override else { return nil }
      diagnostic.severity = severity
    }
    if isStrict, diagnostic.severity == .warning { diagnostic.severity = .error }
    return diagnostic
  }
}
