import Text

/// Recognizes names of pictures, and the sizes that authors write beside them.
enum PictureName {
  private static let endings: Set<String> = [
    "apng", "avif", "bmp", "gif", "ico", "jfif", "jpeg", "jpg", "png", "svg", "webp",
  ]

  /// Whether a name has the ending of a picture.
  static func isPicture(_ name: some StringProtocol) -> Bool {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Divides a description such as `Alt|300` or `300x200` into its text and the size.
  ///
  /// `needsBar` says that a size alone is a text, as in `![300](x.png)`.
  static func divided(
    _ text: String, needsBar: Bool
  ) -> (text: String, width: ImageLength?, height: ImageLength?) {
    let bar = text.utf8.lastIndex(of: UInt8(ascii: "|"))
    guard bar != nil || !needsBar else { return (text, nil, nil) }
    let start = bar.map { text.utf8.index(after: $0) } ?? text.startIndex
    guard let size = size(text[start...]) else { return (text, nil, nil) }
    return (bar.map { String(text[..<$0]) } ?? "", size.width, size.height)
  }

  /// Reads `300` or `300x200`.
  private static func size(
    _ text: Substring
  ) -> (width: ImageLength, height: ImageLength?)? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count <= 2, text.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: "x") }),
      let width = ImageLength(parts.first.map(String.init))
    else { return nil }
    guard parts.count == 2 else { return (width, nil) }
    return ImageLength(String(parts[1])).map { (width, $0) }
  }
}
