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
    /// The parts of which the score is the sum; empty unless they were asked for.
    package var steps: [Step] = []
  }

  /// A part of the score of a document.
  package struct Step: Sendable, Equatable {
    /// What gives this part of the score.
    package enum Kind: String, Sendable {
      /// A word of the query, in the section that counts most.
      case word
      /// The document has every word.
      case everyWord = "every-word"
      /// Words of the query in the title.
      case title
      /// Words of the query side by side in the title, the lead or a heading.
      case neighbors
    }

    /// What gives this part.
    package var kind: Kind
    /// The word or words of the query; empty for `everyWord` and `title`.
    package var text: String
    /// For a word: the form of it, its completion or its correction that was found.
    package var matched: String
    /// For a word: the heading of the section that counts most; empty for the title and the text before all headings.
    package var section: String
    /// For a word: how much the document says of it, from 0 to 15.
    package var level: Int
    /// This part of the score.
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
