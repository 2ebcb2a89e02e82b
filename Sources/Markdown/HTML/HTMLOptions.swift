/// How a document is written as HTML.
package struct HTMLOptions: Sendable, Hashable {
  /// The dialect of HTML.
  package enum Profile: Sendable, Hashable {
    /// The HTML of a site.
    case guide
    /// The bytes that `cmark_render_html` writes, for tests.
    case commonMark
  }

  /// The caption of the first table.
  package var caption: String?
  /// The label of the column whose cells are the row headers, in any case.
  package var keyColumn: String?
  /// The id of the element that labels a table before the first heading: the page's title.
  package var labelID: String
  /// The words that the markup adds to the text.
  package var labels: HTMLLabels
  /// The dialect of HTML.
  package var profile: Profile

  /// Makes options; the defaults are those of a page without settings.
  package init(
    caption: String? = nil, keyColumn: String? = nil, labelID: String = "title",
    labels: HTMLLabels = HTMLLabels(), profile: Profile = .guide
  ) {
    self.caption = caption
    self.keyColumn = keyColumn
    self.labelID = labelID
    self.labels = labels
    self.profile = profile
  }
}

/// The words that the markup adds to the author's text, in the language of the site.
package struct HTMLLabels: Sendable, Hashable {
  /// The label of the callout `[!NOTE]`.
  package var note = "Note"
  /// The label of the callout `[!TIP]`.
  package var tip = "Tip"
  /// The label of the callout `[!IMPORTANT]`.
  package var important = "Important"
  /// The label of the callout `[!WARNING]`.
  package var warning = "Warning"
  /// The label of the callout `[!CAUTION]`.
  package var caution = "Caution"
  /// The label of the example `[!BAD]`.
  package var bad = "Instead of"
  /// The label of the example `[!GOOD]`.
  package var good = "Say"
  /// The label of the reason `[!WHY]`.
  package var why = "Why"
  /// Followed by a heading's text.
  package var linkToSection = "Link to section"
  /// Followed by the text of a row's key cell.
  package var linkToRow = "Link to row"
  /// The label of the section of footnotes.
  package var footnotes = "Notes"
  /// Followed by the number of a footnote.
  package var footnote = "Note"
  /// The label of the link from a footnote to its reference.
  package var backToText = "Back to the text"

  /// Makes the English labels.
  package init() {}

  /// The label of a callout.
  package func label(of callout: Callout) -> String {
    switch callout {
    case .note: note
    case .tip: tip
    case .important: important
    case .warning: warning
    case .caution: caution
    case .bad: bad
    case .good: good
    case .why: why
    }
  }
}
