import Text

/// Renders diagnostics as JSON for other programs.
package struct JSONRenderer: Sendable {
  /// Makes a renderer, which has no settings.
  package init() {}

  /// Renders an array with one diagnostic on each line.
  package func render(_ diagnostics: [Diagnostic]) -> JSON {
    diagnostics.isEmpty ? .array([]) : .lines(diagnostics.map(render), endsLine: true)
  }

  /// Renders one diagnostic as an object without line breaks.
  package func render(_ diagnostic: Diagnostic) -> JSON {
    let notes = diagnostic.notes.map { note in
      JSON.object(["message": .string(note.message), "location": note.location.map(render)])
    }
    let advice = diagnostic.advice
    return .object([
      "id": .string(diagnostic.rule.id),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
      "location": diagnostic.location.map(render),
      "notes": notes.isEmpty ? nil : .array(notes),
      "help": advice.help.map(JSON.string),
      "fixes": advice.fixes.isEmpty ? nil : .array(advice.fixes.map(render)),
    ])
  }

  private func render(_ fix: Fix) -> JSON {
    .object([
      "applicability": .string(fix.applicability.rawValue), "label": .string(fix.label),
      "replacement": .string(fix.text),
      "further": fix.further.isEmpty
        ? nil
        : .array(
          fix.further.map { edit in
            .object([
              "startByte": .number(edit.range.lowerBound),
              "endByte": .number(edit.range.upperBound),
              "replacement": .string(edit.text),
            ])
          }),
    ])
  }

  private func render(_ location: Location) -> JSON {
    let end = location.end.flatMap { end in end.column.map { (line: end.line, column: $0) } }
    return .object([
      "path": .string(location.path),
      "line": (location.start?.line).map(JSON.number),
      "column": (location.start?.column).map(JSON.number),
      "endLine": (end?.line).map(JSON.number),
      "endColumn": (end?.column).map(JSON.number),
      "startByte": (location.range?.lowerBound).map(JSON.number),
      "endByte": (location.range?.upperBound).map(JSON.number),
    ])
  }
}
