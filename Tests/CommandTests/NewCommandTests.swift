import Foundation
import Testing

/// `waymark new`.
@Suite struct NewCommandTests {
  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "title: Small\nbase_url: https://example.org\ntopics:\n  doors: {title: Doors}\n",
      to: "waymark.yml")
    return folder
  }

  @Test("Each kind makes a page that check finds no error in")
  func kinds() throws {
    let folder = try site()
    for kind in [
      "article", "faq", "question", "table", "term", "checklist", "path", "resource", "page",
      "figure",
    ] {
      let title = "A \"\(kind)\": what\\is it?"
      let result = try Tool.run("new", kind, title, in: folder.url)
      #expect(result.status == 0, "\(kind): \(result.errors)")
      #expect(result.output.contains("Created content/"))
      #expect(result.output.contains("  address  /"))
      #expect(result.output.contains("[["))
    }
    let check = try Tool.run("check", in: folder.url)
    #expect(!check.output.contains("error[") && !check.errors.contains("error["), "\(check)")
    #expect(check.status == 0)
    #expect(
      try folder.read("content/articles/a-article-what-is-it.md").contains("# topics: [doors]"))
  }

  @Test("The link that is printed can be pasted")
  func link() throws {
    let folder = try site()
    let result = try Tool.run("new", "article", "How to start", in: folder.url)
    let link = try #require(result.output.firstMatch(of: /\[\[[^\]]+\]\]/)).0
    try folder.write("---\ntitle: Home\n---\nSee \(link).\n", to: "content/_index.md")
    #expect(try Tool.run("check", in: folder.url).status == 0)
  }

  @Test("Nothing is written over, and what cannot be is said")
  func refusals() throws {
    let folder = try site()
    #expect(try Tool.run("new", "article", "One", in: folder.url).status == 0)
    let before = folder.files(in: "content")
    for (arguments, status, words) in [
      (["article", "One"], Int32(1), "already exists"), (["artcle", "Two"], 2, "'article'"),
      (["article", "?!"], 2, "letters or digits"),
      (["article", "Two", "--from", "x.csv"], 2, "--from is for tables"),
      (["table", "two", "--from", "missing.csv"], 2, "cannot be read"),
    ] {
      let result = try Tool.run(["new"] + arguments, in: folder.url)
      #expect(result.status == status, "\(arguments): \(result)")
      #expect(result.errors.contains(words), "\(arguments): \(result.errors)")
    }
    #expect(folder.files(in: "content") == before)
  }

  @Test(
    "A spreadsheet's rows become a table",
    arguments: [
      "Name,Price\nOne,1\nTwo,2\n", "Name;Price\r\nOne;1\r\nTwo;2\r\n",
      "Name\tPrice\nOne\t1\nTwo\t2",
      "\u{FEFF}Name,Price\nOne,1\nTwo,2\n", "Name;Price\n\"One\";1\n\"Two\";2\n",
    ], [false, true])
  func table(rows: String, isPasted: Bool) throws {
    let folder = try site()
    try folder.write(rows, to: "prices.csv")
    let result =
      isPasted
      ? try shell("'\(Tool.url.path())' new table prices --from - < prices.csv", in: folder)
      : try Tool.run("new", "table", "prices", "--from", "prices.csv", in: folder.url)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try folder.read("content/tables/prices.csv") == "Name,Price\nOne,1\nTwo,2\n")
    #expect(try folder.read("content/tables/prices.md").contains("key: \"Name\""))
    #expect(try Tool.run("build", "--quiet", in: folder.url).status == 0)
    let page = try folder.read("public/tables/prices/index.html")
    #expect(page.contains("Two") && page.contains("Price"))
  }

  @Test("Rows that come through a pipe in parts are all read")
  func slowPipe() throws {
    let folder = try site()
    // The second part is written when the tool has read the first, or waits for it.
    let result = try shell(
      "(printf 'A,B\\n1,2\\n'; sleep 1; printf '3,4\\n') | '\(Tool.url.path())' new table pipe --from -",
      in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try folder.read("content/tables/pipe.csv") == "A,B\n1,2\n3,4\n")
  }

  @Test("Ragged rows and empty cells are told by the spreadsheet's line")
  func ragged() throws {
    let folder = try site()
    try folder.write("Name;Price\nOne;1\nTwo\nThree;\n", to: "prices.csv")
    let result = try Tool.run("new", "table", "prices", "--from", "prices.csv", in: folder.url)
    #expect(result.errors.contains("prices.csv:3"), "\(result.errors)")
    #expect(result.errors.contains("prices.csv:4"), "\(result.errors)")
  }

  private func shell(_ command: String, in folder: TemporaryFolder) throws -> Tool.Result {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder.url
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    func text(_ pipe: Pipe) -> String {
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    return Tool.Result(
      output: text(output), errors: text(errors), status: process.terminationStatus)
  }
}
