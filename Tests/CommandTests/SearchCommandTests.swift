import Foundation
import Testing

@Suite struct SearchCommandTests {
  /// What `--json` writes.
  private struct Answer: Decodable {
    struct Section: Decodable {
      var heading: String
      var anchor: String
      var text: String
    }
    struct Result: Decodable {
      var url: String
      var title: String
      var type: String
      var score: Double
      var lead: String
      var sections: [Section]
      var explanation: [Step]?
    }
    struct Step: Decodable {
      var kind: String
      var text: String
      var score: Double
    }
    struct Correction: Decodable, Equatable {
      var from: String
      var to: String
    }
    var total: Int
    var corrections: [Correction]
    var types: [String: Int]
    var results: [Result]
  }

  /// What `--queries` writes on each line.
  private struct Line: Decodable {
    struct Result: Decodable {
      var url: String
      var title: String
      var type: String
      var score: Double
    }
    var id: String
    var results: [Result]
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, _ text: some StringProtocol
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// A site with a page of most kinds that search tells apart.
  private func makeSite(_ configuration: String = "", build: Bool = true) throws -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "title: Small\nbase_url: https://example.org\n" + configuration, to: "waymark.yml")
    try folder.write(
      "---\ntitle: Prepare for an interview\ndescription: Rehearse \"aloud\".\n---\n"
        + "An opening.\n\n## Questions to ask\n\nAsk about the portfolio & the team.\n",
      to: "content/articles/interview.md")
    try folder.write(
      "---\ntitle: How long does it take?\nanswer: Six months.\n---\n", to: "content/faq/long.md")
    try folder.write(
      "---\ntitle: Product manager\naliases: [PM]\ndefinition: Decides what to build.\n---\n",
      to: "content/glossary/product-manager.md")
    if build { #expect(try Tool.run("build", in: folder.url).status == 0) }
    return folder
  }

  @Test("An answer for a person: what was found, where, and what was corrected")
  func text() throws {
    let folder = try makeSite()
    let result = try Tool.run("search", "qestions portfolio", in: folder.url)
    #expect(result.status == 0 && result.errors == "")
    #expect(
      result.output == """
        2 pages for “qestions portfolio”
          “qestions” was read as “questions”

        1. Prepare for an interview  (Guide)  /articles/interview/
           Rehearse "aloud".
           › Questions to ask  #questions-to-ask

        2. How long does it take?  (Question)  /faq/long/
           Six months.

        """)
    let none = try Tool.run("search", "zzzzzz", in: folder.url)
    #expect(none.status == 0)
    #expect(none.output == "0 pages for “zzzzzz”\n  No page has “zzzzzz”\n")
  }

  @Test("An explanation says what a score is made of, to the last digit")
  func explanation() throws {
    let folder = try makeSite()
    let query = "prepare qestions interviews zebra"
    let answer = try decode(
      Answer.self, Tool.run("search", query, "--json", "--explain", in: folder.url).output)
    #expect(!answer.results.isEmpty)
    for result in answer.results {
      let steps = try #require(result.explanation)
      #expect(abs(steps.reduce(0) { $0 + $1.score } - result.score) < 1e-6, "\(result.url)")
      #expect(
        steps.filter { $0.kind == "word" }.map(\.text) == ["prepare", "qestions", "interviews"])
    }
    let plain = try decode(Answer.self, Tool.run("search", query, "--json", in: folder.url).output)
    #expect(plain.results.map(\.score) == answer.results.map(\.score))
    #expect(plain.results.allSatisfy { $0.explanation == nil })
    let text = try Tool.run("search", query, "--explain", in: folder.url).output
    #expect(text.contains("“qestions” as “questions” in “Questions to ask”, level "), "\(text)")
    #expect(text.contains("  words of the title\n"), "\(text)")
    #expect(try Tool.run("search", "--report", "--explain", in: folder.url).status == 2)
  }

  @Test("What a terminal would obey is not in the index")
  func controls() throws {
    let folder = try makeSite(build: false)
    try folder.write(
      "---\ntitle: \"Evil \\e[31m title\"\ndescription: \"one\\ntwo\"\n---\nText\n",
      to: "content/articles/evil.md")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let result = try Tool.run("search", "evil", in: folder.url)
    #expect(result.output.contains("1. Evil  [31m title"))
    #expect(result.output.contains("   one two\n"))
    let json = try Tool.run("search", "evil", "--json", in: folder.url)
    #expect(try decode(Answer.self, json.output).results[0].title == "Evil  [31m title")
  }

  @Test("An answer for a program")
  func json() throws {
    let folder = try makeSite()
    let result = try Tool.run("search", "\"the team\" portfolo", "--json", in: folder.url)
    #expect(result.status == 0)
    let answer = try decode(Answer.self, result.output)
    #expect(answer.total == 1)
    #expect(answer.types.filter { $0.value > 0 } == ["article": 1])
    #expect(answer.corrections == [.init(from: "portfolo", to: "portfolio")])
    let hit = try #require(answer.results.first)
    #expect(hit.url == "/articles/interview/" && hit.type == "article" && hit.score > 0)
    #expect(hit.lead == "Rehearse \"aloud\".")
    #expect(hit.sections.map(\.anchor) == ["questions-to-ask"])
    let none = try Tool.run("search", "zzzzzz", "--json", in: folder.url)
    #expect(try decode(Answer.self, none.output).results.isEmpty)
  }

  @Test("The limit counts pages, from one to a thousand")
  func limits() throws {
    let folder = try makeSite()
    let all = try decode(
      Answer.self, Tool.run("search", "interview product", "--json", in: folder.url).output)
    #expect(all.results.count == 2)
    let one = try decode(
      Answer.self,
      Tool.run("search", "interview product", "--json", "--limit", "1", in: folder.url).output)
    #expect(one.results.count == 1 && one.total == 2)
    #expect(try Tool.run("search", "interview", "--limit", "1000", in: folder.url).status == 0)
    for limit in ["0", "1001", "-1", "many"] {
      #expect(try Tool.run("search", "interview", "--limit=\(limit)", in: folder.url).status == 2)
    }
  }

  @Test("One of a query, a file of queries and the report is asked for")
  func usage() throws {
    let folder = try makeSite()
    for arguments in [
      [], ["interview", "--report"], ["--queries", "q", "--report"], ["a", "--queries", "q"],
      ["two", "words"],
    ] {
      #expect(try Tool.run(["search"] + arguments, in: folder.url).status == 2, "\(arguments)")
    }
  }

  @Test("A file of queries is answered line by line")
  func queries() throws {
    let folder = try makeSite()
    try folder.write(
      """
      {"id": "a", "text": "interview"}
      {"text": "zzzzzz \\"quoted\\" \\u65e5", "id": "b\\"", "more": 1}

      {"id": "", "text": ""}
      """, to: "queries.jsonl")
    let result = try Tool.run("search", "--queries", "queries.jsonl", in: folder.url)
    #expect(result.status == 0 && result.errors == "")
    let lines = try result.output.split(separator: "\n").map { try decode(Line.self, $0) }
    #expect(lines.map(\.id) == ["a", "b\"", ""])
    #expect(lines.map { $0.results.map(\.url) } == [["/articles/interview/"], [], []])
    // The same ranking and scores as for one query.
    let one = try Tool.run("search", "interview", "--json", in: folder.url)
    #expect(
      try decode(Answer.self, one.output).results.map(\.score) == lines[0].results.map(\.score))
    try folder.write("", to: "empty.jsonl")
    let empty = try Tool.run("search", "--queries", "empty.jsonl", in: folder.url)
    #expect(empty.status == 0 && empty.output == "")
  }

  @Test(
    "A line that is no query is named",
    arguments: [
      "no JSON", "{\"id\": \"a\"}", "{\"text\": \"a\"}", "[]", "{\"id\": 1, \"text\": \"a\"}", "{",
    ])
  func badLine(line: String) throws {
    let folder = try makeSite()
    try folder.write("{\"id\":\"a\",\"text\":\"b\"}\n\n" + line + "\n", to: "queries.jsonl")
    let result = try Tool.run("search", "--queries", "queries.jsonl", in: folder.url)
    #expect(result.status == 1 && result.output == "")
    #expect(result.errors.contains("error[search-index]: line 3 is not a JSON object"))
    #expect(result.errors.contains("--> queries.jsonl"))
  }

  @Test("What cannot be read is told of")
  func unreadable() throws {
    let folder = try makeSite()
    let queries = try Tool.run("search", "--queries", "nowhere.jsonl", in: folder.url)
    #expect(queries.status == 1)
    #expect(queries.errors.contains("error[search-index]: the file cannot be read"))
    #expect(queries.errors.contains("--> nowhere.jsonl"))
    for site in ["nowhere", "content"] {
      let result = try Tool.run("search", "a", "--site", site, in: folder.url)
      #expect(result.status == 1 && result.output == "")
      #expect(
        result.errors.contains(
          "error[search-index]: there is no search index: `boot.bin` is missing"))
      #expect(result.errors.contains("--> \(site)"))
    }
  }

  @Test("A site in another folder, and one that is damaged")
  func sites() throws {
    let folder = try makeSite()
    #expect(try Tool.run("build", "--output", "out", in: folder.url).status == 0)
    let path = folder.url.appending(path: "out").path()
    let other = try TemporaryFolder()
    #expect(try Tool.run("search", "interview", "--site", path, in: other.url).status == 0)
    let boot = folder.url.appending(path: "out/search/boot.bin")
    let bytes = try Data(contentsOf: boot)
    var flipped = bytes
    flipped[bytes.count / 2] ^= 4
    for damaged in [bytes.prefix(bytes.count / 2), Data(), flipped] {
      try Data(damaged).write(to: boot)
      let result = try Tool.run("search", "interview", "--site", path, in: folder.url)
      #expect(result.status == 1 && result.output == "")
      #expect(result.errors.contains("error[search-index]: the search index is damaged"))
    }
  }

  @Test("A site without search has no index")
  func off() throws {
    let folder = try makeSite("search: false\n")
    #expect(folder.files(in: "public/search").keys.allSatisfy { !$0.hasSuffix(".bin") })
    let result = try Tool.run("search", "interview", in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("there is no search index"))
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(report.status == 1 && report.output == "")
    #expect(report.errors.contains("error[search-index]: the site has no search index"))
    // Tests that nothing could answer do not fail.
    try folder.write("- query: a\n  page: about\n", to: "content/search-tests.yml")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
  }

  @Test("Words that mean the same find each other")
  func synonyms() throws {
    let folder = try makeSite("synonyms:\n  - job talk = interview\n  - coach = mentor\n")
    func urls(_ query: String) throws -> [String] {
      let result = try Tool.run("search", query + " ", "--json", in: folder.url)
      return try decode(Answer.self, result.output).results.map(\.url)
    }
    #expect(try urls("talk") == ["/articles/interview/"])
    #expect(try urls("PM").count == 1)
    #expect(try urls("coach") == [])
  }
}

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
      result.errors.contains(
        """
        warning[search-miss]: “interview” does not find “Other”: it is result 2
         --> content/search-tests.yml:1:10
        """), "\(result.errors)")
    #expect(result.errors.contains("the first result is “Prepare for an interview”"))
    #expect(result.errors.contains("does not find “Other”: it is not among the first 20"))
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 1)
    // A build does not ask.
    #expect(try Tool.run("build", "--strict", in: folder.url).status == 0)
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(
      report.output.contains(
        """

        Search tests: 1 of 3 find their page, 1 (33 %) as the first result.

        Found only because of `asked` and the queries of search tests, 1 of 3:
          “nothing of the kind”

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
    #expect(check.status == 0 && !check.errors.contains("search-miss"), "\(check.errors)")
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
      result.errors.contains(
        """
        error[broken-link]: no page matches `articles/intervew`
         --> content/search-tests.yml:2:9
        """), "\(result.errors)")
    #expect(result.errors.contains("did you mean `articles/interview`?"))
    #expect(result.errors.contains("write its path below `content/`"))
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
    #expect(result.errors.contains("[\(id)]"), "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.contains("content/search-tests.yml"))
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
    #expect(try Tool.run("check", in: folder.url).errors.contains("error[invalid-utf8]"))
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
    try folder.write("---\ntitle: A\nslug: b\n---\nText.", to: "content/a.md")
    try folder.write("---\ntitle: B\n---\nText.", to: "content/b.md")
    let broken = try Tool.run("search", "--report", in: folder.url)
    #expect(broken.status == 1)
    #expect(broken.errors.contains("error[duplicate-route]"), "\(broken.errors)")
  }
}
