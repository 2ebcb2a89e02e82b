import Diagnostics
import SiteModel

/// The files that templates use, each under a name that changes with its bytes, so that readers'
/// browsers may keep it for ever.
struct AssetTable: Sendable {
  private var paths: [String: OutputPath] = [:]
  private(set) var files: [(path: OutputPath, bytes: [UInt8])] = []

  /// The theme's assets and the site's own, which take their place.
  init(theme: Theme, own: [(name: String, bytes: [UInt8])]) {
    let ownNames = Set(own.map(\.name))
    for (name, bytes) in theme.assets.filter({ !ownNames.contains($0.name) }) + own {
      let path = OutputPath("assets/" + Self.hashed(name, bytes))
      paths[name] = path
      files.append((path, bytes))
    }
  }

  subscript(name: String) -> OutputPath? { paths[name] }

  /// A question about the name nearest to a mistyped one, for a message.
  func nearest(to name: String) -> String? {
    nearestMatch(to: name, in: paths.keys.sorted()).map { "did you mean `\($0)`?" }
  }

  /// `site.css` as `site.0f3a….css`.
  private static func hashed(_ name: String, _ bytes: [UInt8]) -> String {
    let hash = SHA256.hash(bytes).prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    guard let dot = name.lastIndex(of: ".") else { return name + "." + hash }
    return name[..<dot] + "." + hash + name[dot...]
  }
}
