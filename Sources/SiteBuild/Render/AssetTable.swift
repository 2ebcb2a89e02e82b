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
  /// The style sheet of every page, which ends with that of `look` in `waymark.yml`.
  private static let style = "site.css"
  /// The site's own style sheet and script, which every page loads after those of the theme where they exist.
  static let (extraStyle, extraScript) = ("extra.css", "extra.js")

  /// Collects the theme's assets and the site's own, which replace assets of the same name.
  ///
  /// A file in a folder whose name ends in `.js` or `.css` is a part of one file of that name. A site replaces or adds
  /// a part, or replaces the whole file. Comments are removed from the theme's scripts and style sheets (`ThemeScript`,
  /// `ThemeStyle`) and from unchanged copies of them, but never from a site's own.
  ///
  /// `isHashed` says whether names contain a hash of the bytes.
  init(theme: [SourceFile], own: [SourceFile], look: Look, isHashed: Bool) {
    self.isHashed = isHashed
    let original = Dictionary(
      theme.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    var whole: [String: [UInt8]] = [:]
    var parts: [String: [String: [UInt8]]] = [:]
    func collect(_ files: [SourceFile]) {
      // Whole files first, because a site's whole file replaces the theme's parts, but not the site's own.
      for file in files where Self.joinedFile(of: file.name) == nil {
        whole[file.name] = Self.bytes(of: file, original)
        parts[file.name] = nil
      }
      for file in files {
        guard let joined = Self.joinedFile(of: file.name) else { continue }
        parts[joined, default: [:]][file.name] = Self.bytes(of: file, original)
      }
    }
    collect(theme)
    collect(own)
    for (file, parts) in parts {
      whole[file] = Self.joined([whole[file]].compactMap(\.self) + Self.inOrder(parts))
    }
    let style = whole.removeValue(forKey: Self.style)
    for (name, bytes) in whole.sorted(by: { $0.key < $1.key }) {
      add(name, bytes, isHashed: isHashed)
    }
    // It names fonts by their paths.
    let css = LookStyle.css(look) { [paths] name in
      (paths[name]?.text.dropFirst("assets/".count)).map { String($0).percentEncodedPath } ?? name
    }
    let styles = [style, css.map { Array($0.utf8) }].compactMap(\.self)
    if !styles.isEmpty { add(Self.style, Self.joined(styles), isHashed: isHashed) }
    files.sort { $0.path < $1.path }
  }

  private mutating func add(_ name: String, _ bytes: [UInt8], isHashed: Bool) {
    let path = OutputPath("assets/" + (isHashed ? Self.hashed(name, bytes) : name))
    paths[name] = path
    files.append(OutputFile(path, bytes, origin: Self.origin))
  }

  private static func bytes(of file: SourceFile, _ original: [String: [UInt8]]) -> [UInt8] {
    guard original[file.name] == file.bytes else { return file.bytes }
    if file.name.hasSuffix(".js") { return ThemeScript.withoutComments(file.bytes) }
    return file.name.hasSuffix(".css") ? ThemeStyle.withoutComments(file.bytes) : file.bytes
  }

  /// The file that an asset is a part of: `search.js` for `search.js/1-index.js`; `nil` for an asset that is a
  /// whole file.
  private static func joinedFile(of name: String) -> String? {
    let folders = name.split(separator: "/").dropLast()
    guard let last = folders.firstIndex(where: { $0.hasSuffix(".js") || $0.hasSuffix(".css") })
    else { return nil }
    return folders[...last].joined(separator: "/")
  }

  private static func inOrder(_ parts: [String: [UInt8]]) -> [[UInt8]] {
    parts.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Joins parts, each with a line feed at its end.
  private static func joined(_ parts: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += part
      if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
    return bytes
  }

  subscript(name: String) -> OutputPath? { paths[name] }

  /// The bytes of a file by its name without a hash.
  func bytes(of name: String) -> [UInt8]? {
    paths[name].flatMap { path in files.first { $0.path == path }?.bytes }
  }

  /// The names of all files, without hashes.
  var names: [String] { paths.keys.sorted() }

  /// A suggestion for an unknown name, as help for a message.
  func nearest(to name: String) -> String? {
    nearestMatch(to: name, in: names).map { "did you mean `\($0)`?" }
  }

  /// The name with a hash of the bytes: `site.0f3a….css` for `site.css`.
  private static func hashed(_ name: String, _ bytes: [UInt8]) -> String {
    let hash = String(decoding: Fingerprint(bytes).hexadecimal.prefix(16), as: UTF8.self)
    guard let dot = name.lastIndex(of: ".") else { return name + "." + hash }
    return name[..<dot] + "." + hash + name[dot...]
  }
}
