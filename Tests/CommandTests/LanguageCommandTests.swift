import Foundation
import Testing

/// Commands that change or show pages of a site in several languages.
@Suite struct LanguageCommandTests {
  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      "title: Guide\nbase_url: https://example.org\nlanguages: {en: {}, de: {title: Leitfaden}}\n",
      to: "waymark.yml")
    for language in ["en", "de"] {
      try folder.write("[[articles/start]]\n", to: "content/\(language)/_index.md")
      try folder.write(
        "---\ntitle: Start \(language)\n---\nText, [home](../_index.md).\n",
        to: "content/\(language)/articles/start.md")
      try folder.write(
        "- {query: start, page: articles/start}\n", to: "content/\(language)/search-tests.yml")
    }
    try folder.write("# Only here\n\n[[articles/start]].\n", to: "content/de/allein.md")
    try folder.write(
      "---\ntitle: Old\ntranslations:\n  de: alt\n---\n[[articles/start]].\n",
      to: "content/en/old.md")
    try folder.write("# Alt\n\n[[articles/start]].\n", to: "content/de/alt.md")
    return folder
  }

  @Test("A renamed page keeps its translations, and its search tests and address follow")
  func rename() throws {
    let folder = try site()
    let result = try Tool.run("rename", "de/articles/start", "anfang", in: folder.url)
    #expect(
      result.errors == "Renamed content/de/articles/start.md to content/de/articles/anfang.md; "
        + "changed 4 links; /de/articles/start/ redirects to it.\n")
    #expect(
      try folder.read("content/de/articles/anfang.md") == """
        ---
        title: Start de
        aliases: [/articles/start/]
        translations: {en: articles/start}
        ---
        Text, [home](../_index.md).

        """)
    #expect(
      try folder.read("content/de/search-tests.yml") == "- {query: start, page: articles/anfang}\n")
    #expect(
      try folder.read("content/en/search-tests.yml") == "- {query: start, page: articles/start}\n")
    #expect(try folder.read("content/en/_index.md") == "[[articles/start]]\n")
    #expect(try Tool.run("build", "--strict", in: folder.url).status == 0)
    #expect(
      try folder.read("public/articles/start/index.html").contains(
        "hreflang=\"de\" href=\"https://example.org/de/articles/anfang/\""))
    // The name that the other language uses follows, too.
    #expect(try Tool.run("rename", "content/de/alt.md", "neu", in: folder.url).status == 0)
    #expect(try folder.read("content/en/old.md").contains("translations:\n  de: neu\n"))
    let foreign = try Tool.run("rename", "de/allein", "en/allein", in: folder.url)
    #expect(foreign.status != 0 && foreign.errors.contains("a page keeps its language"))
  }

  @Test("Pages of any language are found by their names and files")
  func links() throws {
    let folder = try site()
    for (name, title) in [
      ("articles/start", "Start en"), ("de/articles/start", "Start de"),
      ("content/de/articles/start.md", "Start de"), ("allein", "Only here"),
    ] {
      let output = try Tool.run("links", name, in: folder.url).output
      #expect(output.contains("“\(title)”"), "\(name)")
    }
    #expect(try Tool.run("links", "nowhere", in: folder.url).status != 0)
  }

  @Test("A new page is in the folder of its language")
  func new() throws {
    let folder = try site()
    #expect(try Tool.run("new", "faq", "Why?", in: folder.url).status == 0)
    let german = try Tool.run("new", "faq", "Warum?", "--language", "de", in: folder.url)
    #expect(german.output.contains("/de/faq/warum/"))
    #expect(folder.exists("content/en/faq/why.md") && folder.exists("content/de/faq/warum.md"))
    let unknown = try Tool.run("new", "faq", "Why?", "--language", "fr", in: folder.url)
    #expect(unknown.status != 0 && unknown.errors.contains("which has de, en"))
  }

  @Test("A search asks the pages of one language")
  func search() throws {
    let folder = try site()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let german = try Tool.run("search", "only here", "--language", "de", in: folder.url)
    #expect(german.output.contains("Only here") && german.output.contains("  /de/allein/\n"))
    let json = try Tool.run("search", "start", "--language", "de", "--json", in: folder.url)
    #expect(json.output.contains("\"url\":\"/de/articles/start/\""), "\(json.output)")
    for arguments in [[], ["--language", "en"]] {
      let english = try Tool.run(["search", "only here"] + arguments, in: folder.url)
      #expect(!english.output.contains("Only here"))
    }
    let unknown = try Tool.run("search", "start", "--language", "fr", in: folder.url)
    #expect(unknown.status != 0 && unknown.errors.contains("which has de, en"))
    #expect(try Tool.run("search", "--report", "--language", "de", in: folder.url).status != 0)
  }

  @Test("Pages, search tests and fixes of every language count")
  func check() throws {
    let folder = try site()
    let result = try Tool.run("check", in: folder.url)
    #expect(result.output.contains("Checked 15 pages"), "\(result.output)")
    let report = try Tool.run("search", "--report", in: folder.url)
    #expect(report.output.contains("content/de\n\n"))
    try folder.write(
      "- {query: alt, page: articles/start, within: 1}\n", to: "content/de/search-tests.yml")
    try folder.write("# Alt\n\n:smile: [[articles/start]].\n", to: "content/de/alt.md")
    let missed = try Tool.run("check", in: folder.url)
    #expect(missed.output.contains("“alt” does not find “Start de”"), "\(missed.output)")
    _ = try Tool.run("check", "--fix", in: folder.url)
    #expect(try folder.read("content/de/alt.md").contains("😄 [[articles/start]]"))
  }

  @Test("One list has the addresses of every language, and tells which are lost")
  func addresses() throws {
    let folder = try site()
    let settings = try folder.read("waymark.yml")
    try folder.write(settings + "outputs: {addresses: true, redirects: true}\n", to: "waymark.yml")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    let list = try folder.read("public/addresses.txt")
    #expect(list.contains("/de/allein/") && list.contains("/articles/start/"))
    #expect(!folder.exists("public/de/addresses.txt"))
    try folder.write(list, to: "before.txt")
    #expect(try Tool.run("rename", "de/articles/start", "anfang", in: folder.url).status == 0)
    _ = try Tool.run("rename", "allein", "nicht-allein", in: folder.url)
    let kept = try Tool.run("check", "--against", "before.txt", in: folder.url)
    #expect(!kept.output.contains("lost-address"), "\(kept.output)")
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(
      try folder.read("public/_redirects").contains("/de/allein/ /de/nicht-allein/ 301"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/de/nicht-allein.md"))
    let lost = try Tool.run("check", "--against", "before.txt", in: folder.url)
    #expect(lost.output.contains("no `/de/allein/`"), "\(lost.output)")
  }
}
