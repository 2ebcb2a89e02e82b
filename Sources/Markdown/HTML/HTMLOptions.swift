/// How a document is written as HTML.
package struct HTMLOptions: Sendable, Hashable {
  package enum Profile: Sendable, Hashable {
    /// What readers get.
    case guide
    /// What `cmark_render_html` writes, byte for byte, to be compared with it.
    case commonMark
  }

  /// The caption of the first table.
  package var caption: String?
  /// The column whose cells head their rows; compared without regard to case.
  package var keyColumn: String?
  /// The id of the element that names a table before the first heading: the page's title.
  package var labelID: String
  /// The words that the markup itself needs.
  package var labels: HTMLLabels
  package var profile: Profile

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

/// The words that the markup needs beside the author's own, in the language of the site.
package struct HTMLLabels: Sendable, Hashable {
  package var note = "Note"
  package var tip = "Tip"
  package var important = "Important"
  package var warning = "Warning"
  package var caution = "Caution"
  package var bad = "Instead of"
  package var good = "Say"
  package var why = "Why"
  /// Followed by a heading's text.
  package var linkToSection = "Link to section"
  /// Followed by the text of a row's head.
  package var linkToRow = "Link to row"
  package var footnotes = "Notes"
  /// Followed by the number of a note.
  package var footnote = "Note"
  package var backToText = "Back to the text"

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
