import Foundation

/// A Swift source file, read as text: what it imports, which types it declares and which names it uses.
///
/// Comments and string literals are left out. Names are compared, not meanings, so a type that is
/// declared in two files of a target is not followed.
struct SwiftFile {
  let path: String
  let target: String
  /// The folder directly inside the target, or `.`.
  let folder: String
  let text: String
  private(set) var imports: Set<String> = []
  /// The types that the file declares at its top level, other than private ones.
  private(set) var declared: Set<String> = []
  /// The capitalized names in the code.
  private(set) var used: Set<String> = []

  /// Reads a file below the folder `root` of targets.
  init(_ url: URL, root: URL) throws {
    let parts = url.pathComponents.dropFirst(root.pathComponents.count)
    path = parts.joined(separator: "/")
    target = parts.first ?? ""
    folder = parts.count > 2 ? Array(parts)[1] : "."
    text = try String(contentsOf: url, encoding: .utf8)
    read(Self.words(of: Array(text.utf8)))
  }

  /// Every Swift file below a folder whose subfolders are targets, in the order of paths.
  static func all(below root: URL) throws -> [SwiftFile] {
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return try (files?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "swift" }
      .sorted { $0.path < $1.path }
      .map { try SwiftFile($0, root: root) }
  }

  private static let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]

  private mutating func read(_ words: [(text: String, depth: Int)]) {
    var isPrivate = false
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1].text : ""
      if word.text == "import", word.depth == 0 {
        imports.insert(Self.kinds.contains(next) ? words[index + 2].text : next)
      } else if word.depth == 0, Self.kinds.contains(word.text), next.first?.isUppercase == true {
        if !isPrivate { declared.insert(next) }
        isPrivate = false
      } else if word.text == "private" || word.text == "fileprivate" {
        isPrivate = word.depth == 0
      } else if ["func", "var", "let", "extension"].contains(word.text) {
        isPrivate = false
      }
      if word.text.first?.isUppercase == true { used.insert(word.text) }
    }
  }

  /// The identifiers of Swift code, each with the number of braces it stands in.
  private static func words(of bytes: [UInt8]) -> [(text: String, depth: Int)] {
    var words: [(text: String, depth: Int)] = []
    var (index, depth) = (0, 0)
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "/") where bytes[index...].starts(with: "//".utf8):
        index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      case UInt8(ascii: "\""):
        index = endOfString(bytes, index)
      case let byte where isIdentifier(byte):
        let end = bytes[index...].firstIndex { !isIdentifier($0) } ?? bytes.count
        words.append((String(decoding: bytes[index..<end], as: UTF8.self), depth))
        index = end
      case let byte:
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
        index += 1
      }
    }
    return words
  }

  private static func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
    let isLong = bytes[start...].starts(with: "\"\"\"".utf8)
    let closing = Array((isLong ? "\"\"\"" : "\"").utf8)
    var index = start + closing.count
    while index < bytes.count, !bytes[index...].starts(with: closing) {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(bytes.count, index + closing.count)
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }
}
