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
    self.init(site: build.site, index: index)
  }

  package init(site: Site, index: SearchIndex) {
    self.site = site
    self.index = index
  }

  /// What the tests of a file came to.
  package struct Outcome {
    package var diagnostics: [Diagnostic]
    /// How many tests were read, and how many of them find their page.
    package var count: Int
    package var passed: Int
  }

  /// Runs every test; one diagnostic for each whose page is not among the first results, or whose
  /// query could not be answered.
  package func run(_ source: SourceText) -> Outcome {
    let (tests, diagnostics) = SearchTest.read(source, site: site)
    var outcome = Outcome(diagnostics: diagnostics, count: tests.count, passed: 0)
    for test in tests {
      let depth = max(Self.depth, test.within)
      let answer: SearchAnswer
      do {
        answer = try index.search(test.query.text, limit: depth)
      } catch {
        outcome.diagnostics.append(failure(test, error, source))
        continue
      }
      let address = PageDocument(page: site.pages[test.page], site: site).address
      let place = answer.hits.firstIndex { $0.address == address }
      if let place, place < test.within {
        outcome.passed += 1
      } else {
        outcome.diagnostics.append(miss(test, place: place, depth, answer, source))
      }
    }
    return outcome
  }

  private func failure(
    _ test: SearchTest, _ failure: SearchFailure, _ source: SourceText
  ) -> Diagnostic {
    let reason =
      switch failure {
      case .missing(let file): "`\(file)` of the search index is missing"
      case .damaged: "the search index is damaged"
      case .outdated: "the search index has a file of another build"
      }
    return Diagnostic(
      .searchMiss, "“\(test.query.text)” could not be answered: \(reason)",
      at: source.location(of: test.query.range), help: "build the site again")
  }

  private func miss(
    _ test: SearchTest, place: Int?, _ depth: Int, _ answer: SearchAnswer, _ source: SourceText
  ) -> Diagnostic {
    let found = place.map { "result \($0 + 1)" } ?? "not among the first \(depth)"
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
