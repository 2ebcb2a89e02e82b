import Diagnostics
import SiteBuild
import SiteModel

/// A report on a site's search: frequent words that no title contains, and the results of search tests.
struct SearchReport {
  /// The largest number of words that are listed.
  private static let wordLimit = 30

  let text: String

  /// Runs the tests in `source`, the site's file of search tests, if there is one.
  ///
  /// - Throws: `SearchFailure` where the index cannot be read.
  init(_ tests: SearchTests, _ source: SourceText?) throws {
    var text = "Frequent words that no title contains:\n"
    for word in try tests.index.wordsWithoutTitle(
      limit: Self.wordLimit, synonyms: tests.site.configuration.synonyms)
    {
      text +=
        "  \(TerminalText.line(word.word)): main subject of \(word.subjects), on \(word.documents) in all\n"
    }
    if let source {
      let outcome = tests.run(source)
      text += "\nSearch tests: \(outcome.open.text).\n"
      if outcome.held.count > 0 { text += "Held back: \(outcome.held.text).\n" }
      text += Self.taught(outcome, tests.untaught()?.run(source))
      text +=
        "\n" + TextRenderer(isColored: Terminal.hasColors(.output)).render(outcome.diagnostics)
    } else {
      text +=
        "\nThere are no search tests. Add some in \(tests.site.configuration.content.path(of: SearchTest.path)).\n"
    }
    self.text = text
  }

  /// The reports on the search of each language of a site, if it has several; empty where nothing can be searched.
  static func text(of build: BuildResult) throws -> String {
    let parts = build.languages
    return try parts.compactMap { part in
      guard let tests = SearchTests(part) else { return nil }
      let text = try SearchReport(tests, part.sources.searchTests).text
      let configuration = part.site.configuration
      return parts.count > 1 ? "\(configuration.content.name)\n\n\(text)" : text
    }.joined(separator: "\n")
  }

  /// The tests that pass only because their queries, or `asked` of their pages, are searched.
  private static func taught(
    _ outcome: SearchTests.Outcome, _ untaught: SearchTests.Outcome?
  ) -> String {
    guard let untaught else { return "" }
    let taught = zip(outcome.ranks, untaught.ranks).filter { $0.passes && !$1.passes }
    guard !taught.isEmpty else { return "" }
    let lines = taught.map { rank, other in
      "  “\(TerminalText.line(rank.query))”: \(rank.text), without them \(other.text)\n"
    }
    return
      "\nFound only because of `asked` and the queries of search tests, \(taught.count) of \(outcome.open.count):\n"
      + lines.joined() + "Without them \(untaught.open.text).\n"
  }
}
