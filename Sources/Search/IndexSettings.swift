/// The settings of an index.
package struct IndexSettings: Sendable, Hashable {
  /// A type or topic by which results can be filtered.
  package struct Facet: Sendable, Hashable {
    /// The name in documents.
    package var name: String
    /// The label that readers see.
    package var label: String
    /// Whether documents of this type list others.
    ///
    /// They rank after what they list, whose texts they repeat.
    package var isList: Bool

    /// Makes a facet.
    package init(name: String, label: String, isList: Bool = false) {
      self.name = name
      self.label = label
      self.isList = isList
    }
  }

  /// The language of the texts as a BCP 47 tag.
  ///
  /// It decides which words are forms of one, and which are too common to be searched.
  package var language: String
  /// The types of documents.
  package var types: [Facet]
  /// The topics of documents.
  package var topics: [Facet]
  /// Groups of words and phrases with the same meaning.
  package var synonyms: [[String]]

  /// Makes settings.
  package init(
    language: String, types: [Facet], topics: [Facet] = [], synonyms: [[String]] = []
  ) {
    self.language = language
    self.types = types
    self.topics = topics
    self.synonyms = synonyms
  }

  /// What is known of the language; `nil` where its words are not told to be forms of one.
  var textLanguage: TextLanguage? { TextLanguage(tag: language) }

  var stopWords: StopWords { textLanguage?.stopWords ?? .none }
}
