import DefaultTheme
import Diagnostics
import Foundation
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
    if words.contains("no address") { options.fallbackURL = nil }
    if words.contains("no theme") { theme = Theme(files: []) }
    options.baseURL = words.first { $0.hasPrefix("base ") }.map { String($0.dropFirst(5)) }
  }

  /// The files of a folder on disk.
  init(folder: URL) throws {
    try self.init()
    var loader = SourceLoader(folder: .init(folder.path(percentEncoded: false)))
    let tree = loader.load()
    files["waymark.yml"] = tree.configuration?.bytes
    for page in tree.pages { files["content/" + page.path.text] = page.source.bytes }
    for file in tree.files { files["content/" + file.path.text] = file.bytes }
    for template in tree.templates { files["templates/" + template.name] = template.source.bytes }
    for asset in tree.assets { files["templates/assets/" + asset.name] = asset.bytes }
  }

  /// Everything as the loader would have read it.
  var sources: SourceTree {
    var tree = SourceTree()
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      if name == "waymark.yml" {
        tree.configuration = SourceText(name: name, bytes: bytes)
      } else if name.hasPrefix("content/") {
        let path = ContentPath(String(name.dropFirst("content/".count)))
        if path.isPage {
          tree.pages.append((path, SourceText(name: name, bytes: bytes)))
        } else {
          tree.files.append((path, bytes))
        }
      } else if name.hasPrefix("templates/assets/") {
        tree.assets.append((String(name.dropFirst("templates/assets/".count)), bytes))
      } else if name.hasPrefix("templates/") {
        let short = String(name.dropFirst("templates/".count))
        tree.templates.append((short, SourceText(name: name, bytes: bytes)))
      }
    }
    return tree
  }

  func build() -> SiteBuilder.Build {
    SiteBuilder(theme: theme, options: options).build(sources)
  }

  private static func isSource(_ name: String) -> Bool {
    name == "waymark.yml" || name.hasPrefix("content/") || name.hasPrefix("templates/")
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
