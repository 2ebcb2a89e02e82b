import Diagnostics
import Foundation
import SiteBuild
import Testing

/// Whole sites with the files that they must become, built with the theme that the tool carries.
@Suite struct GoldenSiteTests {
  static let sites: [URL] = {
    let folder = GuideTests.root.appending(path: "Tests/GoldenSites")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.sorted().map { folder.appending(path: $0) }
  }()

  @Test("A site becomes what was reviewed", arguments: sites)
  func golden(_ folder: URL) throws {
    let build = try TestSite(folder: folder).build()
    var actual = Dictionary(
      uniqueKeysWithValues: build.output.files.map { ($0.path.text, $0.bytes) })
    // Assets are the theme's own files under names that change with their bytes.
    // The index is compressed by libdeflate, whose versions differ; it has tests of its own.
    for name in actual.keys where name.hasPrefix("assets/") || name.hasSuffix(".bin") {
      actual[name] = nil
    }
    actual = actual.mapValues(withoutHashes)
    let diagnostics = TextRenderer().render(build.diagnostics)
    if !diagnostics.isEmpty { actual["diagnostics.txt"] = Array(diagnostics.utf8) }

    let expectedFolder = folder.appending(path: "expected")
    if ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1" {
      try record(actual, in: expectedFolder)
      Issue.record("recorded \(expectedFolder.path); look at it, then run again without recording")
    }
    let expected = try files(in: expectedFolder)
    #expect(Set(actual.keys) == Set(expected.keys))
    for (name, bytes) in expected {
      #expect(actual[name] == bytes, "\(name) has changed: `make record`, look at the difference")
    }
  }

  @Test("Each language's search finds its own forms, without being taught them")
  func searches() throws {
    let folder = GuideTests.root.appending(path: "Tests/GoldenSites/languages")
    let build = try TestSite(folder: folder).build()
    #expect(build.languages.count == 3)
    for part in build.languages {
      let source = try #require(part.sources.searchTests)
      let outcome = try #require(SearchTests(part)?.untaught()).run(source)
      #expect(outcome.ranks.count >= 20, "\(source.name)")
      #expect(outcome.ranks.filter { !$0.passes }.map(\.query) == [], "\(source.name)")
    }
  }

  private func withoutHashes(_ bytes: [UInt8]) -> [UInt8] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
    return Array(text.replacing(/(\/assets\/[a-z-]+)\.[0-9a-f]{16}\./) { "\($0.output.1)." }.utf8)
  }

  private func record(_ files: [String: [UInt8]], in folder: URL) throws {
    try? FileManager.default.removeItem(at: folder)
    for (name, bytes) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
  }

  private func files(in folder: URL) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path()) {
      let file = folder.appending(path: name)
      guard let data = try? Data(contentsOf: file) else { continue }
      files[name] = Array(data)
    }
    return files
  }
}
