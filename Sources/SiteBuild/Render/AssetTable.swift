import Concurrency
import Diagnostics
import SiteModel
import Text

/// The files that templates use, each under a name that changes with its bytes, so that readers'
/// browsers may keep it for ever.
struct AssetTable: Sendable {
  private var paths: [String: OutputPath] = [:]
  private(set) var files: [(path: OutputPath, bytes: [UInt8])] = []

  /// The theme's assets and the site's own, which take their place.
  ///
  /// The parts of a file are replaced one by one; a whole file takes the place of all of them. The theme's
  /// scripts travel without comments (`ThemeScript`), and so does a site's copy of one that nobody changed;
  /// a site's own files are never rewritten. Without `isHashed` files keep their names.
  init(theme: Theme, own: [(name: String, bytes: [UInt8])], isHashed: Bool = true) {
    var assets: [String: [UInt8]] = [:]
    var parts: [String: [String: [UInt8]]] = [:]
    let original = Dictionary(
      theme.assets.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    for (name, bytes) in theme.assets + own {
      let isThemeScript = name.hasSuffix(".js") && original[name] == bytes
      let bytes = isThemeScript ? ThemeScript.withoutComments(bytes) : bytes
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
      files.append((path, bytes))
    }
  }

  /// The file that an asset is a part of: `search.js` for `search.js/1-stemmer.js`.
  private static func joinedFile(of name: String) -> String? {
    let folders = name.split(separator: "/").dropLast()
    guard let last = folders.firstIndex(where: { $0.hasSuffix(".js") || $0.hasSuffix(".css") })
    else { return nil }
    return folders[...last].joined(separator: "/")
  }

  /// The parts one after the other, by their names, each on lines of its own.
  private static func joined(_ parts: [String: [UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts.sorted(by: { $0.key < $1.key }) {
      bytes += part.value
      if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
    return bytes
  }

  subscript(name: String) -> OutputPath? { paths[name] }

  /// A question about the name nearest to a mistyped one, for a message.
  func nearest(to name: String) -> String? {
    nearestMatch(to: name, in: paths.keys.sorted()).map { "did you mean `\($0)`?" }
  }

  /// `site.css` as `site.0f3a….css`.
  private static func hashed(_ name: String, _ bytes: [UInt8]) -> String {
    let digits = String(Fingerprint(bytes).high, radix: 16)
    let hash = String(repeating: "0", count: 16 - digits.count) + digits
    guard let dot = name.lastIndex(of: ".") else { return name + "." + hash }
    return name[..<dot] + "." + hash + name[dot...]
  }
}
