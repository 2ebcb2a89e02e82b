import Diagnostics

/// Puts diagnostics into their final form: severities as the site wants them, sorted, each once.
struct SeverityPolicy {
  private let overrides: [String: Severity?]
  private let isStrict: Bool

  init(_ overrides: [String: Severity?], isStrict: Bool) {
    self.overrides = overrides
    self.isStrict = isStrict
  }

  func apply(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.compactMap(adjusted).filter { seen.insert($0).inserted }
      .sorted(by: Diagnostic.isOrdered)
  }

  private func adjusted(_ diagnostic: Diagnostic) -> Diagnostic? {
    var diagnostic = diagnostic
    if let override = overrides[diagnostic.rule.id] {
      guard let severity = override else { return nil }
      diagnostic.severity = severity
    }
    if isStrict, diagnostic.severity == .warning { diagnostic.severity = .error }
    return diagnostic
  }
}
