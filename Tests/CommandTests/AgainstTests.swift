import Foundation
import Testing

@Suite struct AgainstTests {
  /// A site whose build is published in `old`, and which has lost an address and an anchor since.
  private func changed() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeSite()
    try folder.write(
      "title: S\nbase_url: https://example.org\noutputs: {addresses: true}\n", to: "waymark.yml")
    try folder.write(
      "---\ntitle: Pay\n---\nSee [[about]].\n\n## Raise\n\n## Leave\n", to: "content/pay.md")
    try folder.write("---\ntitle: Gone\n---\nSee [[about]].\n", to: "content/gone.md")
    try folder.write("---\ntitle: Moves\n---\nSee [[about]].\n\n## Part\n", to: "content/moves.md")
    _ = try Tool.run("build", "--quiet", "--output", "old", in: folder.url)
    try folder.write("---\ntitle: Pay\n---\nSee [[about]].\n\n## Leave\n", to: "content/pay.md")
    try folder.write(
      "---\ntitle: Moved\naliases: [/moves/]\n---\nSee [[about]].\n\n## Part\n",
      to: "content/moved.md")
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/gone.md"))
    try FileManager.default.removeItem(at: folder.url.appending(path: "content/moves.md"))
    return folder
  }

  private func lost(
    _ folder: TemporaryFolder, _ published: String, format: String = "text"
  ) throws -> Tool.Result {
    try Tool.run(
      "check", "--against", published, "--rule", "lost-address", "--rule", "lost-anchor",
      "--format", format, in: folder.url)
  }

  private func report(_ name: String) -> String {
    """
    warning[lost-anchor]: `/pay/` has no anchor `#raise` any more, which is published
     --> content/pay.md
      = help: write `{#raise}` behind the heading, or add `/pay/#raise` to the `aliases` of the page that has the text now

    warning[lost-address]: this build has no `/gone/`, which is published
     --> \(name)
      = help: add `/gone/` to the `aliases` of the page that readers shall see instead


    """
  }

  @Test(
    "A folder, its pages without a list, and a list say what a build loses",
    arguments: [true, false])
  func folders(hasList: Bool) throws {
    let folder = try changed()
    if hasList {
      let result = try lost(folder, "old/addresses.txt")
      #expect(result.output.hasPrefix(report("old/addresses.txt")))
    } else {
      try FileManager.default.removeItem(at: folder.url.appending(path: "old/addresses.txt"))
    }
    let result = try lost(folder, "old")
    #expect(result.output.hasPrefix(report("old")))
    #expect(result.status == 0)
    let strict = try Tool.run("check", "--strict", "--against", "old", in: folder.url)
    #expect(strict.status == 1)
  }

  @Test("A server says it, too")
  func server() throws {
    let folder = try changed()
    let list = try String(
      contentsOf: folder.url.appending(path: "old/addresses.txt"), encoding: .utf8)
    let server = try ScriptedServer { request in
      request.address == "/g/addresses.txt" ? "200 OK\r\n\r\n\(list)" : "404 No"
    }
    defer { server.stop() }
    let url = "http://127.0.0.1:\(server.port)/g/"
    #expect(try lost(folder, url).output.hasPrefix(report(url)))
    let notes = try lost(folder, url, format: "github").output.split(separator: "\n")
    #expect(notes.count == 2)
    #expect(notes.first?.hasPrefix("::warning file=content/pay.md,title=lost-anchor::") == true)
    // GitHub cannot show an address as a file.
    let lost = "this build has no `/gone/`, which is published (\(url))%0A"
    #expect(notes.last?.hasPrefix("::warning title=lost-address::" + lost) == true, "\(notes)")
    let other = try self.lost(folder, "http://127.0.0.1:\(server.port)/h")
    #expect(other.status == 2)
    #expect(
      other.errors.contains("has neither `addresses.txt` nor `sitemap.xml`"), "\(other.errors)")
  }

  @Test("What is no site is refused")
  func nothing() throws {
    let folder = try changed()
    let result = try lost(folder, "nowhere")
    #expect(result.status == 2)
    #expect(
      result.errors.contains("--against takes the URL of a site, a folder with a built site"))
  }
}
