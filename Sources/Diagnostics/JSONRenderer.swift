/// Renders diagnostics as JSON for other programs.
///
/// Written by hand because the order of keys must not vary from run to run.
package struct JSONRenderer: Sendable {
  package init() {}

  /// One object on one line.
  package func render(_ diagnostic: Diagnostic) -> String {
    var fields = [
      ("id", quoted(diagnostic.rule.id)),
      ("severity", quoted(diagnostic.severity.rawValue)),
      ("message", quoted(diagnostic.message)),
    ]
    if let location = diagnostic.location { fields.append(("location", render(location))) }
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map { note in
        object(
          [("message", quoted(note.message))]
            + (note.location.map { [("location", render($0))] } ?? []))
      }
      fields.append(("notes", "[" + notes.joined(separator: ",") + "]"))
    }
    let advice = diagnostic.advice
    if let help = advice.help { fields.append(("help", quoted(help))) }
    if !advice.fixes.isEmpty {
      fields.append(("fixes", "[" + advice.fixes.map(render).joined(separator: ",") + "]"))
    }
    return object(fields)
  }

  /// An array, one diagnostic a line.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    "[" + diagnostics.map { "\n" + render($0) }.joined(separator: ",")
      + (diagnostics.isEmpty ? "]" : "\n]")
  }

  private func render(_ fix: Fix) -> String {
    object([
      ("applicability", quoted(fix.applicability.rawValue)), ("label", quoted(fix.label)),
      ("replacement", quoted(fix.text)),
    ])
  }

  private func render(_ location: Location) -> String {
    var fields = [("path", quoted(location.path))]
    if let start = location.start {
      fields.append(("line", String(start.line)))
      if let column = start.column { fields.append(("column", String(column))) }
    }
    if let end = location.end, let column = end.column {
      fields.append(("endLine", String(end.line)))
      fields.append(("endColumn", String(column)))
    }
    if let range = location.range {
      fields.append(("startByte", String(range.lowerBound)))
      fields.append(("endByte", String(range.upperBound)))
    }
    return object(fields)
  }

  /// An object whose values are JSON already.
  func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  /// A string as a JSON literal, in which nothing is left that a terminal would obey.
  package func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
