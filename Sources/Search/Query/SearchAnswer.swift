/// The results of a query.
package struct SearchAnswer: Sendable {
  /// A document that was found.
  package struct Hit: Sendable {
    /// The number of the document in the index.
    package var document: Int
    /// The address relative to the root of the site.
    package var address: String
    /// The title of the document.
    package var title: String
    /// The name of its type.
    package var type: String
    /// The label of its type.
    package var typeLabel: String
    /// Its answer, definition or description.
    package var lead: String
    /// The sections with the highest scores, the best first.
    package var sections: [Section]
    /// Comparable within one answer only.
    package var score: Double
  }

  /// A section that a result links to.
  package struct Section: Sendable, Equatable {
    /// The heading.
    package var heading: String
    /// The id in the page, or empty.
    package var anchor: String
    /// The text to show instead of an excerpt, or empty.
    package var summary: String
  }

  /// An unknown word of the query, and the word that was searched instead.
  package struct Correction: Sendable, Equatable {
    /// The word of the query.
    package var from: String
    /// The word that was searched.
    package var to: String
  }

  /// The best documents, the best first.
  package var hits: [Hit]
  /// The number of documents that were found.
  package var total: Int
  /// The words that were corrected.
  package var corrections: [Correction]
  /// The words of the query that no document has, and that were not corrected.
  package var missing: [String]
  /// The number of documents of each type, before the choice of types is applied.
  package var types: [String: Int]
}
