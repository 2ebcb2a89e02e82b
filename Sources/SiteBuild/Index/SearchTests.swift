import Diagnostics
import Search
import SiteModel

/// Asks the built index what readers would ask, and says which answers are not found.
package struct SearchTests {
  /// So far down a missed page is looked for, to say where it is.
  private static let depth = 20

  private let site: Site
  package let index: SearchIndex

  /// `nil` where the site has no index, or is none that could be asked.
  package init?(_ build: SiteBuilder.Build) {
    let files = Dictionary(
      build.output.files.map { ($0.path.text, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let index = try? SearchIndex(
      read: { files[SiteIndex.folder + $0] },
      page: { address in files[Route(address).outputPath.text] })
    guard let index else { return nil }
    self.index = index
    site = build.site
  }

  /// One diagnostic for each test whose page is not among the first results, and how many tests ran.
  package func problems(in source: SourceText) -> (diagnostics: [Diagnostic], count: Int) {
    var (tests, diagnostics) = SearchTest.read(source, site: site)
    for test in tests {
      guard let answer = try? index.search(test.query.text, limit: Self.depth) else { continue }
      let address = PageDocument(page: site.pages[test.page], site: site).address
      let place = answer.hits.firstIndex { $0.address == address }
      if let place, place < test.within { continue }
      diagnostics.append(miss(test, place: place, answer, source))
    }
    return (diagnostics, tests.count)
  }

  private func miss(
    _ test: SearchTest, place: Int?, _ answer: SearchAnswer, _ source: SourceText
  ) -> Diagnostic {
    let found = place.map { "result \($0 + 1)" } ?? "not among the first \(Self.depth)"
    let name = site.pages[test.page].title
    return Diagnostic(
      .searchMiss, "“\(test.query.text)” does not find “\(name)”: it is \(found)",
      at: source.location(of: test.query.range),
      notes: answer.hits.first.map {
        [.init("the first result is “\($0.title)”, /\($0.address)")]
      } ?? [],
      help:
        "use the reader’s words in its title, headings or description, or add them to `synonyms`")
  }
}
