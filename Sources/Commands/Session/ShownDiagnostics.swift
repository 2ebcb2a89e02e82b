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

  /// How often each diagnostic is there.
  private var shown: [Key: Int] = [:]

  /// Replaces the diagnostics, and returns the new ones and the number of fixed ones.
  ///
  /// Hints are shown in the browser only.
  mutating func update(_ diagnostics: [Diagnostic]) -> (new: [Diagnostic], fixed: Int) {
    var present: [Key: Int] = [:]
    let new = diagnostics.filter { diagnostic in
      guard diagnostic.severity > .note else { return false }
      let key = Key(diagnostic)
      present[key, default: 0] += 1
      return present[key, default: 0] > shown[key, default: 0]
    }
    let fixed = shown.reduce(0) { $0 + max(0, $1.value - present[$1.key, default: 0]) }
    shown = present
    return (new, fixed)
  }

  /// The number of diagnostics.
  var count: Int { shown.values.reduce(0, +) }
  var keys: [Key] { Array(shown.keys) }
}
