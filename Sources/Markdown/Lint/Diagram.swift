import Diagnostics
import Text

extension Rule {
  static let diagram = Rule(
    "diagram", .warning,
    "Other tools draw a fenced block named `mermaid`, `plantuml`, `geojson`, `topojson` or `stl`, by a script in the "
      + "reader's browser. Waymark shows its source.",
    example: """
      content/page.md:
      ```mermaid
      graph LR; A --> B
      ```
      """,
    grouping: .once)
}

/// Finds fenced blocks that other tools draw as diagrams.
enum Diagram: MarkdownCheck {
  static let rules = [Rule.diagram]

  private static let names: Set<String> = ["mermaid", "plantuml", "geojson", "topojson", "stl"]

  static func run(on document: inout LintedDocument) {
    for node in document.document.nodes where node.kind == .codeBlock && node.value >= 3 {
      let info = document.document.text[node.text].prefix(Int(node.value))
      let name = info.prefix { $0.isASCIIAlphanumeric }
      guard
        (3...8) ~= name.count && names.contains(String(decoding: name, as: UTF8.self))
          || info.starts(with: "{mermaid}".utf8)
      else { continue }
      document.report(
        Diagnostic(
          .diagram, "this diagram is shown as its source",
          at: document.location(at: .line(Int(node.line))),
          help: "export it as a picture, `![What it shows](diagram.svg)`, or make it a page of "
            + "`figures/`"))
    }
  }
}
