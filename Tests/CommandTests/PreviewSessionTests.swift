import Files
import Foundation
import Preview
import SiteBuild
import SiteModel
import SystemPackage
import TestSupport
import Testing

@testable import Commands

/// After any change of files on disk, what the preview makes of what the watcher says is what a new preview makes of
/// the folder.
///
/// `WAYMARK_SEED` and `WAYMARK_EDITS` choose the changes and how many there are.
@Suite struct PreviewSessionTests {
  private static let steps =
    ProcessInfo.processInfo.environment["WAYMARK_EDITS"].flatMap { Int($0) } ?? 80

  @Test("Random changes of files and folders", arguments: 0..<4)
  func changes(script: Int) throws {
    var disk = try Disk(number: script)
    var (watcher, _) = PreviewSession.watched(disk.real).watcher()
    let session = Self.session(disk.real)
    var build = session.start().result
    for step in 1...Self.steps {
      for _ in 0...Int.random(in: 0...2, using: &disk.random) { try disk.change() }
      while case let changes = watcher.changes(within: 0), !changes.isEmpty {
        if let rebuild = session.next(changes) { build = rebuild.result }
      }
      let expected = Self.session(disk.real).start().result
      let (written, removed) = build.output.changes(since: expected.output)
      let isSame =
        written.isEmpty && removed.isEmpty && build.diagnostics == expected.diagnostics
      #expect(
        isSame,
        """
        seed \(SeededGenerator.seed), script \(script), step \(step)
        files: \(written.map(\.path.text)) \(removed.map(\.text))
        said: \(build.diagnostics.map(\.message))
        not: \(expected.diagnostics.map(\.message))
        \(disk.history.suffix(12).joined(separator: "\n"))
        """)
      if !isSame { return }
    }
  }

  @Test("When the settings name another folder for pages, that one is watched")
  func contentFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("title: T\n", to: "waymark.yml")
    try folder.write("# Old\n", to: "content/_index.md")
    try folder.write("# New\n", to: "docs/README.md")
    let real = try #require(FileSystem.real(FilePath(folder.url.path(percentEncoded: false))))
    var (watcher, _) = PreviewSession.watched(real).watcher()
    let session = Self.session(real)
    #expect(session.start().result.site.pages.map(\.title).contains("Old"))
    func title(after text: String, to name: String) throws -> [String] {
      try folder.write(text, to: name)
      for _ in 0..<20 {
        guard let rebuild = session.next(from: &watcher, say: { _ in }) else { continue }
        return rebuild.result.site.pages.map(\.title)
      }
      return []
    }
    #expect(try title(after: "title: T\ncontent: docs\n", to: "waymark.yml").contains("New"))
    #expect(try title(after: "# Newer\n", to: "docs/README.md").contains("Newer"))
    #expect(try title(after: "title: T\ncontent: .\n", to: "waymark.yml").contains("Newer"))
    #expect(try title(after: "# Page\n", to: "page.md").contains("Page"))
  }

  private static func session(_ folder: FilePath) -> PreviewSession {
    var options = SiteBuilder.Options(day: CalendarDate(secondsSince1970: 1_795_000_000))
    options.isPreview = true
    options.includesHints = true
    return PreviewSession(folder: folder, options: options) { _, _ in }
  }
}

/// A site's folder to which things happen.
private struct Disk {
  private let folder = try? TemporaryFolder()
  private let root: String
  var random: SeededGenerator
  private(set) var history: [String] = []
  private var count = 0
  private let settings: String

  private static let folders = ["articles", "articles/deep", "faq", "glossary", "notes"]
  private static let names = ["a", "b", "c", "d e", "é", "_index", "f"]

  init(number: Int) throws {
    random = SeededGenerator(offset: 1000 + number)
    root = try #require(folder).url.resolvingSymlinksInPath().path(percentEncoded: false)
    // In the last script, pages are in the site's folder itself.
    settings = "base_url: https://example.org\n" + (number == 3 ? "content: .\n" : "")
    try write("waymark.yml", "title: Disk\n" + settings)
    try write("content/_index.md", "---\ntitle: Home\n---\nHello.\n")
    try write(
      "templates/page.html",
      "{{ data.a|default('') }}{{ data.b|default('') }}{{ data.c|default('') }}{{ page.body }}")
    for name in Self.folders.prefix(4) {
      for page in ["a", "b", "c"] { try write("content/\(name)/\(page).md", text()) }
    }
  }

  /// As the kernel names it.
  var real: FilePath { FileSystem.real(FilePath(root)) ?? FilePath(root) }

  private func path(_ name: String) -> String { root + "/" + name }

  private func write(_ name: String, _ text: String) throws {
    let file = URL(filePath: path(name))
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: file)
  }

  private mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func pick(_ list: [String]) -> String { list[number(list.count)] }

  private mutating func page() -> String {
    "content/" + pick(Self.folders) + "/" + pick(Self.names) + ".md"
  }

  private mutating func text() -> String {
    count += 1
    let link = "[[\(pick(Self.folders))/\(pick(Self.names))]]"
    let text =
      "---\ntitle: Title \(number(30))\n---\nText \(count), see \(number(4) == 0 ? link : "[[Home]]").\n"
    return number(8) == 0 ? text.replacing("\n", with: "\r\n") : text
  }

  /// One thing that happens; what cannot happen, as things are, does not.
  mutating func change() throws {
    let files = FileManager.default
    let (one, other) = (page(), page())
    let (folder, target) = ("content/" + pick(Self.folders), "content/" + pick(Self.folders))
    switch number(20) {
    case 18...19:
      let name = "data/" + pick(["a.yml", "b.json", "c.csv"])
      try note("write \(name)") { disk in
        disk.count += 1
        try disk.write(
          name, name.hasSuffix("csv") ? "x\n\(disk.count)\n" : "{\"x\": \(disk.count)}\n")
      }
    case 0...3: try note("write \(one)") { try $0.write(one, $0.text()) }
    case 4:
      try note("save \(one) by rename") { disk in
        try disk.write("content/.save.swp", disk.text())
        _ = rename(disk.path("content/.save.swp"), disk.path(one))
      }
    case 5: try note("delete \(one)") { try? files.removeItem(atPath: $0.path(one)) }
    case 6: try note("move \(one) to \(other)") { _ = rename($0.path(one), $0.path(other)) }
    case 7: try note("move \(folder) to \(target)") { _ = rename($0.path(folder), $0.path(target)) }
    case 8: try note("delete \(folder)") { try? files.removeItem(atPath: $0.path(folder)) }
    case 9: try note("move \(folder) out") { _ = rename($0.path(folder), $0.path("away")) }
    case 10: try note("move it in as \(folder)") { _ = rename($0.path("away"), $0.path(folder)) }
    case 11:
      try note("link \(one) to \(other)") {
        try? files.createSymbolicLink(atPath: $0.path(one), withDestinationPath: $0.path(other))
      }
    case 12:
      try note("link content/linked to \(folder)") { disk in
        try? files.removeItem(atPath: disk.path("content/linked"))
        try? files.createSymbolicLink(
          atPath: disk.path("content/linked"), withDestinationPath: disk.path(folder))
      }
    case 13:
      try note("remove the link of a folder") {
        try? files.removeItem(atPath: $0.path("content/linked"))
      }
    case 14:
      let isThere = number(4) > 0
      try note(isThere ? "write waymark.yml" : "delete waymark.yml") { disk in
        if isThere {
          try disk.write("waymark.yml", "title: Disk \(disk.number(3))\n" + disk.settings)
        } else {
          try? files.removeItem(atPath: disk.path("waymark.yml"))
        }
      }
    case 15:
      let isThere = number(3) > 0
      try note(isThere ? "write templates" : "delete templates") { disk in
        if isThere {
          try disk.write("templates/assets/site.css", "a { top: \(disk.number(5))px }\n")
          try disk.write("templates/article.html", "<p>\(disk.number(5)) {{ page.title }}</p>\n")
        } else {
          try? files.removeItem(atPath: disk.path("templates"))
        }
      }
    case 16:
      let name = pick([
        "picture.png", "_root/.hidden", "data.csv", ".hidden", "x~", "a\\b.md", "huge.md",
      ])
      let isThere = number(2) == 0
      try note("\(isThere ? "write" : "delete") content/\(name)") { disk in
        let length = name == "huge.md" ? SourceLoader.textLimit : 0
        if isThere {
          try disk.write("content/" + name, disk.text() + String(repeating: "x", count: length))
        } else {
          try? files.removeItem(atPath: disk.path("content/" + name))
        }
      }
    default:
      let isOut = number(2) == 0
      try note(isOut ? "move content away" : "move content back") { disk in
        _ = rename(disk.path(isOut ? "content" : "kept"), disk.path(isOut ? "kept" : "content"))
      }
    }
  }

  private mutating func note(_ what: String, _ change: (inout Disk) throws -> Void) throws {
    history.append(what)
    try change(&self)
  }
}
