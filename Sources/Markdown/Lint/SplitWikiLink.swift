import Diagnostics

extension Rule {
  static let splitWikiLink = Rule(
    "split-wiki-link", .warning,
    "In a table `|` ends a cell, even between `[[` and `]]`. Write it as `\\|` inside a wiki link.",
    example: """
      content/soup.md:
      # Soup
      content/page.md:
      | Dish | Takes |
      | --- | --- |
      | [[soup|Leek soup]] | 40 min |
      """)
}

/// Finds wiki links that the `|` of a table splits.
enum SplitWikiLink: MarkdownCheck {
  static let rules = [Rule.splitWikiLink]

  static func run(on document: inout LintedDocument) {
    guard document.document.options.syntax.contains(.wikiLinks) else { return }
    for row in document.rows where row.holdsOpenLink { review(row, &document) }
  }

  private static func review(_ row: TableRow, _ document: inout LintedDocument) {
    var opened = false
    for (index, part) in row.parts.enumerated() {
      let closing = row.firstPair("]", in: part)
      if opened, let closing, row.lastPair("[", in: part).map({ $0 > closing }) ?? true {
        let pipe = row.parts[index - 1].upperBound
        document.report(
          Diagnostic(
            .splitWikiLink, "the `|` in this wiki link ends the cell",
            at: document.location(of: pipe..<(pipe + 1)),
            // Brackets around the end of a cell have no other meaning.
            advice: Advice("write it as `\\|`", fixes: [Fix("\\|", .certain)])))
      }
      if let open = row.lastPair("[", in: part) {
        opened = row.firstPair("]", in: open..<part.upperBound) == nil
      } else if closing != nil {
        opened = false
      }
    }
  }
}
