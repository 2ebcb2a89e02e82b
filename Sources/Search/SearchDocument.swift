/// What can be found: a title, sections of text, and what a result shows of them.
package struct SearchDocument: Sendable {
  /// A part of a document that a result can lead to.
  package struct Section: Sendable {
    /// What readers see as the section's name; empty for what stands before the first heading.
    package var heading: String
    /// The id in the page, or empty.
    package var anchor: String
    /// The words to be found, without the heading's.
    package var text: String
    /// What a result shows in place of an excerpt, or empty.
    package var summary: String

    package init(heading: String, anchor: String, text: String, summary: String = "") {
      self.heading = heading
      self.anchor = anchor
      self.text = text
      self.summary = summary
    }
  }

  /// The address, relative to the site's root.
  package var address: String
  package var title: String
  /// Other names, which count as the title does.
  package var otherNames: [String]
  /// The name of its kind; one of `IndexSettings.types`.
  package var type: String
  /// Names of what it is about; some of `IndexSettings.topics`.
  package var topics: [String]
  /// The answer, definition or description that a result shows at once; searched like a text.
  package var lead: String
  package var sections: [Section]

  package init(
    address: String, title: String, otherNames: [String] = [], type: String,
    topics: [String] = [], lead: String = "", sections: [Section] = []
  ) {
    self.address = address
    self.title = title
    self.otherNames = otherNames
    self.type = type
    self.topics = topics
    self.lead = lead
    self.sections = sections
  }
}
