import Diagnostics

/// The numbers of errors, warnings and notes in words: "1 error, 2 warnings".
struct Tally {
  let text: String

  init(_ diagnostics: [Diagnostic]) {
    let counts = [Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    text = counts.joined(separator: ", ")
  }

  /// The counts in parentheses after a space; empty where there are none.
  var suffix: String { text.isEmpty ? "" : " (\(text))" }
}
