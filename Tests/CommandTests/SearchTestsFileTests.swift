import Foundation
import Testing

/// The author's own questions, which `check` asks.
@Suite struct SearchTestsFileTests {
  private func makeSite(_ tests: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\ntitle: Prepare for an interview\n---\nRehearse aloud.\n",
      to: "content/articles/interview.md")
    try folder.write(
      "---\ntitle: Other\n---\n## Interview\nRehearse.\n", to: "content/articles/other.md")
    try folder.write(tests, to: "content/search-tests.yml")
    return folder
  }

  @Test("Questions that find their page are passed over in silence, and never published")
  func passing() throws {
    let folder = try makeSite(
      """
      - query: how to prepare for interviews
        page: articles/interview
        within: 1
      - query: rehearse aloud
        page: articles/interview
      """)
    let result = try Tool.run("check", "--strict", in: folder.url)
    #expect(result.status == 0 && !result.errors.contains("search"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(folder.files(in: "public").keys.allSatisfy { !$0.contains("search-tests") })
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(report.status == 0)
    #expect(
      report.output.contains(
        "\nSearch tests: 2 of 2 find their page, 2 (100 %) as the first result.\n"))
  }

  @Test("A question that misses its page says what was found instead")
  func missing() throws {
    let folder = try makeSite(
      """
      - query: interview
        page: articles/other
        within: 1
      - query: nothing of the kind
        page: articles/other
      - query: if not for this
        page: articles/other
      """)
    let result = try Tool.run("check", in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.output.contains(
        """
        warning[search-miss]: “interview” does not find “Other”: it is result 2
         --> content/search-tests.yml:1:10
        """), "\(result.output)")
    #expect(result.output.contains("the first result is “Prepare for an interview”"))
    #expect(result.output.contains("does not find “Other”: it is not among the first 20"))
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 1)
    // A build does not ask.
    #expect(try Tool.run("build", "--strict", in: folder.url).status == 0)
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(
      report.output.contains(
        """

        Search tests: 1 of 3 find their page, 1 (33 %) as the first result.

        Found only because of `asked` and the queries of search tests, 1 of 3:
          “nothing of the kind”: result 1, without them not among the first 20
        Without them 0 of 3 find their page, 0 (0 %) as the first result.

        """))
    #expect(report.output.contains("[search-miss]"))
    try folder.write(
      "title: Small\nbase_url: https://example.org\nchecks:\n  search-miss: off\n",
      to: "waymark.yml")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
  }

  @Test("Tests that are held back are counted apart, and no miss of theirs is reported")
  func heldBack() throws {
    let folder = try makeSite(
      """
      - query: prepare
        page: articles/interview
      - {query: rehearse aloud, page: articles/interview, held: true}
      - {query: nothing of the kind, page: articles/other, held: true}
      """)
    let check = try Tool.run("check", "--strict", "--report", in: folder.url)
    #expect(check.status == 0 && !check.output.contains("search-miss"), "\(check.output)")
    let expected = """
      Search tests: 1 of 1 find their page, 1 (100 %) as the first result.
      Held back: 1 of 2 find their page, 1 (50 %) as the first result.
      """
    #expect(check.output.contains("\n" + expected + "\n"), "\(check.output)")
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(!report.output.isEmpty && check.output.hasPrefix(report.output))
    #expect(try Tool.run("check", "--report", "--format", "json", in: folder.url).status == 2)
  }

  @Test("A page that is none is told of, with the nearest one")
  func unknownPage() throws {
    let folder = try makeSite(
      """
      - query: interview
        page: articles/intervew
      - query: interview
        page: zzz
      - query: interview
        page: articles/interview
      """)
    let result = try Tool.run("check", "--strict", in: folder.url)
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        """
        error[broken-link]: no page matches `articles/intervew`
         --> content/search-tests.yml:2:9
        """), "\(result.output)")
    #expect(result.output.contains("did you mean `articles/interview`?"))
    #expect(result.output.contains("write its path below `content/`"))
    // Only what could be asked is counted.
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(
      report.output.contains(
        "\nSearch tests: 1 of 1 find their page, 1 (100 %) as the first result.\n"))
  }

  @Test(
    "A file of another shape is told of",
    arguments: [
      ("query: a\n", "wrong-type", "expected a list of tests"),
      ("- one\n", "wrong-type", "found text"),
      ("- query: a\n", "wrong-type", "a search test needs a `query` and a `page`"),
      ("- query: [a]\n  page: about\n", "wrong-type", "`query` must be"),
      ("- query: a\n  page: about\n  within: soon\n", "wrong-type", "`within` must be"),
      ("- query: a\n  page: about\n  within: 0\n", "wrong-type", "`within` must be at least 1"),
      ("- query: a\n  page: about\n  pgae: b\n", "unknown-key", "`page` is already set"),
      ("- query: \"a\n", "yaml-syntax", "search-tests.yml"),
    ])
  func shapes(text: String, id: String, words: String) throws {
    let folder = try makeSite(text)
    let result = try Tool.run("check", "--strict", in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.contains("[\(id)]"), "\(result.output)")
    #expect(result.output.contains(words), "\(result.output)")
    #expect(result.output.contains("content/search-tests.yml"))
  }

  @Test("A test may look further down than a reader does")
  func within() throws {
    let folder = try makeSite("- query: words in common\n  page: articles/z\n  within: 30\n")
    for number in 0..<25 {
      try folder.write(
        "---\ntitle: Words in common \(number)\n---\n", to: "content/articles/p\(number).md")
    }
    try folder.write("---\ntitle: Last\n---\nwords in common\n", to: "content/articles/z.md")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
  }

  @Test("An empty file, and one that is no UTF-8")
  func bytes() throws {
    let folder = try makeSite("# Nothing yet.\n")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
    #expect(
      try Tool.run("search", "--report", in: folder.url).output
        .contains("\nSearch tests: 0 of 0 find their page.\n"))
    try folder.write(Data([0x2D, 0x20, 0xFF]), to: "content/search-tests.yml")
    #expect(try Tool.run("check", in: folder.url).output.contains("error[invalid-utf8]"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/search-tests.yml"))
    #expect(
      try Tool.run("search", "--report", in: folder.url).output
        .contains("There are no search tests. Add some in content/search-tests.yml."))
  }

  @Test("The report lists frequent words that no title contains")
  func report() throws {
    let folder = try makeSite("")
    for number in 0..<3 {
      try folder.write(
        "---\ntitle: Page \(number)\n---\n## Negotiation\nNegotiate, negotiating.\n",
        to: "content/articles/n\(number).md")
    }
    let result = try Tool.run("search", "--report", in: folder.url)
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("Frequent words that no title contains:\n"))
    #expect(
      result.output.contains("  negotiate: main subject of 3, on 3 in all\n"), "\(result.output)")
    #expect(!result.output.contains("  interview"))
    try folder.write(
      "title: Small\nsynonyms: [interview = conversation, negotiate = haggle = bargain]\n",
      to: "waymark.yml")
    let same = try Tool.run("search", "--report", in: folder.url).output
    #expect(!same.contains("conversation"), "\(same)")
    #expect(same.split(separator: /negotiate:|haggle:|bargain:/).count == 2, "\(same)")
    try folder.write("---\ntitle: A\nslug: b\n---\nText.", to: "content/a.md")
    try folder.write("---\ntitle: B\n---\nText.", to: "content/b.md")
    let broken = try Tool.run("search", "--report", in: folder.url)
    #expect(broken.status == 1)
    #expect(broken.errors.contains("error[duplicate-route]"), "\(broken.errors)")
  }
}
