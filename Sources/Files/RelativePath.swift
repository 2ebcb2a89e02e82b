/// The path of a file below a folder, which it cannot leave: `content/faq/salary.md`.
///
/// No part is empty or begins with a dot, so the path holds neither `..` nor the files of version control.
package struct RelativePath: Sendable, Hashable, Comparable {
  /// The most bytes of a path.
  static let sizeLimit = 4096
  /// The most folders above a file.
  static let depthLimit = 128

  package let text: String

  /// `nil` for an absolute path, an empty, hidden or control-character part, and a path that is too long.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.sizeLimit, parts.count <= Self.depthLimit,
      parts.allSatisfy({ !$0.isEmpty && $0.first != UInt8(ascii: ".") }),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { return nil }
    self.text = text
  }

  /// The folders and the name, in order.
  package var components: [String] { text.split(separator: "/").map(String.init) }

  /// The name in its folder.
  package var name: String { components.last ?? text }

  /// The path of the folder that holds the file; `nil` at the top.
  package var folder: RelativePath? {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return RelativePath(String(text[..<slash]))
  }

  /// Disks compare bytes, not letters: two spellings of `é` are two files.
  package static func == (left: RelativePath, right: RelativePath) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }

  package static func < (left: RelativePath, right: RelativePath) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
