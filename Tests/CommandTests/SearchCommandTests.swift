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
