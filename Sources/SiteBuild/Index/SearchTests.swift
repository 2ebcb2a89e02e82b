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

  /// How many tests find their page.
  package struct Tally {
    package var count = 0
    /// Where the page is the first result.
    package var first = 0
    /// Where it is among the results that the test allows.
    package var found = 0

    fileprivate mutating func add(_ place: Int?, within: Int) {
      count += 1
      guard let place else { return }
      if place == 0 { first += 1 }
      if place < within { found += 1 }
    }

    /// "8 of 10 find their page, 7 (70 %) as the first result".
    package var text: String {
      guard count > 0 else { return "0 of 0 find their page" }
      let share = (first * 100 + count / 2) / count
      return "\(found) of \(count) find their page, \(first) (\(share) %) as the first result"
    }
  }

  /// What the tests of a file came to.
  package struct Outcome {
    package var diagnostics: [Diagnostic]
    /// The tests that authors may work on.
    package var open = Tally()
    /// The tests that are held back, which say how search does on questions nobody tuned it for.
    package var held = Tally()
  }

  /// Runs every test; one diagnostic for each whose page is not among the first results and that
  /// is not held back, and for each whose query could not be answered.
  package func run(_ source: SourceText) -> Outcome {
    let (tests, diagnostics) = SearchTest.read(source, site: site)
    var outcome = Outcome(diagnostics: diagnostics)
    for test in tests {
      let depth = max(Self.depth, test.within)
      let answer: SearchAnswer
      do {
        answer = try index.search(test.query.text, limit: depth)
      } catch {
        outcome.diagnostics.append(failure(test, error, source))
        if test.isHeld {
          outcome.held.add(nil, within: test.within)
        } else {
          outcome.open.add(nil, within: test.within)
        }
        continue
      }
      let address = PageDocument(page: site.pages[test.page], site: site).address
      let place = answer.hits.firstIndex { $0.address == address }
      if test.isHeld {
        outcome.held.add(place, within: test.within)
        continue
      }
      outcome.open.add(place, within: test.within)
      if place.map({ $0 < test.within }) != true {
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
