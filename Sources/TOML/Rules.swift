import Diagnostics

extension Rule {
  /// Invalid syntax.
  package static let tomlSyntax = Rule(
    "toml-syntax", .error,
    "Front matter between two lines `+++` is TOML, as in Hugo and Zola: `key = value` on each line, texts in quotation "
      + "marks, lists in brackets, and the keys of a `[table]` below it. No key is set twice.",
    example: """
      content/page.md:
      +++
      title = A page
      +++
      Text.
      """)
}

/// The rules of TOML syntax.
package enum TOMLRules {
  /// All rules of this target.
  package static let all: [Rule] = [.tomlSyntax]
}
