import Diagnostics
import Text

/// Reads object literals of a JavaScript or TypeScript file, without running it.
///
/// Texts, numbers, lists and objects are read as they stand, and so are constants that are set to a text. Everything else
/// is `computed`. O(n), because no more than `effort` bytes are read for each byte of the file.
struct ScriptReader {
  /// The largest size of a file in bytes.
  static let sizeLimit = 256 * 1024
  static let depthLimit = 32
  private static let effort = 20

  let bytes: [UInt8]
  var index = 0
  /// How many more bytes may be read, some of them again.
  var budget: Int
  /// Constants that are set to a text, by name.
  var constants: [String: String] = [:]

  /// The object literal with the most of some keys; `nil` where there is none with any.
  static func root(of source: SourceText, keys: Set<String>) -> ConfigurationNode? {
    guard source.bytes.count <= sizeLimit else { return nil }
    var reader = ScriptReader(bytes: source.bytes)
    reader.findConstants()
    reader.index = 0
    var best: (object: ConfigurationNode, count: Int)?
    while reader.skipToBrace() {
      let start = reader.index
      if let object = reader.object(depth: 0) {
        let count = object.entries.count { keys.contains($0.key) }
        if count > best?.count ?? 0 { best = (object, count) }
      }
      guard reader.budget >= 0 else { break }
      // Another object may stand in this one, or in a function.
      reader.index = start + 1
    }
    return best?.object
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    budget = Self.effort * bytes.count
  }

  /// Counts the bytes that were read since a place; without budget, nothing more is read.
  mutating func spend(from start: Int) {
    budget -= index - start
    if budget < 0 { index = bytes.count }
  }

  // MARK: Words and white space

  func peek(_ offset: Int = 0) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }

  /// Skips white space and comments.
  mutating func skipBlanks() {
    while index < bytes.count {
      if bytes[index].isASCIISpace {
        index += 1
      } else if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      } else if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        let end = bytes.span.offset(of: Array("*/".utf8).span, from: index + 2)
        index = end.map { $0 + 2 } ?? bytes.count
      } else {
        return
      }
    }
  }

  /// The name at the current place; empty where there is none.
  mutating func word() -> String {
    let start = index
    while index < bytes.count,
      bytes[index].isWordByte || bytes[index] == UInt8(ascii: "_")
        || bytes[index] == UInt8(ascii: "$")
    { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  /// Moves to the next opening brace outside texts and comments.
  private mutating func skipToBrace() -> Bool {
    while index < bytes.count {
      skipBlanks()
      switch peek() {
      case UInt8(ascii: "{"): return true
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        if string() == nil { index += 1 }
      default: index += 1
      }
    }
    return false
  }

  private mutating func findConstants() {
    while index < bytes.count {
      skipBlanks()
      let start = index
      let name = word()
      if name == "const" {
        skipBlanks()
        let name = word()
        skipBlanks()
        if peek() == UInt8(ascii: ":") {
          while index < bytes.count, !"=;\n".utf8.contains(peek()) { index += 1 }
        }
        guard !name.isEmpty, peek() == UInt8(ascii: "=") else { continue }
        index += 1
        skipBlanks()
        guard case .text(let text)? = string()?.content, endsStatement() else { continue }
        constants[name] = text
      } else if index == start {
        if !"\"'`".utf8.contains(peek()) || string() == nil { index += 1 }
      }
    }
  }

  /// Whether the line ends here.
  private func endsStatement() -> Bool {
    let next = bytes[index...].first { $0 != 0x20 && $0 != 0x09 }
    return next == nil || ";\n\r,".utf8.contains(next ?? 0)
  }

  // MARK: Texts

  /// The text in quotation marks at the current place; `nil` where it does not end.
  ///
  /// A template with a placeholder is computed.
  mutating func string() -> ConfigurationNode? {
    let sign = peek()
    let start = index
    guard sign == UInt8(ascii: "\"") || sign == UInt8(ascii: "'") || sign == UInt8(ascii: "`")
    else {
      return nil
    }
    index += 1
    var text: [UInt8] = []
    var isComputed = false
    while index < bytes.count, bytes[index] != sign {
      if bytes[index] == 0x0A, sign != UInt8(ascii: "`") { break }
      if bytes[index] == UInt8(ascii: "\\") {
        escape(into: &text)
      } else if sign == UInt8(ascii: "`"), peek() == UInt8(ascii: "$"), peek(1) == UInt8(ascii: "{")
      {
        isComputed = true
        index += 1
        skipBalanced()
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    guard peek() == sign else {
      spend(from: start)
      if budget >= 0 { index = start }
      return nil
    }
    index += 1
    let content: ConfigurationNode.Content =
      isComputed
      ? .computed("it is computed by code") : .text(String(decoding: text, as: UTF8.self))
    return ConfigurationNode(content, start..<index)
  }

  private mutating func escape(into text: inout [UInt8]) {
    let sign = peek(1)
    index = min(index + 2, bytes.count)
    switch sign {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u") where peek() != UInt8(ascii: "{"):
      let digits = bytes[index...].prefix(4)
      guard let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(number)
      else { return }
      text += Array(String(scalar).utf8)
      index = digits.endIndex
    case 0x0A: break
    default: text.append(sign)
    }
  }

  // MARK: Code

  /// Skips a bracket and everything up to its partner.
  mutating func skipBalanced() {
    let start = index
    defer { spend(from: start) }
    var depth = 0
    while index < bytes.count {
      skipBlanks()
      switch peek() {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
        depth -= 1
        index += 1
        if depth <= 0 { return }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if string() == nil { index += 1 }
      case UInt8(ascii: "`"): skipTemplate()
      default: index += 1
      }
    }
  }

  /// Skips a template, whose placeholders are not nested here.
  private mutating func skipTemplate() {
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "`") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = min(index + 1, bytes.count)
  }

  /// Skips an expression up to the comma or bracket behind it.
  mutating func skipExpression() {
    let start = index
    defer { spend(from: start) }
    while index < bytes.count {
      skipBlanks()
      switch peek() {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"),
        UInt8(ascii: ";"):
        return
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): skipBalanced()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if string() == nil { index += 1 }
      case UInt8(ascii: "`"): skipTemplate()
      default: index += 1
      }
    }
  }
}
