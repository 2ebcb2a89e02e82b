/// What was found for a query.
package struct SearchAnswer: Sendable {
  package struct Hit: Sendable {
    /// The document's number in the index.
    package var document: Int
    /// Relative to the site's root.
    package var address: String
    package var title: String
    package var type: String
    package var typeLabel: String
    package var lead: String
    /// The sections that say most about it, the best first.
    package var sections: [Section]
    /// Comparable within one answer only.
    package var score: Double
  }

  package struct Section: Sendable, Equatable {
    package var heading: String
    package var anchor: String
    package var summary: String
  }

  /// A word that was not known, and what was looked up in its place.
  package struct Correction: Sendable, Equatable {
    package var from: String
    package var to: String
  }

  package var hits: [Hit]
  /// How many documents were found.
  package var total: Int
  package var corrections: [Correction]
  /// How many of the found documents are of each type, before types were chosen among.
  package var types: [String: Int]
}
