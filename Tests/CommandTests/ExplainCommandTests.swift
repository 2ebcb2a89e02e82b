import Foundation
import Testing

@Suite struct ExplainCommandTests {
  @Test("A rule is told with an example and what is said of it")
  func rule() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run("explain", "not-a-question", in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.output == """
        not-a-question (warning)

        The title of a page in `content/faq/` is the question in the words of readers,
        because readers search for it in these words.

        Set it for the site in waymark.yml: `checks: {not-a-question: off}`, or error, warning, note.
        Allow it in one place: `<!-- waymark: allow not-a-question -->`.

        content/faq/prices.md:
            ---
            title: Prices
            ---
            They vary.

        The messages:

        warning[not-a-question]: the title “Prices” is not a question
         --> content/faq/prices.md:2:8
          |
        2 | title: Prices
          |        ^^^^^^
          |
          = help: write the question as a reader would ask it, with a question mark

        """)
  }

  @Test(
    "Every type's example is front matter that says nothing wrong",
    arguments: [
      "article", "faq", "table", "term", "checklist", "path", "resource", "figure",
    ])
  func types(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let text = try Tool.run("explain", name, in: folder.url).output
    #expect(text.contains("\n  title "))
    let start = try #require(text.range(of: "---\n"))
    let name = try #require(text.firstMatch(of: /in (content\/[a-z]+\/)/)).output.1
    try folder.write(String(text[start.lowerBound...]), to: "\(name)example.md")
    let check = try Tool.run("check", "--format", "json", in: folder.url)
    for id in ["unknown-key", "wrong-type", "invalid-date", "yaml-syntax"] {
      #expect(!check.output.contains(id), "\(check.output)")
    }
    #expect(
      check.output.contains("content\\/\(name)example.md") || check.output.contains("example.md"))
  }

  @Test("What is neither a rule nor a type is told with what is near")
  func unknown() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run("explain", "heading-jmp", in: folder.url)
    #expect(result.status == 2)
    #expect(result.errors.contains("Did you mean 'heading-jump'?"))
    let all = try Tool.run("explain", in: folder.url).output
    #expect(all.contains("  article, in content/articles/\n"))
    #expect(all.contains("  heading-jump (warning)\n"))
  }

  @Test("A page's links are shown with their sentences, both ways")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\ntitle: Guide\nrelated: [about]\n---\nFirst. See [us](../about.md) or [[gone]].\n",
      to: "content/articles/guide.md")
    for name in ["About", "content/about.md", "./content/about.md", "about"] {
      let result = try Tool.run("links", name, in: folder.url)
      #expect(result.status == 0)
      #expect(
        result.output == """
          about  “About”

          Links to:
            /, line 4
                “Back to the start.”

          Linked from:
            /
                “See About.”
            articles/guide
                “See us or gone.”

          """)
    }
    let guide = try Tool.run("links", "guide", in: folder.url).output
    #expect(guide.contains("  gone (broken), line 5\n"))
    #expect(guide.contains("  about, line 3, in the front matter\n"))
    let none = try Tool.run("links", "abuot", in: folder.url)
    #expect(none.status == 2 && none.errors.contains("Did you mean 'about'?"))
  }
}
