/// Renders diagnostics as workflow commands, which GitHub shows beside the lines of a change.
///
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
package struct GitHubRenderer: Sendable {
  private let prefix: String

  /// - Parameter prefix: The path of the site's folder in the repository, with a slash at the end; empty at the top.
  package init(prefix: String = "") {
    self.prefix = prefix
  }

  /// Renders a diagnostic as one line.
  package func render(_ diagnostic: Diagnostic) -> String {
    var properties: [(String, String)] = []
    if let location = diagnostic.location, location.isFile {
      properties.append(("file", prefix + location.path))
      if let start = location.start {
        properties.append(("line", String(start.line)))
        if let column = start.column { properties.append(("col", String(column))) }
      }
      if let end = location.end {
        properties.append(("endLine", String(end.line)))
        if let column = end.column { properties.append(("endColumn", String(column))) }
      }
    }
    properties.append(("title", diagnostic.rule.id))
    let list = properties.map { "\($0.0)=\(Self.escaped($0.1, isProperty: true))" }
    var message = diagnostic.message
    if let location = diagnostic.location, !location.isFile { message += " (\(location.path))" }
    for note in diagnostic.notes { message += "\nnote: \(note.message)\(Self.place(note))" }
    if let help = diagnostic.help { message += "\n\(diagnostic.adviceLabel): \(help)" }
    return "::\(Self.command(diagnostic.severity)) \(list.joined(separator: ","))::"
      + Self.escaped(message, isProperty: false) + "\n"
  }

  private static func place(_ note: Diagnostic.Note) -> String {
    guard let location = note.location else { return "" }
    return " (" + location.path + (location.start.map { ":\($0.line)" } ?? "") + ")"
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
