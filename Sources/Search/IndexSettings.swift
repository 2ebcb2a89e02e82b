/// The settings of an index, beside its documents.
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
