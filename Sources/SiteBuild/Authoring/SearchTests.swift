import Diagnostics
import Search
import SiteModel

/// Runs the queries of `content/search-tests.yml` on a built index, and reports the pages that are not found.
package struct SearchTests {
  /// How many results are searched for a page, so that its rank can be reported if it is not among the first.
  fileprivate static let depth = 20

  /// The site whose pages the queries find.
  package let site: Site
  /// The index that the tests search.
  package let index: SearchIndex
  private let page: (String) -> [UInt8]?

  /// `nil` where the site has no index that can be searched.
  package init?(_ build: BuildResult) {
    let files = Dictionary(
      build.output.files.map { ($0.path.text, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let page = { (address: String) in files[Route(address).outputPath.text] }
    guard
      let index = try? SearchIndex(read: { files[SearchIndexBuilder.folder + $0] }, page: page)
    else { return nil }
    self.init(site: build.site, index: index, page: page)
  }

  /// The diagnostics of a build, and of its search tests where the site, or a language of it, has some.
  package static func findings(_ build: BuildResult) -> [Diagnostic] {
    let found = build.languages.compactMap { part in
      part.sources.searchTests.flatMap { SearchTests(part)?.run($0).diagnostics }
    }
    return found.isEmpty
      ? build.diagnostics : build.policy.apply(build.diagnostics + found.joined())
  }

  /// The same tests of an index without the questions of readers (`asked` and the tests' own queries).
  package func untaught() -> SearchTests? {
    let files = Dictionary(
      SearchIndexBuilder(site, asked: .none).files().map { ($0.path.text, $0.bytes) },
      uniquingKeysWith: { first, _ in first })
    let index = try? SearchIndex(read: { files[SearchIndexBuilder.folder + $0] }, page: page)
    return index.map { SearchTests(site: site, index: $0, page: page) }
  }

  /// Makes tests of an index that has been opened; `page` returns the HTML at an address, in which phrases are searched.
  package init(
    site: Site, index: SearchIndex, page: @escaping (String) -> [UInt8]? = { _ in nil }
  ) {
    self.site = site
    self.index = index
    self.page = page
  }

  /// How many tests find their pages.
  package struct Tally {
    /// The number of tests.
    package var count = 0
    /// The number of tests whose page is the first result.
    package var first = 0
    /// The number of tests whose page is among the first `within` results.
    package var found = 0

    /// Counts a test; `rank` is `nil` if its page was not found.
    fileprivate mutating func add(_ rank: Int?, within: Int) {
      count += 1
      if rank == 0 { first += 1 }
      if let rank, rank < within { found += 1 }
    }

    /// "8 of 10 find their page, 7 (70 %) as the first result".
    package var text: String {
      guard count > 0 else { return "0 of 0 find their page" }
      let share = (first * 100 + count / 2) / count
      return "\(found) of \(count) find their page, \(first) (\(share) %) as the first result"
    }
  }

  /// The place of a page among the results of a query.
  package struct Rank {
    /// The query.
    package var query: String
    /// The place from 0; `nil` where the page is not among the first results.
    package var rank: Int?
    /// Whether the page is found early enough.
    package var passes: Bool

    /// "result 3".
    package var text: String {
      rank.map { "result \($0 + 1)" } ?? "not among the first \(SearchTests.depth)"
    }
  }

  /// The results of all tests of a file.
  package struct Outcome {
    /// Pages that were not found, queries that failed, and errors in the file of tests.
    package var diagnostics: [Diagnostic]
    /// The results of the tests that may be used to tune search.
    package var open = Tally()
    /// The same tests one by one.
    package var ranks: [Rank] = []
    /// The results of the tests with `held: true`, which are not used for tuning.
    package var held = Tally()
  }

  /// Runs every test.
  ///
  /// There is a diagnostic for each page that is not found, except those of held tests, and for each query that
  /// fails.
  package func run(_ source: SourceText) -> Outcome {
    let (tests, diagnostics) = SearchTest.read(source, site: site)
    var outcome = Outcome(diagnostics: diagnostics)
    for test in tests {
      let tally = test.isHeld ? \Outcome.held : \.open
      let depth = max(Self.depth, test.within)
      do {
        let answer = try index.search(test.query.text, limit: depth)
        let address = PageDocument(page: site.pages[test.page], site: site).address
        let rank = answer.hits.firstIndex { $0.address == address }
        outcome[keyPath: tally].add(rank, within: test.within)
        if test.isHeld { continue }
        let passes = rank ?? depth < test.within
        outcome.ranks.append(Rank(query: test.query.text, rank: rank, passes: passes))
        if !passes {
          outcome.diagnostics.append(miss(test, rank, depth, answer, source))
        }
      } catch {
        outcome[keyPath: tally].add(nil, within: test.within)
        if !test.isHeld {
          outcome.ranks.append(Rank(query: test.query.text, rank: nil, passes: false))
        }
        outcome.diagnostics.append(failure(test, error, source))
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
      case .otherVersion: "the search index has another version of the format"
      }
    return Diagnostic(
      .searchMiss, "“\(test.query.text)” could not be answered: \(reason)",
      at: source.location(of: test.query.range), help: "build the site again")
  }

  private func miss(
    _ test: SearchTest, _ rank: Int?, _ depth: Int, _ answer: SearchAnswer, _ source: SourceText
  ) -> Diagnostic {
    let found = rank.map { "result \($0 + 1)" } ?? "not among the first \(depth)"
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
