import Diagnostics

/// The diagnostics that the terminal has shown, so that each one is shown only once.
struct ShownDiagnostics {
  /// Identifies a diagnostic although edits move it to other lines.
  struct Key: Hashable {
    let rule: String
    let message: String
    let path: String?

    init(_ diagnostic: Diagnostic) {
      rule = diagnostic.rule.id
      message = diagnostic.message
      path = diagnostic.location?.path
    }
  }

  private var shown: [Key: Severity] = [:]

  /// Replaces the diagnostics, and returns the new ones and the number of fixed ones.
  ///
  /// Hints are shown in the browser only.
  mutating func update(_ diagnostics: [Diagnostic]) -> (new: [Diagnostic], fixed: Int) {
    let present = diagnostics.filter { $0.severity > .note }
    let new = present.filter { shown[Key($0)] == nil }
    let keys = Dictionary(
      present.map { (Key($0), $0.severity) }, uniquingKeysWith: { first, _ in first })
    let fixed = shown.keys.count { keys[$0] == nil }
    shown = keys
    return (new, fixed)
  }

  var count: Int { shown.count }
  var keys: [Key] { Array(shown.keys) }
}
