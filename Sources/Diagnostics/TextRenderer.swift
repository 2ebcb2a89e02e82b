/// Renders diagnostics for a terminal, in the manner of rustc.
///
/// What `check --fix` would do is called a fix, what a person must decide is called help.
package struct TextRenderer: Sendable {
  /// Whether to use the terminal's colours.
  package var isColored: Bool

  package init(isColored: Bool = false) {
    self.isColored = isColored
  }

  /// The diagnostic as lines of text, each ended by a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let title = paint(
      "\(diagnostic.severity.rawValue)[\(diagnostic.rule.id)]", severityColor(diagnostic))
    var text = title + paint(": \(TerminalText.line(diagnostic.message))", .bold) + "\n"
    let gutter = gutterWidth(of: diagnostic)
    if let location = diagnostic.location { text += excerpt(location, gutter, diagnostic.severity) }
    let margin = String(repeating: " ", count: diagnostic.location == nil ? 1 : gutter + 1)
    for note in diagnostic.notes {
      text +=
        margin + paint("= ", .blue) + paint("note", .bold)
        + ": \(TerminalText.line(note.message))\n"
      if let location = note.location { text += excerpt(location, gutter, .note) }
    }
    if let help = diagnostic.help {
      let label = diagnostic.adviceLabel
      text +=
        margin + paint("= ", .blue) + paint(label, .bold) + ": \(TerminalText.line(help))\n"
    }
    return text
  }

  /// All diagnostics, an empty line between them.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(render).joined(separator: "\n")
  }

  private func gutterWidth(of diagnostic: Diagnostic) -> Int {
    let locations = [diagnostic.location] + diagnostic.notes.map(\.location)
    let lines = locations.compactMap { $0?.start?.line }
    return String(lines.max() ?? 0).utf8.count
  }

  /// `--> path:line:column`, the line's text and the caret under it.
  private func excerpt(_ location: Location, _ gutter: Int, _ severity: Severity) -> String {
    let margin = String(repeating: " ", count: gutter)
    var place = TerminalText.line(location.path)
    if let start = location.start {
      place += ":\(start.line)"
      if let column = start.column { place += ":\(column)" }
    }
    var text = margin + paint("--> ", .blue) + place + "\n"
    guard let start = location.start, let snippet = location.snippet else { return text }
    let number = String(start.line)
    let padding = String(repeating: " ", count: gutter - number.utf8.count)
    let bar = paint("|", .blue)
    let shift = location.snippetColumn - 1
    let end = location.end?.line == start.line ? location.end?.column : nil
    let excerpt = Excerpt(
      snippet, from: start.column.map { $0 - shift }, to: end.map { $0 - shift })
    var line = " " + excerpt.text
    while line.last == " " { line.removeLast() }
    text += "\(margin) \(bar)\n"
    text += "\(paint(padding + number, .blue)) \(bar)\(line)\n"
    if !excerpt.marks.isEmpty {
      text += "\(margin) \(bar) \(excerpt.indent)\(paint(excerpt.marks, color(of: severity)))\n"
    }
    text += "\(margin) \(bar)\n"
    return text
  }

  // MARK: Colour

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

  private func severityColor(_ diagnostic: Diagnostic) -> Style { color(of: diagnostic.severity) }

  private func paint(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic {
  /// What the advice is called: a fix where a machine may follow it, else help.
  var adviceLabel: String { advice.certainFix == nil ? "help" : "fix" }
}
