/// Renders diagnostics for a terminal, in the style of rustc.
///
/// The advice is labeled "fix" if `check --fix` applies it, and "help" if the author must decide.
package struct TextRenderer: Sendable {
  /// Whether to use colors.
  package var isColored: Bool

  /// Makes a renderer, by default without colors.
  package init(isColored: Bool = false) {
    self.isColored = isColored
  }

  /// Renders a diagnostic as lines of text.
  package func render(_ diagnostic: Diagnostic) -> String {
    let title = paint(
      "\(diagnostic.severity.rawValue)[\(diagnostic.rule.id)]", color(of: diagnostic.severity))
    var text = title + paint(": \(TerminalText.line(diagnostic.message))", .bold) + "\n"
    let gutter = gutterWidth(of: diagnostic)
    if let location = diagnostic.location { text += snippet(location, gutter, diagnostic.severity) }
    let margin = String(repeating: " ", count: diagnostic.location == nil ? 1 : gutter + 1)
    for note in diagnostic.notes {
      text +=
        margin + paint("= ", .blue) + paint("note", .bold)
        + ": \(TerminalText.line(note.message))\n"
      if let location = note.location { text += snippet(location, gutter, .note) }
    }
    if let help = diagnostic.help {
      let label = diagnostic.adviceLabel
      text +=
        margin + paint("= ", .blue) + paint(label, .bold) + ": \(TerminalText.line(help))\n"
    }
    return text
  }

  /// Renders diagnostics with an empty line between them.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  private func gutterWidth(of diagnostic: Diagnostic) -> Int {
    let locations = [diagnostic.location] + diagnostic.notes.map(\.location)
    let lines = locations.compactMap { $0?.start?.line }
    return String(lines.max() ?? 0).utf8.count
  }

  /// `--> path:line:column`, the text of the line, and marks under the range.
  private func snippet(_ location: Location, _ gutter: Int, _ severity: Severity) -> String {
    let margin = String(repeating: " ", count: gutter)
    var path = TerminalText.line(location.path)
    if let start = location.start {
      path += ":\(start.line)"
      if let column = start.column { path += ":\(column)" }
    }
    var text = margin + paint("--> ", .blue) + path + "\n"
    guard let start = location.start, let line = location.snippet else { return text }
    let number = String(start.line)
    let padding = String(repeating: " ", count: gutter - number.utf8.count)
    let bar = paint("|", .blue)
    let shift = location.snippetColumn - 1
    let end = location.end?.line == start.line ? location.end?.column : nil
    let snippet = Snippet(
      line, from: start.column.map { $0 - shift }, to: end.map { $0 - shift })
    var shown = " " + snippet.text
    while shown.last == " " { shown.removeLast() }
    text += "\(margin) \(bar)\n"
    text += "\(paint(padding + number, .blue)) \(bar)\(shown)\n"
    if !snippet.marks.isEmpty {
      text += "\(margin) \(bar) \(snippet.indent)\(paint(snippet.marks, color(of: severity)))\n"
    }
    text += "\(margin) \(bar)\n"
    return text
  }

  // MARK: Colors

  private enum Style: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case green = "1;32"
    case blue = "1;34"
  }

  private func color(of severity: Severity) -> Style {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .green
    }
  }

  private func paint(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic {
  /// The label of the advice: "fix" where a tool may apply it, else "help".
  var adviceLabel: String { advice.certainFix == nil ? "help" : "fix" }
}
