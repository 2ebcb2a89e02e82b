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
  /// The first anchor of each text of a heading or row, and of each text without differences in case.
  private let byText: [String: String]
  private let byFoldedText: [String: String]

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
    let texts =
      page.outline.map { (AnchorName.words($0.text), $0.anchor) }
      + page.body.rows.map { (AnchorName.words($0.title), $0.anchor) }
    byText = Dictionary(texts, uniquingKeysWith: { first, _ in first })
    byFoldedText = Dictionary(
      texts.map { (AnchorName.folded($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the text of the page has an anchor.
  package func contains(_ anchor: String) -> Bool { ids.contains(anchor) }

  /// The anchor of the first heading or row with a text, whose white space is single spaces.
  func anchor(ofText text: String) -> String? { byText[text] }

  /// The anchor of the first heading or row with a text, without differences in case.
  func anchor(ofFolded text: String) -> String? { byFoldedText[text] }

  /// The text of the heading, or the title of the row, with this anchor.
  package func title(_ anchor: String) -> String? { headings[anchor] ?? rows[anchor]?.title }

  /// The bytes of the HTML that the section with this anchor covers.
  package func section(_ anchor: String) -> Range<Int>? { sections[anchor] }

  /// The table row with this anchor.
  package func row(_ anchor: String) -> HTMLFragment.Row? { rows[anchor] }
}

/// Names of anchors in words, as they are compared.
enum AnchorName {
  /// The words of a text, separated by single spaces.
  static func words(_ text: String) -> String { text.withSingleSpaces }

  /// Words without differences in case.
  static func folded(_ words: String) -> String { words.lowercased() }
}
