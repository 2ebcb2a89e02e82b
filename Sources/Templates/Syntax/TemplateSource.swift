import Diagnostics

/// A template as it is loaded: its name, as in `{% extends "base.html" %}`, and its text.
package struct TemplateSource: Sendable {
  /// The name by which templates refer to it.
  package let name: String
  /// Its text, under the name that messages show.
  package let source: SourceText

  /// Makes the source of a template from its parts.
  package init(name: String, source: SourceText) {
    self.name = name
    self.source = source
  }

  private static let endings = [
    ".html", ".htm", ".xml", ".svg", ".txt", ".json", ".js", ".css", ".csv", ".jinja", ".jinja2",
    ".j2",
  ]

  /// Whether a file of that name is one that templates are written in, so that it is checked even
  /// where no other names it.
  package static func isTemplate(_ name: String) -> Bool {
    !name.hasPrefix(".") && endings.contains { name.hasSuffix($0) }
  }
}
