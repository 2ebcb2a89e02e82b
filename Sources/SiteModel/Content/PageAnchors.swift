import Markdown

/// The link targets in the text of a page: headings, rows of tables, and footnotes.
package struct PageAnchors: Sendable {
  /// All ids in the HTML of the page.
  let ids: Set<String>
  /// The anchor of the heading that the page shows as its title; it leads to the top of the page.
  let title: String?
  private let headings: [String: String]
  private let sections: [String: Range<Int>]
  private let rows: [String: HTMLFragment.Row]

  init(_ page: ParsedPage) {
    title = page.titleAnchor
    ids = Set(
      page.body.placeholders.compactMap { placeholder in
        if case .id(let id) = placeholder.kind { id } else { nil }
      })
    headings = Dictionary(
      page.outline.map { ($0.anchor, $0.text) }, uniquingKeysWith: { first, _ in first })
    sections = Dictionary(
      page.body.sections.map { ($0.anchor, $0.range) }, uniquingKeysWith: { first, _ in first })
    rows = Dictionary(
      page.body.rows.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The text of the heading, or the title of the row, with this anchor.
  package func title(_ anchor: String) -> String? { headings[anchor] ?? rows[anchor]?.title }

  /// The bytes of the HTML that the section with this anchor covers.
  package func section(_ anchor: String) -> Range<Int>? { sections[anchor] }

  /// The table row with this anchor.
  package func row(_ anchor: String) -> HTMLFragment.Row? { rows[anchor] }
}
