import Diagnostics
import Search
import SiteBuild
import TestSupport
import Testing

/// Search tests whose search cannot be answered.
@Suite struct FailedSearchTests {
  /// A site whose index is too large for one file.
  static func site() throws -> TestSite {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Large\n".utf8)
    var random = SeededGenerator()
    for page in 0..<40 {
      let words = (0..<900).map { _ in
        String(UInt64.random(in: 0..<1 << 40, using: &random), radix: 36)
      }
      let text = "---\ntitle: Title\(page)\n---\n" + words.joined(separator: " ") + "\n"
      site.files["content/p\(page).md"] = Array(text.utf8)
    }
    return site
  }

  private static let tests = SourceText(
    name: "content/search-tests.yml",
    text: "- query: title3\n  page: p3\n- query: title4\n  page: p5\n  within: 1\n")

  @Test("All are asked where the index is whole")
  func whole() throws {
    let tests = try #require(SearchTests(Self.site().build()))
    let outcome = tests.run(Self.tests)
    #expect(outcome.open.count == 2)
    #expect(outcome.open.found == 1)
    #expect(
      outcome.diagnostics.map(\.message) == [
        "“title4” does not find “Title5”: it is not among the first 20"
      ])
  }

  @Test("A search that fails is a test that fails, and says why", arguments: [true, false])
  func failing(isMissing: Bool) throws {
    let build = try Self.site().build()
    let files = Dictionary(
      build.output.files.map { ($0.path.text, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let index = try SearchIndex(read: { name in
      if name.hasPrefix("boot") { return files["search/" + name] }
      return isMissing ? nil : [1, 2, 3]
    })
    let outcome = SearchTests(site: build.site, index: index).run(Self.tests)
    #expect(outcome.open.count == 2)
    #expect(outcome.open.found == 0)
    let text = TextRenderer().render(outcome.diagnostics)
    #expect(outcome.diagnostics.count == 2)
    #expect(text.contains("“title3” could not be answered"), "\(text)")
    #expect(text.contains(isMissing ? "of the search index is missing" : "damaged"), "\(text)")
    #expect(text.contains("content/search-tests.yml:1:10"), "\(text)")
  }
}
