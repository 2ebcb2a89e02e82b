import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

/// After any edits, a build that remembers makes byte for byte what a clean build makes, says the
/// same, and renders no page whose bytes stay as they were.
///
/// `WAYMARK_SEED` and `WAYMARK_EDITS` choose the script and its length.
@Suite struct IncrementalTests {
  private static let steps =
    ProcessInfo.processInfo.environment["WAYMARK_EDITS"].flatMap { Int($0) } ?? 60

  @Test("Edits of a small site", arguments: 0..<4)
  func small(script: Int) throws {
    var site = try TestSite()
    site.files = SmallSite.files
    try check(site, script: script, steps: Self.steps)
  }

  @Test("Edits of the guide")
  func guide() throws {
    try check(GuideTests.site(), script: 100, steps: Self.steps / 4)
  }

  private func check(_ site: TestSite, script number: Int, steps: Int) throws {
    var script = EditScript(site, number: number)
    var preview = PreviewBuild()
    _ = preview.build(script.site)
    for step in 1...steps {
      let edit = script.next()
      if let failure = preview.failure(after: edit, script.site) {
        Issue.record(
          """
          seed \(SeededGenerator.seed), script \(number), step \(step): \(failure)
          \(script.history.suffix(12).joined(separator: "\n"))
          """)
        return
      }
    }
  }
}

/// A site that is built again and again with one memory, as the preview does.
struct PreviewBuild {
  private var memory = BuildMemory()
  private var analyses = AnalysisMemory()
  private var output: [String: [UInt8]] = [:]

  mutating func build(_ site: TestSite) -> SiteBuilder.Build {
    var site = site
    site.options.isPreview = true
    site.options.includesHints = true
    let sources = site.sources
    let builder = SiteBuilder(theme: site.theme, options: site.options)
    var build = builder.buildPages(sources, &memory)
    builder.complete(&build, sources, &analyses)
    return build
  }

  /// What is wrong with the build after an edit, or `nil`.
  mutating func failure(after edit: Edit, _ site: TestSite) -> String? {
    let build = build(site)
    var clean = PreviewBuild()
    clean.memory = BuildMemory(isKept: false)
    clean.analyses = AnalysisMemory(isKept: false)
    let expected = clean.build(site)
    let files = Self.files(build)
    let expectedFiles = Self.files(expected)
    let before = output
    output = files
    if files.keys.sorted() != expectedFiles.keys.sorted() {
      let names = Set(files.keys).symmetricDifference(expectedFiles.keys).sorted()
      return "other files than a clean build: \(names)"
    }
    for (path, bytes) in expectedFiles.sorted(by: { $0.key < $1.key }) where files[path] != bytes {
      return "`\(path)` differs from a clean build: " + Self.difference(files[path] ?? [], bytes)
    }
    if build.diagnostics != expected.diagnostics {
      return """
        other diagnostics than a clean build:
        \(build.diagnostics.map { "\($0.rule.id) \($0.message)" })
        \(expected.diagnostics.map { "\($0.rule.id) \($0.message)" })
        """
    }
    for (path, cause) in build.report.rendered where before[path.text] == files[path.text] {
      if edit.excuses(cause) { continue }
      return "`\(path.text)` was rendered again for nothing: \(cause)"
    }
    return nil
  }

  private static func files(_ build: SiteBuilder.Build) -> [String: [UInt8]] {
    Dictionary(
      build.output.files.map { ($0.path.text, $0.bytes) }, uniquingKeysWith: { first, _ in first })
  }

  private static func difference(_ actual: [UInt8], _ expected: [UInt8]) -> String {
    let place = zip(actual, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
    func excerpt(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, place - 60)..<min(bytes.count, place + 60)], as: UTF8.self)
    }
    return "…\(excerpt(actual))… instead of …\(excerpt(expected))…"
  }
}
