import Foundation
import SiteModel
import Testing

@Suite struct InitCommandTests {
  @Test("A new site publishes with --strict, and init never overwrites")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: ".gitignore")
    let result = try Tool.run("init", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Kept    .gitignore"))
    #expect(try folder.read(".gitignore") == "mine\n")
    let check = try Tool.run(
      "check", "--strict", "--base-url", "https://example.org/", in: folder.url)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let settings = try folder.read("waymark.yml")
    for field in SiteConfiguration.fields {
      #expect(
        settings.contains("\n\(field.name):") || settings.contains("\n# \(field.name):"),
        "\(field.name)")
    }
    let before = folder.files(in: ".")
    let again = try Tool.run("init", in: folder.url)
    #expect(again.status == 1)
    #expect(again.errors.contains("has a waymark.yml already"))
    #expect(folder.files(in: ".") == before)
  }

  @Test("A folder with pages gets settings alone, titled by its README")
  func folderWithPages() throws {
    let folder = try TemporaryFolder()
    try folder.write("# The *team* handbook\n", to: "content/README.md")
    let result = try Tool.run("init", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.files(in: ".").keys.sorted() == ["content/README.md", "waymark.yml"])
    #expect(try folder.read("waymark.yml").contains("\ntitle: \"The team handbook\"\n"))
    #expect(try Tool.run("check", in: folder.url).status == 0)
  }

  @Test(
    "A repository keeps its Markdown where it is",
    arguments: [
      ("docs", ["README.md", "CHANGELOG.md", "docs/index.md", "src/lib/README.md"]),
      ("handbook", ["README.md", "handbook/a/b.md", "node_modules/x/README.md"]),
      (".", ["README.md", "one.md", "docs/two.md"]),
      (".", ["a/one.md", "b/two.md"]),
    ])
  func contentFolder(content: String, files: [String]) throws {
    let folder = try TemporaryFolder()
    for file in files { try folder.write("# File\n", to: file) }
    let result = try Tool.run("init", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.files(in: ".").keys.sorted() == (files + ["waymark.yml"]).sorted())
    #expect(try folder.read("waymark.yml").contains("\ncontent: \"\(content)\"\n"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
  }

  @Test("With pages in the site's folder itself, only pages and what they use are published")
  func siteFolder() throws {
    let folder = try TemporaryFolder()
    let pages = [
      "README.md": "# Home\n\n![p](img/a.png) [code](src/main.c)\n", "notes/x.md": "# X\n",
    ]
    for (name, text) in pages { try folder.write(text, to: name) }
    let others = [
      "img/a.png", "img/b.png", "src/main.c", "secrets.env", ".hidden.md", ".git/x.md",
      "node_modules/p/README.md", "templates/t.md", "public/old.md",
    ]
    for name in others { try folder.write("x\n", to: name) }
    try folder.write("title: T\ncontent: .\n", to: "waymark.yml")
    let result = try Tool.run("build", "--output", "public/site", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains(
        "warning[broken-link]: there is no file `src/main.c` on the site\n --> README.md:3:24"),
      "\(result.errors)")
    #expect(
      result.output.contains("\nLeft out folders of other tools: node_modules/\n"),
      "\(result.output)")
    let output = folder.files(in: "public/site").keys.filter { !$0.hasPrefix("assets/") }
    #expect(
      output.filter { !$0.hasSuffix("/index.html") && !$0.hasPrefix("search/words/") }.sorted() == [
        ".nojekyll", ".waymark-manifest", "404.html", "_headers", "img/a.png", "index.html",
        "robots.txt", "search/boot.bin", "search/words.json",
      ])
    #expect(
      try Tool.run("build", "--output", "site", in: folder.url).errors.contains("unsafe-output"))
    let moved = try Tool.run("rename", "notes/x.md", "notes/y", in: folder.url)
    #expect(moved.errors.hasPrefix("Renamed notes/x.md to notes/y.md;"), "\(moved.errors)")
    #expect(
      try Tool.run("new", "page", "Hello", in: folder.url).output.hasPrefix("Created hello.md\n"))
  }

  @Test(
    "Commands outside a site name init", arguments: ["build", "check", "links", "new", "rename"])
  func outside(command: String) throws {
    let folder = try TemporaryFolder()
    let words =
      ["links": ["links", "a"], "rename": ["rename", "a", "b"], "new": ["new", "faq", "Why?"]][
        command] ?? [command]
    let result = try Tool.run(words, in: folder.url)
    #expect(result.status != 0)
    #expect((result.output + result.errors).contains("waymark init"), "\(result.errors)")
  }
}
