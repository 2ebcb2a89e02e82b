import Text

/// A start or end tag in HTML.
///
/// Name and attributes are read when they are asked for: most readers want those of few tags.
package struct HTMLTokenTag {
  /// An attribute of a tag.
  package struct Attribute {
    /// In lower case.
    package let name: String
    /// The bytes of the value without quotation marks.
    package let value: Range<Int>
    /// The bytes of the value with its quotation marks, or an empty range after the name.
    let written: Range<Int>
  }

  /// The bytes of the tag, from `<` to `>`.
  package let range: Range<Int>
  private let html: [UInt8]
  private let nameRange: Range<Int>
  private let names: HTMLAttributeScanner.Names

  /// The largest number of attributes that are read.
  private static let limit = 64

  init(
    _ html: [UInt8], _ range: Range<Int>, name: Range<Int>, attributes: HTMLAttributeScanner.Names
  ) {
    (self.html, self.range, nameRange, names) = (html, range, name, attributes)
  }

  /// The name in lower case.
  package var name: String { Self.lowercased(html, nameRange) }

  /// The attributes in their order; browsers use the first of two with one name.
  package var attributes: [Attribute] {
    var found: [Attribute] = []
    for part in scanner where found.count < Self.limit {
      let name = Self.lowercased(html, part.name)
      if found.contains(where: { $0.name == name }) { continue }
      if found.isEmpty { found.reserveCapacity(4) }
      found.append(Attribute(name: name, value: part.value, written: part.written))
    }
    return found
  }

  /// The value of an attribute, whose name is in lower case; `nil` if the tag has none.
  package subscript(name: String) -> ArraySlice<UInt8>? {
    guard names.mayContain(name) else { return nil }
    for part in scanner where part.name.count == name.utf8.count {
      if zip(part.name, name.utf8).allSatisfy({ html[$0].asciiLowercased == $1 }) {
        return html[part.value]
      }
    }
    return nil
  }

  private var scanner: HTMLAttributeScanner {
    HTMLAttributeScanner(html, nameRange.upperBound..<range.upperBound)
  }

  /// A name in lower case, in which nearly all are written.
  private static func lowercased(_ html: [UInt8], _ range: Range<Int>) -> String {
    let name = html[range]
    return name.contains(where: { $0 != $0.asciiLowercased })
      ? String(decoding: name.map(\.asciiLowercased), as: UTF8.self)
      : String(decoding: name, as: UTF8.self)
  }
}

/// Finds the attributes of a tag, and where the tag ends.
///
/// Follows https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state. O(n).
struct HTMLAttributeScanner: Sequence, IteratorProtocol {
  /// The bytes of an attribute: its name, its value without quotation marks, and its value as it is written.
  typealias Part = (name: Range<Int>, value: Range<Int>, written: Range<Int>)

  /// Which lengths and first letters the names of a tag's attributes have, one bit for several of them.
  ///
  /// Of the tags of 1 000 pages, 3 % have an id; the search for ids reads the attributes of 4 %.
  struct Names {
    private var bits: UInt64 = 0

    fileprivate mutating func insert(_ first: UInt8, count: Int) {
      bits |= Self.bit(first.asciiLowercased, count)
    }

    /// Whether an attribute of this name, in lower case, may be among them.
    func mayContain(_ name: String) -> Bool {
      bits & Self.bit(name.utf8.first ?? 0, name.utf8.count) != 0
    }

    private static func bit(_ first: UInt8, _ count: Int) -> UInt64 {
      1 << UInt64((Int(first) &+ count &* 26) & 63)
    }
  }

  private let html: [UInt8]
  private let end: Int
  /// The next byte; the one behind `>` at last.
  private(set) var cursor: Int
  /// Whether the end of the tag was found.
  private(set) var hasEnded = false
  /// The names that were found.
  private(set) var names = Names()

  /// Makes a scanner of the bytes behind the name of a tag.
  init(_ html: [UInt8], _ range: Range<Int>) {
    self.html = html
    (cursor, end) = (range.lowerBound, range.upperBound)
  }

  mutating func next() -> Part? {
    let html = html
    let bytes = html.span.extracting(..<end)
    while cursor < bytes.count, !hasEnded {
      let byte = bytes[cursor]
      if !byte.endsHTMLName { return attribute(bytes) }
      cursor += 1
      hasEnded = byte == UInt8(ascii: ">")
    }
    return nil
  }

  /// Reads an attribute; `nil` where its value does not end.
  private mutating func attribute(_ bytes: Span<UInt8>) -> Part? {
    let start = cursor
    var index = start + 1
    while index < bytes.count, !bytes[index].endsHTMLName, bytes[index] != UInt8(ascii: "=") {
      index += 1
    }
    let name = start..<index
    names.insert(bytes[start], count: name.count)
    cursor = index
    index = Self.afterSpace(bytes, index)
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      return (name, cursor..<cursor, cursor..<cursor)
    }
    index = Self.afterSpace(bytes, index + 1)
    let value = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'")
    {
      guard let close = bytes.offset(of: bytes[index], from: index + 1) else {
        cursor = end
        return nil
      }
      cursor = close + 1
      return (name, value + 1..<close, value..<cursor)
    }
    while index < bytes.count, !bytes[index].isASCIISpace, bytes[index] != UInt8(ascii: ">") {
      index += 1
    }
    cursor = index
    return (name, value..<index, value..<index)
  }

  private static func afterSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
    return index
  }
}

extension UInt8 {
  /// Whether a byte ends the name of a tag or attribute in HTML.
  var endsHTMLName: Bool {
    isASCIISpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">")
  }
}
