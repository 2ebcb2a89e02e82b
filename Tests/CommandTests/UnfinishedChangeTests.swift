import Files
import Foundation
import SystemPackage
import Testing

/// What the commands do in a site of which an interrupted one has changed some files and not others.
@Suite struct UnfinishedChangeTests {
  private struct Stopped: Error {}

  /// A site in which `rename about deep/me` was stopped when it had changed one of its files.
  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    let path = FilePath(folder.url.path(percentEncoded: false))
    var isStopped = false
    let change = try FileTransaction(in: path, command: ["rename", "about", "deep/me"]) {
      if isStopped { throw Stopped() }
      if case .exchange(_, with: "_index.md") = $0 { isStopped = true }
    }
    let (home, about) = (try folder.read("content/_index.md"), try folder.read("content/about.md"))
    change.replace(
      "content/_index.md", Array(home.utf8),
      with: Array(home.replacing("[[about]]", with: "[[deep/me]]").utf8))
    change.move(
      "content/about.md", Array(about.utf8), to: "content/deep/me.md", with: Array(about.utf8))
    #expect(throws: FileTransaction.Failure.self) { try change.commit() }
    #expect(folder.exists(".waymark-journal"))
    return folder
  }

  /// The names of all files but a build's.
  private func names(_ folder: TemporaryFolder) -> [String] {
    folder.files(in: ".").keys.filter { !$0.hasPrefix("public/") }.sorted()
  }

  @Test("A build, a check and a preview say which command was stopped, and do nothing")
  func reported() throws {
    let folder = try site()
    let before = folder.files(in: ".")
    for command in ["build", "check", "serve"] {
      let result = try Tool.run(command, in: folder.url)
      #expect(result.status == 1)
      #expect(
        (result.output + result.errors).contains(
          "error[unfinished-change]: `waymark rename about deep/me` was interrupted"),
        "\(result)")
    }
    #expect(folder.files(in: ".") == before)
  }

  @Test("The same command finishes it")
  func finished() throws {
    let folder = try site()
    let result = try Tool.run("rename", "about", "deep/me", in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.errors == "Finished `waymark rename about deep/me`, which had been interrupted.\n")
    #expect(names(folder) == ["content/_index.md", "content/deep/me.md", "waymark.yml"])
    #expect(try folder.read("content/_index.md").contains("[[deep/me]]"))
    #expect(try Tool.run("build", in: folder.url).status == 0)
  }

  @Test("Another command finishes it and goes on")
  func other() throws {
    let folder = try site()
    let result = try Tool.run("new", "page", "Extra", in: folder.url)
    #expect(result.status == 0)
    #expect(result.errors.contains("Finished `waymark rename about deep/me`"))
    #expect(
      names(folder) == [
        "content/_index.md", "content/deep/me.md", "content/extra.md", "waymark.yml",
      ])
  }

  @Test("Where a file was edited since, the edit stays and the rest is as it was")
  func undone() throws {
    let folder = try site()
    try folder.write("An author's text.\n", to: "content/_index.md")
    let result = try Tool.run("check", "--fix", in: folder.url)
    #expect(
      result.errors.hasPrefix(
        "Undid `waymark rename about deep/me`, which had been interrupted. These files were edited "
          + "since and were not changed: `content/_index.md`.\n"))
    #expect(names(folder) == ["content/_index.md", "content/about.md", "waymark.yml"])
    #expect(try folder.read("content/_index.md") == "An author's text.\n")
  }
}
