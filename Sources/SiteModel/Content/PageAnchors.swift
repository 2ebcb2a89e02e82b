import Markdown

/// What can be linked to in a page's text: headings, rows of tables, notes.
package struct PageAnchors: Sendable {
  /// Every id that the page's HTML has.
  let ids: Set<String>
  private let headings: [String: String]
  private let sections: [String: Range<Int>]
  private let rows: [String: HTMLFragment.Row]

  init(_ page: ParsedPage) {
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

  /// What the heading, or the head of the row, with this anchor says.
  package func title(_ anchor: String) -> String? { headings[anchor] ?? rows[anchor]?.title }

  /// The bytes of the page's HTML that the section under this anchor covers.
  package func section(_ anchor: String) -> Range<Int>? { sections[anchor] }

  /// The table row with this anchor.
  package func row(_ anchor: String) -> HTMLFragment.Row? { rows[anchor] }
}
