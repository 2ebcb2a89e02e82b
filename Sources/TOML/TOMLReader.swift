import Diagnostics
import Text
import YAML

/// Reads a TOML document into nodes with source ranges, in O(n).
///
/// It reads all of TOML 1.0. Numbers and dates stay as they are written, because fields read them from text; only their
/// characters are checked.
package struct TOMLReader {
  /// The largest size of a document in bytes.
  package static let sizeLimit = 64 * 1024
  static let depthLimit = 32

  let bytes: [UInt8]
  let end: Int
  var index: Int
  private let start: Int

  /// An error with its place.
  struct Fault: Error {
    let message: String
    let range: Range<Int>
    var help = "write `key = \"text\"`, with one key on each line"

    init(_ message: String, _ range: Range<Int>) { (self.message, self.range) = (message, range) }

    /// The fault of a key that has a value already.
    init(repeated key: Key) {
      self.init("`\(key.text)` is set already", key.range)
      help = "keep one of the two"
    }
  }

  /// Reads the document in a range of `source`; the root is `nil` where it is invalid.
  package static func read(
    _ source: SourceText, _ range: Range<Int>
  ) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    var reader = TOMLReader(source.bytes, range)
    do {
      guard range.count <= sizeLimit else {
        throw Fault(
          "only \(sizeLimit / 1024) KiB of it are read", range.lowerBound..<range.lowerBound)
      }
      return (try reader.document(), [])
    } catch {
      let fault = error as? Fault
      let place = fault?.range ?? range.lowerBound..<range.lowerBound
      return (
        nil,
        [
          Diagnostic(
            .tomlSyntax, "this TOML cannot be read: \(fault?.message ?? "\(error)")",
            at: source.location(of: place),
            help: fault?.help)
        ]
      )
    }
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    end = range.upperBound
    index = range.lowerBound
    start = range.lowerBound
  }

  // MARK: Lines

  private mutating func document() throws -> YAMLNode {
    let root = TOMLTable(range: start..<start)
    var table = root
    while true {
      skipLines()
      guard index < end else { return root.node }
      if bytes[index] == UInt8(ascii: "[") {
        table = try header(in: root)
      } else {
        try entry(in: table)
      }
      try endLine()
    }
  }

  private mutating func header(in root: TOMLTable) throws -> TOMLTable {
    let start = index
    let isArray = index + 1 < end && bytes[index + 1] == UInt8(ascii: "[")
    index += isArray ? 2 : 1
    let keys = try dottedKey()
    for _ in 0..<(isArray ? 2 : 1) {
      try take("]", "a bracket is missing at the end of this header")
    }
    let range = start..<index
    let parent = try table(at: keys.dropLast(), in: root, isOfHeader: true)
    guard let last = keys.last else { return root }
    if isArray {
      let table = TOMLTable(range: range)
      table.isDefined = true
      guard parent.append(table, to: last.text, last.range) else {
        throw Fault(repeated: last)
      }
      return table
    }
    switch parent[last.text] {
    case nil:
      let table = TOMLTable(range: range)
      table.isDefined = true
      parent.add(last.text, last.range, .table(table))
      return table
    case .table(let table) where !table.isDefined && !table.isDotted:
      table.isDefined = true
      return table
    default: throw Fault(repeated: last)
    }
  }

  private mutating func entry(in table: TOMLTable) throws {
    let keys = try dottedKey()
    try take("=", "an equals sign is missing after this key")
    skipBlanks()
    let value = try value(depth: 0)
    try Self.set(keys, value, in: table)
  }

  /// Sets a key, which dots may divide, in a table.
  static func set(_ keys: [Key], _ value: YAMLNode, in table: TOMLTable) throws {
    guard let last = keys.last else { return }
    var table = table
    for key in keys.dropLast() {
      switch table[key.text] {
      case nil:
        let inner = TOMLTable(range: key.range)
        inner.isDotted = true
        table.add(key.text, key.range, .table(inner))
        table = inner
      case .table(let inner) where !inner.isDefined: table = inner
      default: throw Fault(repeated: key)
      }
    }
    guard table[last.text] == nil else {
      throw Fault(repeated: last)
    }
    table.add(last.text, last.range, .node(value))
  }

  /// The table at a path, which is made where it does not exist.
  private func table(
    at keys: ArraySlice<Key>, in root: TOMLTable, isOfHeader: Bool
  ) throws -> TOMLTable {
    var table = root
    for key in keys {
      switch table[key.text] {
      case nil:
        let inner = TOMLTable(range: key.range)
        table.add(key.text, key.range, .table(inner))
        table = inner
      case .table(let inner): table = inner
      case .tables(let list): table = list.last
      case .node: throw Fault(repeated: key)
      }
    }
    return table
  }

  // MARK: White space

  mutating func skipBlanks() {
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  /// Skips white space, line ends and comments.
  mutating func skipLines() {
    while index < end {
      if bytes[index] == UInt8(ascii: "#") {
        while index < end, bytes[index] != 0x0A { index += 1 }
      } else if bytes[index].isASCIISpace {
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func endLine() throws {
    skipBlanks()
    if index < end, bytes[index] == UInt8(ascii: "#") {
      while index < end, bytes[index] != 0x0A { index += 1 }
    }
    guard index == end || bytes[index] == 0x0A || bytes[index] == 0x0D else {
      throw Fault("this does not belong to the value before it", index..<lineEnd)
    }
  }

  /// The end of the current line.
  var lineEnd: Int {
    bytes[index..<end].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? end
  }

  /// Takes a sign after white space.
  mutating func take(_ sign: Unicode.Scalar, _ message: String) throws {
    skipBlanks()
    guard index < end, bytes[index] == UInt8(ascii: sign) else {
      throw Fault(message, index..<max(index, lineEnd))
    }
    index += 1
  }
}
