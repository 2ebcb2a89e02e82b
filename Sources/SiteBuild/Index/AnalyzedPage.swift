import Search
import SiteModel

/// A page as the search index holds it.
struct AnalyzedPage: Sendable {
  let page: Page
  /// What search results show of the page.
  let document: SearchDocument
  let analysis: DocumentAnalysis
}
