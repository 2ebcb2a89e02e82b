import Testing

/// A page may end in anything, as it does while somebody types.
@Suite struct PageEndingTests {
  private static let endings = [
    "##", "## ", "# #", "## <br>", "## []()", "# <!-- -->", "#\n\n---", "#\n\n<!-- a -->", "#\n\n-",
    "#\n\n```\n```", "[^1]\n\n[^1]:#", "> #", "- #", "# A\n\n#\n\n#", "![[", "[[", "> [!NOTE]",
    "```",
    "<!--", "<div>", "|", "| a |\n| - |", "| a |\n| - |\n| b |\n\n##", "---", "&#0;",
  ]

  @Test("A page that ends in this builds", arguments: endings)
  func builds(_ ending: String) throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: A\n".utf8)
    let table = "---\ntitle: T\ncaption: C\n---\n| A | B |\n| - | - |\n| a | b |\n\n"
    for (name, start) in [("articles/a", "Text.\n\n"), ("tables/t", table), ("faq/q", "")] {
      for end in ["", "\n", " ", "\r\n"] {
        site.files["content/\(name).md"] = Array((start + ending + end).utf8)
        let build = site.build()
        // A line of hyphens at the start opens front matter, which does not end here.
        let isWithheld = build.site.withheld.contains { $0.path.text == "\(name).md" }
        #expect(
          build.site.page(at: .init("\(name).md")) != nil || isWithheld && start + ending == "---")
        #expect(build.output.files.contains { $0.path.text.hasPrefix("search/") })
      }
    }
  }
}
