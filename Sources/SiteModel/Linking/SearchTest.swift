import Diagnostics
import YAML

/// A question as a reader would type it, and the page that answers it.
package struct SearchTest: Sendable {
  package let query: LocatedText
  package let page: PageID
  /// Where the page's name stands, for messages.
  package let pageRange: Range<Int>
  /// Among so many first results the page must be.
  package let within: Int
  /// Whether it is held back from tuning: it is counted, and no miss is reported.
  package let isHeld: Bool

  /// Where authors write them.
  package static let path = ContentPath("search-tests.yml")
  /// How many results a reader looks at, where a test does not say.
  private static let defaultWithin = 3

  /// What a test may say.
  package static let fields: [Field] = [
    Field("query", .text, "what a reader would type"),
    Field("page", .word, "the page that answers it: `faq/how-long`"),
    Field("within", .integer, "among how many first results it must be; 3"),
    Field("held", .boolean, "counted apart and never reported: nobody tunes the search for it"),
  ]

  /// Reads the tests; whatever is wrong is left out and reported.
  package static func read(
    _ source: SourceText, site: Site
  ) -> (tests: [SearchTest], diagnostics: [Diagnostic]) {
    if let problem = InvalidUTF8.problem(in: source) { return ([], [problem]) }
    var (root, diagnostics) = YAMLReader.read(source, 0..<source.bytes.count)
    guard let root, !root.isNull else { return ([], diagnostics) }
    guard case .sequence(let items) = root.content else {
      diagnostics.append(
        Diagnostic(
          .wrongType, "expected a list of tests, found \(root.kindName)",
          at: source.location(of: root.range),
          help: "begin each test with `- query: …`, and write `page: …` under it"))
      return ([], diagnostics)
    }
    var reader = FieldReader(source, owner: "a search test", setsPunctuation: false)
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
      guard let page = site.page(at: ContentPath(name.text + ".md")) else {
        diagnostics.append(unknownPage(name, source, site))
        continue
      }
      let within = record.integer("within") ?? defaultWithin
      if within < 1, let range = record.range(of: "within") {
        diagnostics.append(
          Diagnostic(
            .wrongType, "`within` counts from 1, not \(within)", at: source.location(of: range)))
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
          naming: name, from: site.pages.map { String($0.path.text.dropLast(".md".count)) },
          in: source, else: "name it by its path below `content/`, without the ending")
      })
  }
}
