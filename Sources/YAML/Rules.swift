import Diagnostics

extension Rule {
  package static let yamlSyntax = Rule(
    "yaml-syntax", .error,
    "Front matter and configuration are YAML. A value that holds `: ` or starts with one of "
      + "`[ { & * ! | > ' \" % @` or a backquote must stand in quotation marks, and nested keys are "
      + "indented by spaces, never by tabs.")

  package static let yamlAlias = Rule(
    "yaml-alias", .error,
    "YAML's anchors (`&name`) and aliases (`*name`) are refused: a few lines of them can stand for "
      + "gigabytes. Write the value out.")

  package static let yamlDuplicateKey = Rule(
    "yaml-duplicate-key", .error,
    "A key that stands twice in one mapping is a mistake: only one of the two values could count.")

  package static let yamlTooLarge = Rule(
    "yaml-too-large", .error,
    "Front matter and configuration may be 64 KiB long and 32 levels deep. What is larger is "
      + "almost always content in the wrong place.")
}

/// What reading YAML can report.
package enum YAMLRules {
  package static let all: [Rule] = [.yamlSyntax, .yamlAlias, .yamlDuplicateKey, .yamlTooLarge]
}
