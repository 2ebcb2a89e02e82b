import DefaultTheme
import Diagnostics
import Foundation
import Fuzzing
import SiteBuild
import SiteModel
import TestSupport

/// A site in memory, to be built, changed and built again.
struct TestSite {
  var files: [String: [UInt8]] = [:]
  var options: SiteBuilder.Options
  var theme = Theme(files: DefaultTheme.files)

  init() throws {
    options = SiteBuilder.Options(day: try Self.day("2026-11-21"))
    options.fallbackURL = "http://localhost:4000"
  }

  /// The files of a case; `<TAB>`, `<CR>`, `<BOM>`, `<FF>`, `<ESC>`, `<CSI>` stand for what an editor would hide.
  init(_ file: CaseFile) throws {
    try self.init()
    for (name, text) in file.sections where Self.isSource(name) {
      files[name] = Self.bytes(text + "\n")
    }
    let words = (file["options"] ?? "").split(separator: "\n")
    options.includesDrafts = words.contains("drafts")
    options.includesFuture = words.contains("future")
    options.isStrict = words.contains("strict")
    options.includesHints = words.contains("hints")
    options.isPreview = words.contains("unhashed")
    if words.contains("no address") { options.fallbackURL = nil }
    if words.contains("no theme") { theme = Theme(files: []) }
    options.baseURL = words.first { $0.hasPrefix("base ") }.map { String($0.dropFirst(5)) }
  }

  /// The files of a folder on disk.
  init(folder: URL) throws {
    try self.init()
    var loader = SourceLoader(folder: .init(folder.path(percentEncoded: false)))
    files = loader.load().bytesByPath
  }

  /// Everything as the loader would have read it.
  var sources: SourceTree { SourceTree(files: files) }

  func build() -> BuildResult {
    SiteBuilder(theme: theme, options: options).build(sources)
  }

  private static func isSource(_ name: String) -> Bool {
    name == "waymark.yml" || SiteStrings.isFile(name)
      || ["content/", "docs/", "templates/", "data/"].contains { name.hasPrefix($0) }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let text = text.replacing("<TAB>", with: "\t").replacing("<CR>", with: "\r")
      .replacing("<BOM>", with: "\u{FEFF}").replacing("<ESC>", with: "\u{1B}")
      .replacing("<CSI>", with: "\u{9B}")
    // `<FF>` is a byte that no UTF-8 text holds.
    var bytes: [UInt8] = []
    for (index, part) in text.split(separator: "<FF>", omittingEmptySubsequences: false)
      .enumerated()
    {
      if index > 0 { bytes.append(0xFF) }
      bytes += Array(part.utf8)
    }
    return bytes
  }

  private struct NoDay: Error {}

  private static func day(_ text: String) throws -> CalendarDate {
    guard let day = CalendarDate(text) else { throw NoDay() }
    return day
  }
}
