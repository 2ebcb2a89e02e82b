import Concurrency
import Search
import SiteModel

/// Repeatedly builds the search index and the other site-level files and diagnostics.
///
/// It is separate from `IncrementalBuilder` because a preview does this on another thread, after the pages are
/// served.
package struct IncrementalIndexer: Sendable {
  private let builder: SiteBuilder
  /// The indexers of the languages of a site that has several.
  private var editions: [(tag: LanguageTag, indexer: IncrementalIndexer)] = []
  private var settings: IndexSettings?
  private var pages = Memo<ContentPath, AnalyzedPage>()

  /// Makes an indexer without earlier results.
  ///
  /// - Parameter builder: The builder of the same site.
  package init(_ builder: SiteBuilder) {
    self.builder = builder
  }

  /// Adds the files and diagnostics that `IncrementalBuilder.buildPages` left out.
  package mutating func complete(_ result: inout BuildResult) {
    if result.editions.isEmpty {
      editions = []
      completeSite(of: &result)
    } else {
      completeEditions(of: &result)
    }
    result.addAddressList()
  }

  /// Completes the result of a site of one language, or of one language.
  private mutating func completeSite(of result: inout BuildResult) {
    let (site, sources) = (result.site, result.sources)
    let index = SearchIndexBuilder(
      site, asked: AskedQuestions(sources.searchTests, site: site))
    if settings != index.settings { pages.removeAll() }
    settings = index.settings
    let known = pages
    let views = result.views
    let ((analyzed, files), (outputs, findings)) = concurrently(
      {
        let analyzed = Self.analyze(index, known)
        return (analyzed, index.files(of: analyzed))
      },
      { [builder] in
        (builder.outputs(of: site, views, sources), builder.findings(in: site, sources))
      })
    pages.store(
      analyzed.lazy.map { ($0.page.path, $0) }, keys: analyzed.lazy.map(\.page.path))
    result.add(outputs.files + files, outputs.diagnostics + findings)
  }

  /// Completes the results of the languages of a site that has several.
  private mutating func completeEditions(of result: inout BuildResult) {
    var results: [BuildResult] = []
    let known = editions
    editions = []
    for (_, edition) in result.editions {
      let tag = edition.site.configuration.languageTag
      var (indexer, edition) = (
        known.first { $0.tag == tag }?.indexer ?? IncrementalIndexer(builder), edition
      )
      indexer.completeSite(of: &edition)
      editions.append((tag, indexer))
      results.append(edition)
    }
    result = BuildResult(
      joining: results, prefixes: result.editions.map(\.prefix), of: result.sources,
      diagnostics: result.shared)
  }

  private static func analyze(
    _ index: SearchIndexBuilder, _ known: Memo<ContentPath, AnalyzedPage>
  ) -> [AnalyzedPage] {
    index.pages.concurrentMap(inPartsOf: SearchIndexBuilder.partSize, with: index.analyzer) {
      analyzer, page in
      if let known = known[page.path], known.page.parsed === page.parsed,
        known.page.route == page.route, known.asked == index.questions(of: page)
      {
        return known
      }
      return index.analyze(page, by: &analyzer)
    }
  }
}
