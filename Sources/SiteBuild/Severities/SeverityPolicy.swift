import Diagnostics
import SiteModel

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
  ///
  /// Diagnostics of the settings come first.
  package func apply(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let adjusted = diagnostics.compactMap(adjusted)
    var kept: [Diagnostic] = []
    var repetitions: [Int: Int] = [:]
    let order = Diagnostic.order(of: adjusted)
    // Much can follow from a mistake in the settings, so they come first.
    let settings = order.filter { adjusted[$0].location?.path == SiteConfiguration.fileName }
    let others = order.filter { adjusted[$0].location?.path != SiteConfiguration.fileName }
    for index in settings + others {
      let diagnostic = adjusted[index]
      if let first = Self.index(ofRepeated: diagnostic, in: kept) {
        if kept[first] != diagnostic { repetitions[first, default: 0] += 1 }
      } else {
        kept.append(diagnostic)
      }
    }
    for (index, count) in repetitions {
      kept[index].notes.append(.init("and \(count) more time\(count == 1 ? "" : "s")"))
    }
    return kept
  }

  /// The index of the diagnostic that another one repeats, among those with the same position, rule and message.
  ///
  /// An error in a template is reported for every page, and shown once.
  private static func index(ofRepeated diagnostic: Diagnostic, in sorted: [Diagnostic]) -> Int? {
    for index in sorted.indices.reversed() {
      guard sorted[index].isBeside(diagnostic) else { return nil }
      if sorted[index].location == diagnostic.location { return index }
    }
    return nil
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
