import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

/// After any edits, an incremental build makes byte for byte what a clean build makes, reports the same
/// diagnostics, and renders no page whose bytes stay as they were.
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

  @Test(
    "Edits of sites with kinds, fields, data, components and a look of their own",
    arguments: ["handbook", "cookbook"])
  func ownKinds(name: String) throws {
    let folder = GuideTests.root.appending(path: "Tests/GoldenSites/" + name)
    try check(TestSite(folder: folder), script: name.count + 300, steps: Self.steps)
  }

  @Test("Edits of a site in several languages", arguments: [true, false])
  func languages(hasMainFolder: Bool) throws {
    var site = try TestSite()
    for (path, bytes) in SmallSite.files {
      guard path.hasPrefix("content/") else {
        site.files[path] = bytes
        continue
      }
      let inner = path.dropFirst("content/".count)
      site.files[(hasMainFolder ? "content/en/" : "content/") + inner] = bytes
      if inner.utf8.count % 2 == 0 { site.files["content/de/" + inner] = bytes }
    }
    let settings = String(decoding: site.files["waymark.yml"] ?? [], as: UTF8.self)
    let languages = hasMainFolder ? "{en: {}, de: {title: Klein}}" : "{de: {title: Klein}}"
    site.files["waymark.yml"] = Array((settings + "languages: \(languages)\n").utf8)
    try check(site, script: hasMainFolder ? 400 : 401, steps: Self.steps / 3)
  }

  @Test("Edits of words, languages and translations of a site in three languages")
  func threeLanguages() throws {
    let folder = GuideTests.root.appending(path: "Tests/GoldenSites/languages")
    try check(TestSite(folder: folder), script: 410, steps: Self.steps / 3)
  }

  @Test("Edits of the guide")
  func guide() throws {
    try check(GuideTests.site(), script: 100, steps: Self.steps / 4)
  }

  @Test("Unsaved texts over the files on disk make what the saved files make")
  func overlay() throws {
    var site = try TestSite()
    site.files = SmallSite.files
    var script = EditScript(site, number: 200)
    var preview = PreviewBuild(site)
    var saved = script.site
    _ = preview.build(saved)
    for step in 1...Self.steps {
      let edit = script.next()
      // What was deleted or moved cannot be an unsaved text; everything is saved now and then.
      let isOverlay = saved.files.keys.allSatisfy { script.site.files[$0] != nil }
      if !isOverlay || step % 7 == 0 { saved = script.site }
      if let failure = preview.failure(after: edit, script.site, saved: saved) {
        Issue.record(
          """
          seed \(SeededGenerator.seed), step \(step): \(failure)
          \(script.history.suffix(12).joined(separator: "\n"))
          """)
        return
      }
    }
  }

  @Test("Folders, their pages and tags come and go")
  func folders() throws {
    var site = try TestSite()
    site.files = SmallSite.files
    var preview = PreviewBuild(site)
    _ = preview.build(site)
    let edits: [(path: String, text: String?)] = [
      ("content/notes.md", "# Notes\n\n[one](notes/one.md)\n"),
      ("content/notes/one.md", "---\ntags: [Red, blue]\n---\n# One\n"),
      ("content/notes/two.markdown", "---\ntags: red\n---\n# Two\n"),
      ("content/notes.md", "---\nslug: memos\n---\n# Notes\n\n[one](notes/one.md)\n"),
      ("content/notes/deep/README.md", "# Deep\n"),
      ("content/notes/deep/x.md", "# X\n\n# Y\n"),
      ("content/notes/deep/index.md", "# Deep too\n"),
      ("content/notes/deep/index.md", "---\ndraft: true\n---\n# Deep too\n"),
      ("content/notes/deep/x.md", "---\norder: 1\n---\n# X anew\n"),
      ("content/notes/one.md", "---\ntags: [blue]\n---\n# One\n"),
      ("content/notes/deep/README.md", nil),
      ("content/notes/one.md", nil),
      ("content/notes/two.markdown", nil),
      ("content/notes/deep/x.md", nil),
    ]
    for (step, edit) in edits.enumerated() {
      site.files[edit.path] = edit.text.map { Array($0.utf8) }
      if let failure = preview.failure(after: .repair, site) {
        Issue.record("step \(step), \(edit.path): \(failure)")
        return
      }
    }
  }

  @Test("A component and its keys come, change and go after the page that has it")
  func components() throws {
    var site = try TestSite()
    site.files = SmallSite.files
    site.files["content/contact.md"] = Array("# Contact\n\n```desk\nname: 1\n```\n".utf8)
    var preview = PreviewBuild(site)
    _ = preview.build(site)
    let edits: [(path: String, text: String?)] = [
      ("templates/blocks/desk.html", "<p>{{ block.name }}</p>\n"),
      ("templates/blocks/desk.yml", "name: text\n"),
      ("templates/blocks/desk.yml", "name: boolean\n"),
      ("templates/blocks/desk.yml", nil),
      ("templates/blocks/desk.html", nil),
    ]
    for (step, edit) in edits.enumerated() {
      site.files[edit.path] = edit.text.map { Array($0.utf8) }
      if let failure = preview.failure(after: .component, site) {
        Issue.record("step \(step), \(edit.path): \(failure)")
        return
      }
    }
  }

  private func check(_ site: TestSite, script number: Int, steps: Int) throws {
    var script = EditScript(site, number: number)
    var preview = PreviewBuild(site)
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

/// A site that is built again and again by one builder, as the preview does.
struct PreviewBuild {
  private let cleanBuilder: SiteBuilder
  private var builder: IncrementalBuilder
  private var indexer: IncrementalIndexer
  private var output: [String: [UInt8]] = [:]

  init(_ site: TestSite) {
    var options = site.options
    options.isPreview = true
    options.includesHints = true
    cleanBuilder = SiteBuilder(theme: site.theme, options: options)
    builder = IncrementalBuilder(cleanBuilder)
    indexer = IncrementalIndexer(cleanBuilder)
  }

  /// Builds the site; `overlay` holds texts that are not saved.
  mutating func build(
    _ site: TestSite, overlay: SourceOverlay = [:]
  ) -> (result: BuildResult, report: RebuildReport) {
    var (result, report) = builder.buildPages(site.sources, overlay: overlay)
    indexer.complete(&result)
    return (result, report)
  }

  /// What is wrong with the build after an edit, or `nil`.
  ///
  /// `saved` is the site on disk, if some of `site` is not saved yet.
  mutating func failure(
    after edit: Edit, _ site: TestSite, saved: TestSite? = nil
  ) -> String? {
    let saved = saved ?? site
    let overlay = site.files.filter { saved.files[$0.key] != $0.value }
    let (build, report) = build(saved, overlay: overlay)
    let expected = cleanBuilder.build(site.sources)
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
    for (path, cause) in report.rendered where before[path.text] == files[path.text] {
      if edit.excuses(cause) { continue }
      return "`\(path.text)` was rendered again for nothing: \(cause)"
    }
    return nil
  }

  private static func files(_ build: BuildResult) -> [String: [UInt8]] {
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
