import Diagnostics
import Text

extension Rule {
  static let contentsMarker = Rule(
    "contents-marker", .warning,
    "`[TOC]` and `[[_TOC_]]` stand for a table of contents in other tools. Waymark's pages show their "
      + "contents without it, and the marker as text.",
    example: """
      content/page.md:
      [TOC]

      ## First

      Text.
      """,
    grouping: .once)
}

/// Finds markers of tables of contents.
enum ContentsMarker: MarkdownCheck {
  static let rules = [Rule.contentsMarker]

  private static let markers: Set<String> = [
    "[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{{toc}}", "{:toc}", "{:.toc}", "[[__toc__]]",
  ]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("TOC") || document.prose.contains("toc") else { return }
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      guard text.count <= 12,
        markers.contains(String(decoding: text, as: UTF8.self).lowercased())
      else { continue }
      document.report(
        .contentsMarker, "this marker of a table of contents is shown as text",
        text.startIndex..<text.endIndex,
        Advice(
          "remove it: pages show their contents without it",
          fixes: [Fix("", .certain, label: "remove the marker")]))
    }
  }
}
