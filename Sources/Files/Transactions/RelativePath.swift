/// The path of a file below a folder: `content/faq/salary.md`.
///
/// It cannot leave the folder.
///
/// No part is empty, `.`, `..` or the data of version control, or has a name that Waymark keeps for its own files.
package struct RelativePath: Sendable, Hashable, Comparable {
  /// The largest size of a path in bytes.
  static let sizeLimit = 4096
  /// The largest number of parts of a path.
  static let depthLimit = 128

  /// The path, with slashes between its parts.
  package let text: String

  /// Checks a path; `nil` where it is absolute or too long, or where a part is empty, reserved or has control
  /// characters.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.sizeLimit, parts.count <= Self.depthLimit,
      !parts.contains(where: Self.isReserved),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    self.text = text
  }

  /// Whether a part of a path is empty, leads elsewhere, or is reserved; letters count in any case, as on many disks.
  private static func isReserved(_ part: Substring.UTF8View) -> Bool {
    guard part.first == UInt8(ascii: ".") else { return part.isEmpty }
    let name = Substring(part).lowercased()
    return name == "." || name == ".." || name == IgnoredFiles.versionControl
      || name.hasPrefix(FileTransaction.reservedPrefix)
  }

  /// The folders and the name.
  package var components: [String] { text.split(separator: "/").map(String.init) }

  /// The name of the file.
  package var name: String { components.last ?? text }

  /// The path of the file's folder; `nil` at the top.
  package var folder: RelativePath? {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return RelativePath(String(text[..<slash]))
  }

  /// Compares bytes, as disks do: two Unicode spellings of `é` are two files.
  package static func == (left: RelativePath, right: RelativePath) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Hashes the bytes of the path, as `==` compares them.
  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }

  /// Orders paths by their bytes.
  package static func < (left: RelativePath, right: RelativePath) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
