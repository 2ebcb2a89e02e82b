import Diagnostics

/// The source of a template: its name, as in `{% extends "base.html" %}`, and its text.
package struct TemplateSource: Sendable {
  /// The name by which other templates refer to it.
  package let name: String
  /// The text, with the path that messages show.
  package let source: SourceText

  /// Makes the source of a template from its parts.
  package init(name: String, source: SourceText) {
    self.name = name
    self.source = source
  }

  /// The prefix of the names of originals, which templates of the same name replace: `theme:base.html`.
  package static let originalPrefix = "theme:"

  private static let endings = [
    ".html", ".htm", ".xml", ".svg", ".txt", ".json", ".js", ".css", ".csv", ".jinja", ".jinja2",
    ".j2",
  ]

  /// Whether a file of that name is a template by its extension, so that it is checked even if nothing refers to it.
  package static func isTemplate(_ name: String) -> Bool {
    !name.hasPrefix(".") && endings.contains { name.hasSuffix($0) }
  }
}
