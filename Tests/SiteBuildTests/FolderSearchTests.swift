import Diagnostics
import Search
import SiteBuild
import TestSupport
import Testing

/// Pages of folders, which the search finds where they are more than lists.
@Suite struct FolderSearchTests {
  /// A site whose folders have pages of so many words; `tests` have the queries.
  private static func missed(words: Int, tests: String) throws -> [String] {
    var site = try TestSite()
    let text = String(repeating: "smoke ", count: 5) + String(repeating: "alarm ", count: words - 5)
    let pages = [
      "testing/README.md": "# Smoke testing\n\n\(text)\n",
      "testing/loads.md": "# Loads\n\nA load test is no smoke test.\n",
    ]
    for (name, page) in pages { site.files["content/" + name] = Array(page.utf8) }
    site.files["waymark.yml"] = Array("title: Folders\n".utf8)
    let source = SourceText(name: "content/search-tests.yml", text: tests)
    return try #require(SearchTests(site.build())).run(source).diagnostics.map(\.message)
  }

  @Test("A folder's page with much to read is found")
  func read() throws {
    let tests = """
      - query: smoke
        page: testing
        within: 1
      - query: smoke
        page: testing/loads
        within: 2

      """
    let missed = try Self.missed(words: 120, tests: tests)
    #expect(missed.isEmpty, "\(missed)")
  }

  @Test("A folder's page with a sentence or two is a list, and what it lists is found")
  func lists() throws {
    let tests = """
      - query: smoke
        page: testing/loads
        within: 1
      - query: smoke
        page: testing

      """
    #expect(try Self.missed(words: 40, tests: tests).count == 1)
  }
}
