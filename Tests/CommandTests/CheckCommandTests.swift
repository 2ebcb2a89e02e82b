import Foundation
import Testing

@Suite struct CheckCommandTests {
  @Test("A picture far too large is told of once, where it is first shown")
  func largeImage() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(Data(count: 1_600_000), to: "content/large.png")
    try folder.write(Data(count: 1 << 20), to: "content/just.png")
    try folder.write(
      "---\ntitle: About\ndescription: Us.\n---\n![a](just.png)\n\n![b](large.png) ![c](large.png)\n",
      to: "content/about.md")
    let result = try Tool.run("check", in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix(
        """
        warning[large-image]: `large.png` has 1.5 MiB
         --> content/about.md:7:6
          |
        7 | ![b](large.png) ![c](large.png)
          |      ^^^^^^^^^
          |
          = help: scale it to a width of at most 1600 pixels, and save it as WebP or JPEG


        """))
  }

  @Test("What is certain is put in, and nothing else is touched")
  func fix() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: Home\n---\nSee [[about]].\n\n## Part\n", to: "content/_index.md")
    let page =
      "\u{FEFF}---\r\ntitle: About\r\ncolour: red\r\nsumary: [A.]\r\n---\r\n"
      + "[[HOME.md]] and [[home.html#Part]], [[Hom]]\r\n\r\n#### Low\r\n\r\nNo [[thing like it]].  \r\n"
    try folder.write(page, to: "content/about.md")
    let result = try Tool.run("check", "--fix", "--strict", in: folder.url)
    let shown = result.output.replacing("\r\n", with: "␍\n").replacing("\u{FEFF}", with: "␣")
    #expect(
      shown.hasPrefix(
        """
        --- a/content/about.md
        +++ b/content/about.md
        @@ -1,9 +1,9 @@
         ␣---␍
         title: About␍
         colour: red␍
        -sumary: [A.]␍
        +summary: [A.]␍
         ---␍
        -[[HOME.md]] and [[home.html#Part]], [[Hom]]␍
        +[[HOME.md]] and [[Home#Part]], [[Hom]]␍
         ␍
         #### Low␍
         ␍

        Applied 2 fixes.

        error[unknown-key]: pages have no key `colour`

        """), "\(shown)")
    #expect(result.status == 1)
    let written = folder.files(in: "content")["about.md"]
    let expected = page.replacing("sumary", with: "summary")
      .replacing("home.html#", with: "Home#")
    #expect(written == Data(expected.utf8))
  }

  @Test(
    "Errors come first, then a few of each rule, and a table names the command that shows the rest")
  func errorsFirst() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let headings = (0..<250).map { "## H\($0)\n\n#### Low \($0)\n\n" }.joined()
    try folder.write("---\ntitle: A\n---\n" + headings, to: "content/a.md")
    try folder.write("---\ntitle: Z\n---\n[[nowhere]]\n", to: "content/z.md")
    let configuration = try folder.read("waymark.yml")
    try folder.write(configuration + "checks: {broken-link: error}\n", to: "waymark.yml")
    let result = try Tool.run("check", in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("error[broken-link]: no page matches `nowhere`"))
    #expect(result.output.split(separator: "warning[heading-jump]").count == 4)
    #expect(
      result.output.contains(
        "\n\nNot all messages of these rules are shown:\n  heading-jump "), "\(result.output)")
    #expect(
      result.output.contains(" 250 warnings  waymark check --rule heading-jump\n"),
      "\(result.output)")
    #expect(result.output.contains("\n\nFound 1 error, 250 warnings"), "\(result.output)")
    let one = try Tool.run("check", "--rule", "heading-jump", in: folder.url)
    #expect(one.status == 0 && !one.output.contains("broken-link"))
    #expect(one.output.split(separator: "warning[heading-jump]").count == 250)
    for format in ["json", "github", "sarif"] {
      let all = try Tool.run("check", "--format", format, in: folder.url)
      #expect(all.output.split(separator: "this heading has level").count == 251, "\(format)")
      let few = try Tool.run("check", "--format", format, "--rule", "broken-link", in: folder.url)
      #expect(!few.output.contains("heading-jump") && few.output.contains("nowhere"))
    }
    let unknown = try Tool.run("check", "--rule", "heading-jmp", in: folder.url)
    #expect(unknown.status == 2 && unknown.errors.contains("Did you mean 'heading-jump'?"))
  }

  @Test("GitHub's annotations name files from the working folder")
  func github() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("title: A, B\nbase_url: https://example.org/\n", to: "site/waymark.yml")
    try folder.write("See [[100%: no]].\n", to: "site/content/about.md")
    let result = try Tool.run(
      "build", "--strict", "--source", "site", "--format", "github", in: folder.url)
    #expect(result.status == 1 && result.errors == "")
    #expect(
      result.output == "::error file=site/content/about.md,line=1,col=7,endLine=1,endColumn=15,"
        + "title=broken-link::no page matches `100%25: no`%0Ahelp: write the path, file name or "
        + "title of a page; `waymark new article \"100%25: no\"` creates a page\n"
    )
  }

  /// What SARIF's schema requires and allows of the objects that are written.
  /// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json
  static let required: [String: Set<String>] = [
    "log": ["version", "runs"], "run": ["tool"], "tool": ["driver"], "driver": ["name"],
    "rule": ["id"], "result": ["message"], "fix": ["artifactChanges"],
    "change": ["artifactLocation", "replacements"], "replacement": ["deletedRegion"],
  ]

  @Test("A SARIF log has what the schema requires, and its places are right")
  func sarif() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\nsumary: [a]\n---\n😀 [[nowhere]] [[Hom]]\n", to: "content/a b.md")
    let result = try Tool.run("check", "--strict", "--format", "sarif", in: folder.url)
    #expect(result.status == 1 && result.errors == "")
    let data = Data(result.output.utf8)
    let log = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(log.keys).isSuperset(of: Self.required["log"] ?? []))
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "Waymark")
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count > 3)
    for result in results {
      #expect(Set(result.keys).isSuperset(of: Self.required["result"] ?? []))
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect(["error", "warning", "note"].contains(result["level"] as? String))
      #expect(((result["message"] as? [String: Any])?["text"] as? String)?.isEmpty == false)
      for fix in result["fixes"] as? [[String: Any]] ?? [] {
        let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
        #expect(Set(change.keys) == Self.required["change"])
        let made = try #require((change["replacements"] as? [[String: Any]])?.first)
        #expect(made["deletedRegion"] != nil && made["insertedContent"] != nil)
      }
    }
    // The emoji is one code point: a column of 3, where UTF-16 has 4 and UTF-8 has 6.
    let broken = try #require(results.first { $0["ruleId"] as? String == "broken-link" })
    let place = (broken["locations"] as? [[String: Any]])?.first?["physicalLocation"]
    let physical = try #require(place as? [String: Any])
    #expect((physical["artifactLocation"] as? [String: String]) == ["uri": "content/a%20b.md"])
    #expect(
      (physical["region"] as? [String: Int])
        == ["startLine": 4, "startColumn": 5, "endLine": 4, "endColumn": 12])
  }

  @Test("A build says what is wrong, a check what could be better too")
  func hints() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: Why\n---\nText.\n", to: "content/faq/why.md")
    let build = try Tool.run("build", in: folder.url)
    #expect(build.errors.contains("[not-a-question]") && !build.errors.contains("[dead-end]"))
    let check = try Tool.run("check", in: folder.url)
    #expect(check.output.contains("[not-a-question]") && check.output.contains("note[dead-end]"))
    // Hints are never errors.
    try folder.write(
      "checks: {not-a-question: off}\ntitle: Small\nbase_url: https://example.org/\n",
      to: "waymark.yml")
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 0)
  }
}
