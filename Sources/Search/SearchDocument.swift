/// A document to index: its title, its sections, and what results show of them.
package struct SearchDocument: Sendable {
  /// A part of a document that a result can link to.
  package struct Section: Sendable {
    /// The heading; empty for the text before the first heading.
    package var heading: String
    /// The id in the page, or empty.
    package var anchor: String
    /// The text to search, without the heading.
    package var text: String
    /// The text that a result shows instead of an excerpt, or empty.
    package var summary: String

    /// Makes a section.
    package init(heading: String, anchor: String, text: String, summary: String = "") {
      self.heading = heading
      self.anchor = anchor
      self.text = text
      self.summary = summary
    }
  }

  /// The address relative to the root of the site.
  package var address: String
  /// The title.
  package var title: String
  /// Other names, with the weight of a title.
  package var otherNames: [String]
  /// The name of its type, which is one of `IndexSettings.types`.
  package var type: String
  /// The names of its topics, which are among `IndexSettings.topics`.
  package var topics: [String]
  /// The answer, definition or description that a result shows.
  ///
  /// It is searched like the text.
  package var lead: String
  /// The sections in their order.
  package var sections: [Section]
  /// Questions that the document answers, in the words of readers; they are searched and not shown.
  package var asked: [String]

  /// Makes a document.
  package init(
    address: String, title: String, otherNames: [String] = [], type: String,
    topics: [String] = [], lead: String = "", sections: [Section] = [], asked: [String] = []
  ) {
    self.address = address
    self.title = title
    self.otherNames = otherNames
    self.type = type
    self.topics = topics
    self.lead = lead
    self.sections = sections
    self.asked = asked
  }
}
