import Diagnostics
import Foundation
import SiteBuild
import Testing

/// The manual in `docs/`: its examples do what they say, and it is a site without mistakes.
@Suite struct ManualTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let docs = root.appending(path: "docs")

  /// The guides that begin in an empty folder.
  private static let beginnings = ["start-with-markdown.md"]

  private static func pages(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: docs.appending(path: folder).path(percentEncoded: false))
    return (names ?? []).filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
      .map { "\(folder)/\($0)" }
  }

  @Test("The tutorials work, one after the other")
  func tutorials() throws {
    let shell = try ExampleShell(withSite: false)
    for page in ["tutorial/first-site.md", "tutorial/own-kind.md"] { try run(page, in: shell) }
    #expect(Self.pages("tutorial").count == 2, "a tutorial is not run")
  }

  @Test("A how-to guide works", arguments: pages("how-to"))
  func guide(_ page: String) throws {
    let isBeginning = Self.beginnings.contains { page.hasSuffix($0) }
    try run(page, in: ExampleShell(withSite: !isBeginning))
  }

  /// Writes the files that a page shows with a title, runs its sessions, and compares what they print.
  private func run(_ page: String, in shell: ExampleShell) throws {
    let url = Self.docs.appending(path: page)
    let text = try String(contentsOf: url, encoding: .utf8)
    var result: [Substring] = []
    var rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = rest.popFirst() {
      result.append(line)
      guard let match = line.wholeMatch(of: /(`{3,})([a-z]+)(.*)/) else { continue }
      let end = try #require(rest.firstIndex(of: match.1), "\(page): \(line) does not end")
      let body = rest[..<end].joined(separator: "\n")
      rest = rest[end...]
      if match.2 == "console" {
        result += try shell.run(session: body).split(
          separator: "\n", omittingEmptySubsequences: false)
      } else {
        if let title = match.3.firstMatch(of: /title="([^"]+)"/) {
          try shell.write(body + "\n", to: String(title.1))
        }
        result += body.split(separator: "\n", omittingEmptySubsequences: false)
      }
      if let fence = rest.popFirst() { result.append(fence) }
    }
    let actual = result.joined(separator: "\n")
    if actual != text, ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1" {
      try Data(actual.utf8).write(to: url)
    }
    #expect(actual == text, "\(page) shows something else than happens; `make record`")
  }

  @Test(
    "A message's session shows what happens",
    arguments: SiteBuilder.rules.filter { $0.session != nil })
  func session(_ rule: Rule) throws {
    let server = try ScriptedServer { request in
      switch request.address {
      case "http://gone.example/": "404 Not Found"
      case "http://moved.example/": "301 Moved\r\nLocation: /new"
      case "http://busy.example/": "429 Later"
      default: "200 OK"
      }
    }
    defer { server.stop() }
    let session = try #require(rule.session)
    let shell = try ExampleShell(withSite: true, proxy: server.port)
    #expect(try shell.run(session: session) == session)
    #expect(session.contains("[\(rule.id)]"))
  }

  @Test("Every message's page has an example, and says how it is mended")
  func everyRule() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.run("reference", "reference", in: folder.url).status == 0)
    for rule in SiteBuilder.rules {
      let file = folder.url.appending(path: "reference/diagnostics/\(rule.id).md")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.contains("[\(rule.id)]: "), "\(rule.id) is not reported by its example")
      let isMended = text.firstMatch(of: /## How to mend it\n+[^#\n]/) != nil
      #expect(isMended, "\(rule.id) does not say how it is mended")
    }
  }

  @Test("The manual is a site without mistakes")
  func manual() throws {
    let folder = try TemporaryFolder()
    let copy = folder.url.appending(path: "docs")
    try FileManager.default.copyItem(at: Self.docs, to: copy)
    for name in ["reference", "public", ".cache"] {
      try? FileManager.default.removeItem(at: copy.appending(path: name))
    }
    let written = try Tool.run("reference", "docs/reference", in: folder.url)
    #expect(written.status == 0, "\(written.errors)")
    let check = try Tool.run("check", "--strict", "--source", "docs", in: folder.url)
    let said = check.output + check.errors
    #expect(check.status == 0 && said.hasPrefix("Checked "), "\(said)")
    // Only what it wrote is replaced.
    let mine = copy.appending(path: "reference/settings/look.md")
    try Data("Mine".utf8).write(to: mine)
    #expect(try Tool.run("reference", "docs/reference", in: folder.url).status == 1)
    #expect(try String(contentsOf: mine, encoding: .utf8) == "Mine")
  }

  @Test(
    "The links of the repository's own pages lead to files",
    arguments: ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Benchmarks/README.md"])
  func links(_ page: String) throws {
    let url = Self.root.appending(path: page)
    let text = try String(contentsOf: url, encoding: .utf8)
    for match in text.matches(of: /\]\(([^):#\s]+)(#[^)\s]*)?\)/) {
      let target = url.deletingLastPathComponent().appending(path: match.1)
      let isThere = FileManager.default.fileExists(atPath: target.path(percentEncoded: false))
      #expect(isThere, "\(page) links to \(match.1)")
    }
  }
}
