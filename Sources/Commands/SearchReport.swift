import Diagnostics
import SiteBuild
import SiteModel

/// What an author can do for those who search, as text: words that no title holds, and how the
/// site's search tests end.
struct SearchReport {
  /// So many words are enough to work on.
  private static let wordLimit = 30

  let text: String

  /// Runs the tests of `source`, the site's file of search tests if it has one.
  ///
  /// - Throws: `SearchFailure` where the index cannot be read.
  init(_ tests: SearchTests, _ source: SourceText?) throws {
    var text = "Words that pages are about and no title holds:\n"
    for word in try tests.index.wordsWithoutTitle(limit: Self.wordLimit) {
      text +=
        "  \(TerminalText.line(word.word)): about it \(word.subjects), in all \(word.documents)\n"
    }
    if let source {
      let outcome = tests.run(source)
      text += "\nSearch tests: \(outcome.open.text).\n"
      if outcome.held.count > 0 { text += "Held back: \(outcome.held.text).\n" }
      text +=
        "\n" + TextRenderer(isColored: Terminal.hasColors(.output)).render(outcome.diagnostics)
    } else {
      text += "\nThere are no search tests; write some in content/\(SearchTest.path.text).\n"
    }
    self.text = text
  }
}
