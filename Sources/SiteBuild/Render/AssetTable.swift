import Concurrency
import Diagnostics
import SiteModel
import Text

/// The styles, scripts and icons of templates.
///
/// In a published site their names contain a hash of their bytes, so that browsers can cache them forever.
struct AssetTable: Sendable {
  /// The origin of the files in messages.
  static let origin = "templates/assets"

  private var paths: [String: OutputPath] = [:]
  private(set) var files: [OutputFile] = []
  /// Whether the names contain a hash of the bytes.
  let isHashed: Bool

  /// Collects the theme's assets and the site's own, which replace assets of the same name.
  ///
  /// A file in a folder whose name ends in `.js` or `.css` is a part of one file of that name. A site replaces a
  /// part, or the whole file. Comments are removed from the theme's scripts (`ThemeScript`) and from unchanged copies
  /// of them, but never from a site's own.
  ///
  /// `isHashed` says whether names contain a hash of the bytes.
  init(theme: [SourceFile], own: [SourceFile], isHashed: Bool) {
    self.isHashed = isHashed
    var assets: [String: [UInt8]] = [:]
    var parts: [String: [String: [UInt8]]] = [:]
    let original = Dictionary(
      theme.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    for file in theme + own {
      let name = file.name
      let isThemeScript = name.hasSuffix(".js") && original[name] == file.bytes
      let bytes = isThemeScript ? ThemeScript.withoutComments(file.bytes) : file.bytes
      if let file = Self.joinedFile(of: name) {
        assets[file] = nil
        parts[file, default: [:]][name] = bytes
      } else {
        assets[name] = bytes
        parts[name] = nil
      }
    }
    for (file, parts) in parts {
      assets[file] = Self.joined(parts)
    }
    for (name, bytes) in assets.sorted(by: { $0.key < $1.key }) {
      let path = OutputPath("assets/" + (isHashed ? Self.hashed(name, bytes) : name))
      paths[name] = path
      files.append(OutputFile(path, bytes, origin: Self.origin))
    }
  }

  /// The file that an asset is a part of: `search.js` for `search.js/1-stemmer.js`; `nil` for an asset that is a
  /// whole file.
  private static func joinedFile(of name: String) -> String? {
    let folders = name.split(separator: "/").dropLast()
    guard let last = folders.firstIndex(where: { $0.hasSuffix(".js") || $0.hasSuffix(".css") })
    else { return nil }
    return folders[...last].joined(separator: "/")
  }

  /// Joins parts in the order of their names, each with a line feed at its end.
  private static func joined(_ parts: [String: [UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts.sorted(by: { $0.key < $1.key }) {
      bytes += part.value
      if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
    return bytes
  }

  subscript(name: String) -> OutputPath? { paths[name] }

  /// A suggestion for an unknown name, as help for a message.
  func nearest(to name: String) -> String? {
    nearestMatch(to: name, in: paths.keys.sorted()).map { "did you mean `\($0)`?" }
  }

  /// The name with a hash of the bytes: `site.0f3a….css` for `site.css`.
  private static func hashed(_ name: String, _ bytes: [UInt8]) -> String {
    let hash = String(decoding: Fingerprint(bytes).hexadecimal.prefix(16), as: UTF8.self)
    guard let dot = name.lastIndex(of: ".") else { return name + "." + hash }
    return name[..<dot] + "." + hash + name[dot...]
  }
}
