import Diagnostics
import YAML

/// A search query and the page that should be among its first results.
package struct SearchTest: Sendable {
  /// The query of a reader.
  package let query: LocatedText
  /// The page that should be found.
  package let page: PageID
  /// The source range of the page name.
  package let pageRange: Range<Int>
  /// The number of first results that must contain the page.
  package let within: Int
  /// Whether the test is held out from tuning: it is counted, and its failure is not reported.
  package let isHeld: Bool

  /// The path of the file with search tests.
  package static let path = ContentFolder.searchTests
  /// The default of `within`.
  private static let defaultWithin = 3

  /// The keys of a test.
  package static let fields: [Field] = [
    Field("query", .text, "the query of a reader"),
    Field("page", .word, "the page that should be found: `faq/how-long`"),
    Field("within", .integer, "the number of first results that must contain it; 3"),
    Field("held", .boolean, "whether it is held out from tuning: counted apart and never reported"),
  ]

  /// Reads the tests.
  ///
  /// Invalid tests are reported and left out.
  package static func read(
    _ source: SourceText, site: Site
  ) -> (tests: [SearchTest], diagnostics: [Diagnostic]) {
    if let diagnostic = InvalidUTF8.diagnostic(in: source) { return ([], [diagnostic]) }
    var (root, diagnostics) = YAMLReader.read(source, 0..<source.bytes.count)
    guard let root, !root.isNull else { return ([], diagnostics) }
    guard case .sequence(let items) = root.content else {
      diagnostics.append(
        Diagnostic(
          .wrongType, "expected a list of tests, but found \(root.kindName)",
          at: source.location(of: root.range),
          help: "start each test with `- query: …`, and write `page: …` below"))
      return ([], diagnostics)
    }
    var reader = FieldReader(source, owner: "a search test", quotationMarks: nil)
    var tests: [SearchTest] = []
    for item in items {
      let record = reader.read(item, fields)
      guard let query = record.locatedText("query"), let name = record.locatedText("page") else {
        if case .mapping = item.content {
          diagnostics.append(
            Diagnostic(
              .wrongType, "a search test needs a `query` and a `page`",
              at: source.location(of: item.range)))
        }
        continue
      }
      guard
        let page = site.page(at: ContentPath(name.text + ".md"))
          ?? site.page(at: ContentPath(name.text + "/_index.md"))
      else {
        diagnostics.append(unknownPage(name, source, site))
        continue
      }
      let within = record.integer("within") ?? defaultWithin
      if within < 1, let range = record.range(of: "within") {
        diagnostics.append(
          Diagnostic(
            .wrongType, "`within` must be at least 1, not \(within)", at: source.location(of: range)
          ))
      }
      tests.append(
        SearchTest(
          query: query, page: page.id, pageRange: name.range, within: max(1, within),
          isHeld: record.boolean("held") ?? false))
    }
    return (tests, diagnostics + reader.diagnostics)
  }

  private static func unknownPage(
    _ name: LocatedText, _ source: SourceText, _ site: Site
  ) -> Diagnostic {
    Diagnostic(
      .brokenLink, "no page matches `\(name.text)`", at: source.location(of: name.range),
      finding: {
        Advice(
          naming: name, from: site.pages.map(\.reference),
          in: source,
          else: "write its path below `\(site.configuration.content.name)/`, without the extension")
      })
  }
}
