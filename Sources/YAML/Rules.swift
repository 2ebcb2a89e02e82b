import Diagnostics

extension Rule {
  /// Invalid syntax.
  package static let yamlSyntax = Rule(
    "yaml-syntax", .error,
    "Front matter and configuration are YAML. A value that contains `: ` or starts with one of "
      + "`[ { & * ! | > ' \" % @` or a backquote must stand in quotation marks, and nested keys are "
      + "indented by spaces, never by tabs.",
    example: """
      content/page.md:
      ---
      title: Soup: with leek
      ---
      Text.
      """)

  /// An anchor or alias.
  package static let yamlAlias = Rule(
    "yaml-alias", .error,
    "YAML's anchors (`&name`) and aliases (`*name`) are not allowed, because a few lines of them can "
      + "stand for gigabytes. Repeat the value instead.",
    example: """
      content/page.md:
      ---
      title: &name Soup
      ---
      Text.
      """)

  /// A key that occurs twice.
  package static let yamlDuplicateKey = Rule(
    "yaml-duplicate-key", .error,
    "A mapping must not contain a key twice, because only one of the values could be used.",
    example: """
      content/page.md:
      ---
      title: Soup
      title: Stew
      ---
      Text.
      """)

  /// A comment that looks like a part of a value.
  package static let yamlComment = Rule(
    "yaml-comment", .warning,
    "In YAML a number sign after a space begins a comment, so `title: Why #1 matters` sets the title "
      + "“Why”. A value that holds such a sign must stand in quotation marks.",
    example: """
      content/page.md:
      ---
      title: Why #1 matters
      ---
      Text.
      """)

  /// A document that is too long or too deep.
  package static let yamlTooLarge = Rule(
    "yaml-too-large", .error,
    "Front matter and configuration may have at most 64 KiB and 32 levels. Larger data usually "
      + "belongs in the page's text or a table.",
    session: """
      $ awk 'BEGIN { print "---"; while (i++ < 6000) print "k" i ": value"; print "---" }' > content/page.md
      $ waymark build
      warning[yaml-too-large]: 75 KiB of YAML, but at most 64 KiB are read
       --> content/page.md:2
        |
      2 | k1: value
        |
        = note: the page is withheld

      Built 4 pages in 0.05 s (1 warning)
      Withheld 1 page: 1 unreadable
      """,
    remedy: "Move the data into the text, a table or a file in `data/`.")
}

/// The rules of YAML syntax.
package enum YAMLRules {
  /// All rules of this target.
  package static let all: [Rule] = [
    .yamlSyntax, .yamlAlias, .yamlDuplicateKey, .yamlComment, .yamlTooLarge,
  ]
}
