import Diagnostics
import Text
import YAML

/// The folder that contains a site's pages: `content`, or the one that `content` in `waymark.yml` names.
package struct ContentFolder: Sendable, Hashable {
  /// The path below the site's folder, with a slash at its end; empty for the site's folder itself.
  package let prefix: String

  /// The folder `content`.
  package static let standard = ContentFolder(prefix: "content/")
  /// The folder with templates, which contains no pages.
  package static let templates = "templates/"
  /// The folder with data for templates.
  package static let data = "data/"
  /// The folder into which a site is built if no other is named.
  package static let output = "public"

  /// The file with search tests, below the folder.
  static let searchTests = ContentPath("search-tests.yml")

  private init(prefix: String) {
    self.prefix = prefix
  }

  /// A folder in this one.
  package func folder(_ name: String) -> ContentFolder {
    ContentFolder(prefix: prefix + name + "/")
  }

  /// The folder that a setting names; `nil` if the setting is not the path of a visible folder of the site.
  package init?(_ setting: String) {
    guard !setting.isEmpty, !setting.hasPrefix("/"),
      setting.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }),
      let path = ContentPath("").resolving(setting),
      path.components.allSatisfy({ $0.first != "." && !$0.hasSuffix("~") }),
      path.components.first.map({ $0 + "/" != Self.templates }) ?? true
    else { return nil }
    prefix = path.text.isEmpty ? "" : path.text + "/"
  }

  /// The folder that the settings name, and where; `content` if they name none that is valid.
  package static func setting(
    in settings: SourceText?
  ) -> (folder: ContentFolder, range: Range<Int>?) {
    guard let settings,
      let root = YAMLReader.read(settings, 0..<settings.bytes.count).0,
      let value = root.entries.first(where: { $0.key == SiteConfiguration.contentKey })?.value,
      case .scalar(let text, _) = value.content, let folder = ContentFolder(text)
    else { return (.standard, nil) }
    return (folder, value.range)
  }

  /// Whether a path below the site's folder is that of data for templates.
  ///
  /// Where pages are in the site's folder itself, a CSV file in `data/` belongs to them.
  package func isData(_ path: String) -> Bool {
    guard path.hasPrefix(Self.data), !prefix.hasPrefix(Self.data) else { return false }
    let endings = isSite ? [".yml", ".yaml", ".json"] : [".yml", ".yaml", ".json", ".csv"]
    return endings.contains(where: path.hasSuffix)
  }

  /// Whether pages are in the site's folder itself, beside everything else that is there.
  package var isSite: Bool { prefix.isEmpty }

  /// The path without a slash at its end; `.` for the site's folder itself.
  package var name: String { isSite ? "." : String(prefix.dropLast()) }

  /// The path of a file below the site's folder.
  package func path(of file: ContentPath) -> String { prefix + file.text }

  /// The part of a path below this folder; `nil` for a path outside.
  ///
  /// - `path`: A path below the site's folder.
  package func inner(_ path: String) -> String? {
    guard path.hasPrefix(prefix), !leavesOut(path) else { return nil }
    return String(path.utf8.dropFirst(prefix.utf8.count))
  }

  // MARK: The site's folder itself

  /// The folders of other tools, which are left out at every depth.
  private static let toolFolders: Set<Substring> = [
    "node_modules", "bower_components", "vendor", "venv", "__pycache__", "_site",
  ]
  /// The extensions of files that pages can show or offer.
  private static let mediaEndings: Set<Substring> = [
    "apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp",
    "m4v", "mov", "mp4", "ogv", "webm", "srt", "vtt",
    "aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "pdf", "csv", "tsv",
  ]

  /// Whether a file or folder belongs to something else than the pages.
  ///
  /// This is so only if pages are in the site's folder itself.
  package func leavesOut(_ path: String) -> Bool {
    guard isSite else { return false }
    let names = path.split(separator: "/")
    guard let first = names.first else { return false }
    if names.count == 1, first == SiteConfiguration.fileName { return true }
    return first + "/" == Self.templates || first == Self.output
      || names.contains(where: Self.toolFolders.contains)
  }

  /// Whether a path that `leavesOut` names is the folder of another tool, which an author may have taken for one of pages.
  package static func isToolFolder(_ path: String) -> Bool {
    path.split(separator: "/").last.map(toolFolders.contains) ?? false
  }

  /// Whether a file can be a page or part of one, judged by its path below this folder.
  package func takes(_ file: ContentPath) -> Bool {
    if !isSite || file.isMarkdown || file.text.hasPrefix("_root/") || file == Self.searchTests {
      return true
    }
    let name = file.name
    guard let dot = name.lastIndex(of: ".") else { return false }
    return Self.mediaEndings.contains(Substring(name[name.index(after: dot)...].lowercased()))
  }
}
