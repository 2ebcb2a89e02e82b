import Diagnostics
import Text
import YAML

/// The lines around front matter: three hyphens for YAML, three plus signs for TOML.
enum FrontMatterFence {
  /// The TOML at the start of a text, and the start of the line after its closing fence.
  ///
  /// White space may stand before it, as in Zola and Hugo.
  static func toml(_ bytes: [UInt8]) -> (text: Range<Int>, end: Int)? {
    let plus = UInt8(ascii: "+")
    guard let first = bytes.firstIndex(where: { !$0.isASCIISpace }),
      let start = line(of: plus, 3...3, bytes, at: first),
      let (end, next) = closing(
        bytes, from: start, isFence: { line(of: plus, 3...3, bytes, at: $0) },
        allowsHyphens: false)
    else { return nil }
    return (start..<end, next)
  }

  /// The start of the next line, if the line at `start` is a fence of three hyphens.
  static func end(_ bytes: [UInt8], at start: Int) -> Int? {
    line(of: UInt8(ascii: "-"), 3...3, bytes, at: start)
  }

  /// The end of the YAML, and the start of the line after the closing fence.
  static func closing(
    _ bytes: [UInt8], from start: Int, isFence: (Int) -> Int? = { _ in nil },
    allowsHyphens: Bool = true
  ) -> (Int, Int)? {
    var line = start
    while line < bytes.count {
      if let end = isFence(line) ?? (allowsHyphens ? end(bytes, at: line) : nil) {
        return (line, end)
      }
      while line < bytes.count, bytes[line] != 0x0A, bytes[line] != 0x0D { line += 1 }
      line += 1
    }
    return nil
  }

  /// The start of the next line, if the line at `start` holds only a number of equal bytes and white space after them.
  static func line(
    of byte: UInt8, _ count: ClosedRange<Int>, _ bytes: [UInt8], at start: Int
  ) -> Int? {
    var index = start
    while index < bytes.count, bytes[index] == byte { index += 1 }
    guard count.contains(index - start) else { return nil }
    while index < bytes.count, [0x20, 0x09].contains(bytes[index]) { index += 1 }
    guard index < bytes.count else { return index }
    if bytes[index] == 0x0D {
      return index + (index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1)
    }
    return bytes[index] == 0x0A ? index + 1 : nil
  }
}

/// Finds front matter that Markdown takes for text: fences of more than three hyphens, and YAML or TOML that something
/// precedes.
enum MisplacedFrontMatter {
  /// The diagnostic for such a block at the top of a page; `nil` where there is none.
  ///
  /// A block counts as front matter only if it has a key that pages have.
  static func find(in source: SourceText, fields: [Field]) -> Diagnostic? {
    let bytes = source.bytes
    let start = textStart(bytes)
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "+") {
      let plus = UInt8(ascii: "+")
      guard let first = FrontMatterFence.line(of: plus, 3...3, bytes, at: start),
        let (end, _) = FrontMatterFence.closing(
          bytes, from: first, isFence: { FrontMatterFence.line(of: plus, 3...3, bytes, at: $0) }),
        holdsKeys(bytes[first..<end], "=", fields)
      else { return nil }
      return Diagnostic(
        .misplacedFrontMatter,
        "this front matter is not at the start of the file, so it is read as text",
        at: source.location(of: start..<start + 3), help: "remove what precedes the first `+++`")
    }
    guard
      let first = FrontMatterFence.line(of: UInt8(ascii: "-"), 3...80, bytes, at: start),
      let (end, _) = FrontMatterFence.closing(
        bytes, from: first,
        isFence: { FrontMatterFence.line(of: UInt8(ascii: "-"), 3...80, bytes, at: $0) }),
      holdsKeys(bytes[first..<end], ":", fields)
    else { return nil }
    let count = bytes[start...].prefix { $0 == UInt8(ascii: "-") }.count
    return Diagnostic(
      .misplacedFrontMatter,
      count > 3
        ? "the fence of this front matter has \(count) hyphens, so it is read as text"
        : "this front matter is not at the start of the file, so it is read as text",
      at: source.location(of: start..<start + count),
      help: count > 3
        ? "write three hyphens, `---`, before and after the keys"
        : "remove what precedes the first `---`")
  }

  /// The offset of the first byte after white space and comments.
  private static func textStart(_ bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count {
      if bytes[index].isASCIISpace {
        index += 1
      } else if bytes[index...].starts(with: "<!--".utf8) {
        guard let end = bytes.span.offset(of: UInt8(ascii: ">"), from: index + 4) else {
          return bytes.count
        }
        index = end + 1
      } else {
        return index
      }
    }
    return index
  }

  /// Whether a block has a key that pages have.
  ///
  /// `separator` stands between a key and its value.
  static func holdsKeys(
    _ block: ArraySlice<UInt8>, _ separator: Unicode.Scalar, _ fields: [Field]
  ) -> Bool {
    let names = Set(fields.map(\.name) + ["published", "publish", "tags", "layout"])
    return keys(block, UInt8(ascii: separator)).contains(where: names.contains)
  }

  /// The words at the starts of lines before a separator; empty where a line without indentation has none.
  private static func keys(_ block: ArraySlice<UInt8>, _ separator: UInt8) -> [String] {
    var keys: [String] = []
    for line in block.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard let first = line.first, !first.isASCIISpace, !"#-]}[".utf8.contains(first) else {
        continue
      }
      guard let end = line.firstIndex(of: separator) else { return [] }
      let key = String(decoding: line[..<end], as: UTF8.self)
      keys.append(key.filter { $0 != "\"" && $0 != "'" && $0 != " " }.lowercased())
    }
    return keys
  }
}
