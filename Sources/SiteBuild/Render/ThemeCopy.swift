import Concurrency
import Diagnostics
import SiteModel
import Text

/// A site's copy of a file of the theme, which names in its first line the version that it was copied from.
package enum ThemeCopy {
  /// The comments of the kinds of files that have some.
  private static let comments: [(ending: String, open: String, close: String)] = [
    (".html", "{# ", " #}"), (".xml", "{# ", " #}"), (".css", "/* ", " */"), (".js", "// ", ""),
    (".svg", "<!-- ", " -->"),
  ]
  private static let words = "Copied from the theme of Waymark "

  /// The bytes of a copy of a file of the theme.
  ///
  /// `name` is the file's path below `templates/`. A picture is copied as it is, because it has no comments.
  package static func bytes(of name: String, _ bytes: [UInt8]) -> [UInt8] {
    guard let comment = comments.first(where: { name.hasSuffix($0.ending) }) else { return bytes }
    let line = comment.open + words + "\(Version.current): \(name) \(hash(bytes))" + comment.close
    return Array((line + "\n").utf8) + bytes
  }

  /// Reports copies whose originals in the theme have changed since.
  static func diagnostics(in sources: SourceTree, theme: Theme) -> [Diagnostic] {
    let files = sources.templates + sources.assets
    guard !files.isEmpty else { return [] }
    let originals = theme.files
    return files.compactMap { file in
      guard let mark = mark(in: file.source) else { return nil }
      let place = file.source.location(of: mark.range)
      guard let original = originals[mark.name] else {
        return Diagnostic(
          .themeChanged, "the theme has no file `\(mark.name)` any more", at: place,
          help: "check that the copy is still in use, then remove this line or the file")
      }
      guard hash(original) != mark.hash else { return nil }
      return Diagnostic(
        .themeChanged,
        "`\(mark.name)` has changed in the theme since version \(mark.version), which this is a copy of",
        at: place,
        help: "compare it with `waymark theme show \(mark.name)`, take over what changed, and "
          + "write `\(hash(original))` here")
    }
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    String(decoding: Fingerprint(bytes).hexadecimal.prefix(16), as: UTF8.self)
  }

  /// The version, the name and the hash in the first line of a copy.
  private static func mark(
    in source: SourceText
  ) -> (version: String, name: String, hash: String, range: Range<Int>)? {
    let line = source.bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(500)
    let text = String(decoding: line, as: UTF8.self)
    guard
      let match = text.firstMatch(
        of: /Copied from the theme of Waymark ([^ :]+): (\S+) ([0-9a-f]{16})/)
    else { return nil }
    let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: match.range.upperBound)
    return (
      String(match.output.1), String(match.output.2), String(match.output.3), start..<end
    )
  }
}

extension Theme {
  /// Every file by its path below `templates/`.
  package var files: [String: [UInt8]] {
    let all =
      templates.map { ($0.name, $0.bytes) }
      + assets.map { (SourceTree.assetFolder + $0.name, $0.bytes) }
    return Dictionary(all, uniquingKeysWith: { first, _ in first })
  }
}
