import Foundation
import Testing

@Suite struct RenameCommandTests {
  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "---\r\ntitle: The way in\r\nrelated:\r\n  - 'way-in'\r\n---\r\n## Part\r\n\r\n"
        + "To [the other](other.md), ![a dot](../dot.png), [[#part]].\r\n",
      to: "content/articles/way-in.md")
    try folder.write(
      """
      ---
      title: Other
      next: {page: "articles/way-in", why: It is next.}
      ---
      [[articles/way-in]], [[Way-In#Part|the part]], [[The way in]], [one](way-in.md#part 'T'),
      [two](./way-in), [three](/articles/way-in/), [four][def], [def], `[[way-in]]`, \\[[way-in]].

      | Page | Link |
      | --- | --- |
      | [[way-in\\|x]] | ![[way-in]] |

      [def]: </articles/way-in.md> "Title"

      """, to: "content/articles/other.md")
    try folder.write(Data([1]), to: "content/dot.png")
    try folder.write("- query: way\n  page: articles/way-in\n", to: "content/search-tests.yml")
    return folder
  }

  @Test("Every link follows in the author's spelling, and the old address redirects")
  func spellings() throws {
    let folder = try site()
    let result = try Tool.run("rename", "way-in", "deep/new-way", in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.errors == "Renamed content/articles/way-in.md to content/deep/new-way.md; "
        + "changed 12 links; /articles/way-in/ redirects to it.\n")
    #expect(!folder.exists("content/articles/way-in.md"))
    #expect(
      try folder.read("content/deep/new-way.md")
        == "---\r\ntitle: The way in\r\nrelated:\r\n  - 'new-way'\r\naliases: [/articles/way-in/]\r\n"
        + "---\r\n## Part\r\n\r\nTo [the other](../articles/other.md), ![a dot](../dot.png), "
        + "[[#part]].\r\n")
    #expect(
      try folder.read("content/articles/other.md") == """
        ---
        title: Other
        next: {page: "deep/new-way", why: It is next.}
        ---
        [[deep/new-way]], [[new-way#Part|the part]], [[The way in]], [one](../deep/new-way.md#part 'T'),
        [two](../deep/new-way), [three](/deep/new-way/), [four][def], [def], `[[way-in]]`, \\[[way-in]].

        | Page | Link |
        | --- | --- |
        | [[new-way\\|x]] | ![[new-way]] |

        [def]: </deep/new-way.md> "Title"

        """)
    #expect(
      try folder.read("content/search-tests.yml") == "- query: way\n  page: deep/new-way\n")
    #expect(result.output.contains("-  page: articles/way-in\n+  page: deep/new-way\n"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(try folder.read("public/articles/way-in/index.html").contains("/deep/new-way/"))
  }

  @Test("An alias and a link in TOML are spelt as TOML")
  func toml() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("+++\ntitle = 'A'\n[extra]\nx = 1\n+++\nText.\n", to: "content/notes/a.md")
    try folder.write(
      "+++\ntitle = \"B\"\nrelated = ['notes/a']\naliases = [\"/x/\"]\n+++\n[[notes/a]]\n",
      to: "content/notes/b.md")
    #expect(try Tool.run("rename", "notes/a", "notes/c", in: folder.url).status == 0)
    #expect(
      try folder.read("content/notes/c.md")
        == "+++\naliases = [\"/notes/a/\"]\ntitle = 'A'\n[extra]\nx = 1\n+++\nText.\n")
    #expect(try Tool.run("rename", "notes/b", "notes/d", in: folder.url).status == 0)
    #expect(
      try folder.read("content/notes/d.md")
        == "+++\ntitle = \"B\"\nrelated = ['notes/c']\naliases = [\"/x/\", \"/notes/b/\"]\n+++\n[[notes/c]]\n"
    )
    let check = try Tool.run("check", in: folder.url)
    #expect(!check.errors.contains("toml-syntax"), "\(check.errors)")
  }

  @Test("There and back again, only the redirect stays")
  func back() throws {
    let folder = try site()
    let before = folder.files(in: "content")
    _ = try Tool.run(
      "rename", "content/articles/way-in.md", "./content/articles/b.md", in: folder.url)
    let result = try Tool.run("rename", "b", "way-in", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    var after = folder.files(in: "content")
    let page = try #require(after["articles/way-in.md"])
    #expect(String(decoding: page, as: UTF8.self).contains("\r\naliases: [/articles/b/]\r\n---"))
    after["articles/way-in.md"] = Data(
      String(decoding: page, as: UTF8.self).replacing("aliases: [/articles/b/]\r\n", with: "").utf8)
    // Names are compared without regard to case; the one that was changed has the file's.
    let other = try #require(before["articles/other.md"])
    let spelt = String(decoding: other, as: UTF8.self).replacing("Way-In", with: "way-in")
    #expect(after["articles/other.md"] == Data(spelt.utf8))
    #expect(after["articles/way-in.md"] == before["articles/way-in.md"])
  }

  @Test("A link by file name that two pages would answer becomes exact, whoever is renamed")
  func ambiguity() throws {
    let folder = try site()
    try folder.write("---\ntitle: Third\n---\nSee [[other]].\n", to: "content/deep/third.md")
    try folder.write("---\ntitle: Fourth\n---\nSee [[other|that]].\n", to: "content/fourth.md")
    let result = try Tool.run("rename", "third", "other", in: folder.url)
    #expect(result.status == 0)
    #expect(try folder.read("content/fourth.md").contains("See [[articles/other|that]]."))
    #expect(try folder.read("content/deep/other.md").contains("See [[articles/other]]."))
  }

  @Test(
    "What cannot be is refused, and nothing changes",
    arguments: [
      ("way-im", "x", 2, "There is no page 'way-im'. Did you mean 'articles/way-in'?"),
      ("way-in", "other", 2, "'content/articles/other.md' already exists."),
      ("way-in", "/about.md", 2, "'content/about.md' already exists."),
      ("way-in", "way-in.md", 2, "The page is already at 'articles/way-in.md'."),
      ("way-in", "../../x", 2, "'../../x' is not a valid path of a page"),
      ("way-in", "articles/???", 2, "'articles/???' is not a valid path of a page"),
      ("way-in", "articles/_index", 2, "'articles/_index' would be the page of a folder"),
      ("Home", "x", 2, "'content/_index.md' is the home page, which keeps its name."),
      ("articles", "x", 2, "Waymark generates the page 'articles': there is no file to rename."),
      ("notes", "x", 2, "'content/notes.md' is the page of the folder 'content/notes' beside it"),
      ("notes/deep", "x", 2, "'content/notes/deep/README.md' is the page of the folder"),
      // A question says so by its mark.
      ("way-in", "faq/", 1, "warning[not-a-question]: the title “The way in” is not a question"),
      ("way-in", "faq/way-in", 1, "Nothing was renamed: the site would get"),
      // Another page redirects from there.
      ("other", "/old/place", 1, "warning[duplicate-route]"),
    ])
  func refusals(old: String, new: String, status: Int32, message: String) throws {
    let folder = try site()
    try folder.write(
      "---\ntitle: About\naliases: [/old/place/]\n---\nText.\n", to: "content/about.md")
    try folder.write("# Notes\n", to: "content/notes.md")
    try folder.write("# Deep\n", to: "content/notes/deep/README.md")
    let before = folder.files(in: ".")
    let result = try Tool.run("rename", old, new, in: folder.url)
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(folder.files(in: ".") == before)
  }

  @Test("A term's earlier address redirects, and is none of its spellings")
  func term() throws {
    let folder = try site()
    try folder.write(
      "---\ntitle: Churn\ndefinition: Those who leave.\n---\n", to: "content/glossary/churn.md")
    try folder.write("---\ntitle: A\n---\n[[glossary/churn]]\n", to: "content/a.md")
    let result = try Tool.run("rename", "churn", "leaving", in: folder.url)
    #expect(result.status == 0)
    #expect(try folder.read("content/a.md").contains("[[glossary/leaving]]"))
    #expect(
      try folder.read("content/glossary/leaving.md").contains("\naliases: [/glossary/churn/]\n"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(
      try folder.read("public/glossary/churn/index.html").contains("/glossary/#leaving"))
    let list = try folder.read("public/glossary/index.html")
    #expect(list.contains("<span id=\"churn\"></span>") && !list.contains("also /glossary"))
  }

  @Test(
    "A name that no disk holds, or a folder below a file, is refused before a link changes",
    arguments: [
      (String(repeating: "n", count: 253), "File name too long"),
      ("about.md/x", "`content/about.md` is a file, so nothing can be below it"),
    ])
  func impossible(new: String, message: String) throws {
    let folder = try site()
    let before = folder.files(in: ".")
    let result = try Tool.run("rename", "way-in", "articles/../" + new, in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("Nothing was changed."))
    #expect(folder.files(in: ".") == before)
  }

  @Test("Pictures and data are named anew by their way from the page")
  func files() throws {
    let folder = try site()
    try folder.write("A,B\nx,y\n", to: "content/tables/gaps.csv")
    try folder.write(
      "---\ntitle: Gaps\ncaption: Gaps\ndata: gaps.csv\nimage: ../dot.png\n---\n",
      to: "content/tables/gaps.md")
    try folder.write(
      "---\ntitle: A\n---\n[csv](/tables/gaps/gaps.csv) [[gaps#x]] [[tables/gaps#gone]] [x](tables/gaps.md#gone)\n",
      to: "content/a.md")
    let result = try Tool.run("rename", "gaps", "tables/deep/holes", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    let page = try folder.read("content/tables/deep/holes.md")
    #expect(page.contains("data: ../gaps.csv\nimage: ../../dot.png\naliases: [/tables/gaps/]\n"))
    #expect(
      try folder.read("content/a.md").contains(
        "[csv](/tables/deep/holes/holes.csv) [[gaps#x]] [[tables/deep/holes#gone]] [x](tables/deep/holes.md#gone)"
      ))
  }
}
