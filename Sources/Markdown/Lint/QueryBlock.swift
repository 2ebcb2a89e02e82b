import Diagnostics
import Text

extension Rule {
  static let queryBlock = Rule(
    "query-block", .warning,
    "Obsidian and its plugins show the result of a fenced block named `query`, `base`, `dataview`, `dataviewjs` or "
      + "`tasks`. Waymark shows its source.",
    example: """
      content/page.md:
      ```dataview
      LIST FROM #soup
      ```
      """,
    grouping: .once)
}

/// Finds fenced blocks that stand for a list of notes.
enum QueryBlock: MarkdownCheck {
  static let rules = [Rule.queryBlock]

  private static let names: Set<String> = ["query", "base", "dataview", "dataviewjs", "tasks"]

  static func run(on document: inout LintedDocument) {
    for node in document.document.nodes where node.kind == .codeBlock && (4...16) ~= node.value {
      let info = document.document.text[node.text].prefix(Int(node.value))
      guard names.contains(String(decoding: info, as: UTF8.self).lowercased()) else { continue }
      document.report(
        Diagnostic(
          .queryBlock, "this query of Obsidian is shown as its source",
          at: document.location(at: .line(Int(node.line))),
          help: "write the list, or give the pages a tag: every tag has a page that lists them"))
    }
  }
}
