import Foundation
import Testing

@Suite struct BuildCommandTests {
  @Test("A build writes the site and says so in one line")
  func build() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /Built 5 pages in \d+\.\d\d s\n/) != nil, "\(result)")
    #expect(result.errors == "")
    #expect(try folder.read("public/about/index.html").contains("Back to <a"))
    for file in ["index.html", "404.html", "sitemap.xml", "robots.txt", ".nojekyll"] {
      #expect(folder.exists("public/" + file), "\(file)")
    }
  }

  @Test("Two processes write the same bytes")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    for index in 0..<40 {
      try folder.write(
        "---\ntitle: Page \(index)\n---\nSee [[Page \((index + 7) % 40)]].\n",
        to: "content/articles/page-\(index).md")
    }
    #expect(try Tool.run("build", "--output", "a", in: folder.url).status == 0)
    #expect(try Tool.run("build", "--output", "b", in: folder.url).status == 0)
    #expect(folder.files(in: "a") == folder.files(in: "b"))
    #expect(folder.files(in: "a").count > 40)
  }

  @Test("A second build touches nothing, and a removed page goes")
  func second() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: Old\n---\nText.\n", to: "content/old/deep/page.md")
    _ = try Tool.run("build", in: folder.url)
    try folder.write("mine", to: "public/kept.txt")
    #expect(folder.exists("public/old/deep/page/index.html"))
    let again = try Tool.run("build", "--format", "json", in: folder.url)
    #expect(again.output.contains("\"written\":0"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/old"))
    let third = try Tool.run("build", in: folder.url)
    #expect(third.status == 0)
    #expect(!folder.exists("public/old"))
    #expect(try folder.read("public/kept.txt") == "mine")
  }

  @Test("The whole guide is made where it is asked for, the same each time, and goes again")
  func wholeGuide() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(!folder.exists("public/print/index.html") && !folder.exists("public/guide.epub"))
    #expect(try Tool.run("build", "--print", "--epub", in: folder.url).status == 0)
    let page = try folder.read("public/print/index.html")
    #expect(page.contains("<section id=\"about\""))
    #expect(try folder.read("public/index.html").contains("href=\"/guide.epub\" download"))
    #expect(!(try folder.read("public/sitemap.xml").contains("print")))
    let again = try Tool.run("build", "--print", "--epub", "--format", "json", in: folder.url)
    #expect(again.output.contains("\"written\":0"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
    #expect(!folder.exists("public/print") && !folder.exists("public/guide.epub"))
  }

  @Test("Without a browser there is a note instead of a PDF, and no link to one")
  func noPDF() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let result = try Tool.run(
      ["build", "--pdf"], in: folder.url, environment: ["PATH": "/nowhere"])
    #expect(result.status == 0)
    #expect(
      result.errors == """
        note[whole-guide]: there is no PDF of the guide, because Chromium or Chrome is not installed here
         --> waymark.yml
          = help: install one of them, or build without the PDF


        """)
    #expect(!folder.exists("public/guide.pdf") && folder.exists("public/index.html"))
    #expect(!(try folder.read("public/index.html").contains("guide.pdf")))
  }

  @Test("A browser that prints nothing leaves the last good site as it is")
  func failedPDF() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("#!/bin/sh\nexit 3\n", to: "bin/chromium")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.url.appending(path: "bin/chromium").path())
    let path = folder.url.appending(path: "bin/").path()
    let result = try Tool.run(
      ["build", "--pdf"], in: folder.url, environment: ["PATH": path.dropLast() + ":/bin"])
    #expect(result.status == 1)
    #expect(
      result.errors.contains("error[whole-guide]: `\(path)chromium` made no PDF of the guide"),
      "\(result)")
    #expect(!folder.exists("public"))
  }

  @Test("Errors leave the last good site as it is")
  func errors() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    _ = try Tool.run("build", in: folder.url)
    let before = folder.files(in: "public")
    try folder.write("---\ntitle: About\n---\nSee [[nowhere]].\n", to: "content/about.md")
    let result = try Tool.run("build", "--strict", in: folder.url)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(
      result.errors == """
        error[broken-link]: no page matches `nowhere`
         --> content/about.md:4:7
          |
        4 | See [[nowhere]].
          |       ^^^^^^^
          |
          = help: write the path, file name or title of a page; \
        `waymark new article "Nowhere"` creates a page

        Found 1 error. The output folder is unchanged.

        """)
    #expect(folder.files(in: "public") == before)
  }

  @Test("What is wrong on a page is a warning, and the rest is published")
  func warnings() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: About\n---\nSee [[nowhere]].\n", to: "content/about.md")
    try folder.write("---\ntitle: A: B\n---\n", to: "content/unreadable.md")
    try folder.write("---\ntitle: D\ndraft: true\n---\n", to: "content/d.md")
    try folder.write("---\ntitle: E\ndraft: true\n---\n", to: "content/e.md")
    let result = try Tool.run("build", in: folder.url)
    #expect(result.status == 0)
    #expect(result.output.contains("(2 warnings)\nWithheld 3 pages: 1 unreadable, 2 drafts\n"))
    #expect(result.errors.contains("warning[broken-link]"))
    #expect(result.errors.contains("note: the page is withheld"))
    #expect(folder.exists("public/about/index.html"))
    #expect(!folder.exists("public/unreadable/index.html"))
    try folder.write("---\ntitle: Twice\nslug: about\n---\n", to: "content/twice.md")
    #expect(try Tool.run("build", in: folder.url).status == 1)
  }

  @Test("Checking writes nothing")
  func check() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let result = try Tool.run("check", in: folder.url)
    #expect(result.status == 0)
    #expect(result.output.contains("\nChecked 5 pages"), "\(result)")
    #expect(!folder.exists("public"))
  }

  @Test("Warnings are errors when asked for")
  func strict() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: About\ncolour: red\n---\nText\n", to: "content/about.md")
    #expect(try Tool.run("check", in: folder.url).status == 0)
    #expect(try Tool.run("check", "--strict", in: folder.url).status == 1)
  }

  @Test("Drafts and pages to come are shown when asked for")
  func drafts() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("---\ntitle: D\ndraft: true\n---\nText\n", to: "content/d.md")
    try folder.write("---\ntitle: F\ndate: 2026-06-01\n---\nText\n", to: "content/f.md")
    func paths(_ arguments: String...) throws -> [Bool] {
      let words = ["build", "--output", "out", "--as-of", "2026-05-31"] + arguments
      let process = try Tool.run(words, in: folder.url)
      #expect(process.status == 0)
      return ["out/d/index.html", "out/f/index.html"].map(folder.exists)
    }
    #expect(try paths() == [false, false])
    #expect(try paths("--drafts") == [true, false])
    #expect(try paths("--future") == [false, true])
  }

  @Test(
    "A call that is not understood ends with 2",
    arguments: [
      ["bild"], ["build", "--as-of", "soon"], ["build", "--base-url", "nowhere"],
      ["build", "--no"], ["build", "--watch", "--profile"], ["serve", "--strict"],
      ["serve", "--format", "json"], ["serve", "--profile"],
    ])
  func usage(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(arguments, in: folder.url)
    #expect(result.status == 2)
    #expect(result.errors.contains("--help'"), "\(result)")
  }

  @Test("Help is no error")
  func help() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run("build", "--help", in: folder.url)
    #expect(result.status == 0)
    #expect(result.output.contains("--base-url"))
    #expect(try Tool.run("--version", in: folder.url).output.hasPrefix("waymark 0.1.0 ("))
  }

  @Test("JSON holds the diagnostics and the result")
  func json() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write("See [[nowhere]].", to: "content/about.md")
    let result = try Tool.run("build", "--strict", "--format", "json", in: folder.url)
    #expect(result.status == 1)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let diagnostics = object?["diagnostics"] as? [[String: Any]]
    #expect(diagnostics?.first?["id"] as? String == "broken-link")
    #expect((diagnostics?.first?["location"] as? [String: Any])?["column"] as? Int == 7)
  }

  @Test("The time of each stage is told when asked for")
  func profile() throws {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let result = try Tool.run("build", "--profile", in: folder.url)
    for stage in ["load", "parse", "link", "render", "write", "total"] {
      #expect(result.errors.contains(stage))
    }
  }
}
