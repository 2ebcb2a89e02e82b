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

/// What an index is made by, beside its documents.
package struct IndexSettings: Sendable, Hashable {
  /// A facet: a kind or a topic, with the word that readers see.
  package struct Facet: Sendable, Hashable {
    package var name: String
    package var label: String

    package init(name: String, label: String) {
      self.name = name
      self.label = label
    }
  }

  /// The language of the texts as a BCP 47 tag; words are stemmed where it is English.
  package var language: String
  package var types: [Facet]
  package var topics: [Facet]
  /// Groups of words and phrases that mean the same.
  package var synonyms: [[String]]

  package init(
    language: String, types: [Facet], topics: [Facet] = [], synonyms: [[String]] = []
  ) {
    self.language = language
    self.types = types
    self.topics = topics
    self.synonyms = synonyms
  }

  /// Whether words are stemmed, which both sides must do alike.
  var isStemmed: Bool {
    let tag = language.lowercased()
    return tag == "en" || tag.hasPrefix("en-")
  }

  var stopWords: StopWords { isStemmed ? .english : .none }
}

/// A file of an index.
package struct IndexFile: Sendable, Equatable {
  /// Relative to the index's folder.
  package var name: String
  package var bytes: [UInt8]
}
