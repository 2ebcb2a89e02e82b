import Search
import SiteModel

/// A page with its document and word counts for the search index.
struct AnalyzedPage: Sendable {
  let page: Page
  /// The questions that were analyzed with the page.
  let asked: [String]
  /// The parts of the document that search results show.
  let document: SearchDocument
  let analysis: DocumentAnalysis
}
