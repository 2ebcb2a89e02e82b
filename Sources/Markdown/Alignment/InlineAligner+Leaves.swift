import Diagnostics
import Text

/// Aligns leaves with their source.
extension InlineAligner {
  /// Aligns text, whose bytes differ from the source by escapes, entities and typographic punctuation.
  mutating func alignText(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    let start = cursor
    var index = range.lowerBound
    while index < range.upperBound {
      index += alignRun(index..<range.upperBound, text)
      guard index < range.upperBound else { break }
      guard cursor < content.count else { return fail(start) }
      let byte = content[cursor]
      let literal = text[index]
      if byte == UInt8(ascii: "\\"), cursor + 1 < content.count,
        content[cursor + 1].isASCIIPunctuation
      {
        guard content[cursor + 1] == literal else { return fail(start) }
        origins[index - base] = Int32(cursor)
        cursor += 2
        index += 1
      } else if byte == UInt8(ascii: "&"), let count = alignEntity(index..<range.upperBound, text) {
        index += count
      } else if byte == literal {
        origins[index - base] = Int32(cursor)
        cursor += 1
        index += 1
      } else if PrivateComments.isFiller(byte) {
        skipFiller()
      } else if isSmart, let count = alignSmart(byte, index..<range.upperBound, text) {
        index += count
      } else {
        return fail(start)
      }
    }
    return true
  }

  /// Goes past the bytes that the literal and the source have in common; returns how many these are.
  private mutating func alignRun(_ range: Range<Int>, _ text: [UInt8]) -> Int {
    let count = Self.plainCount(
      content.span.extracting(cursor...), text.span.extracting(range))
    let first = range.lowerBound - base
    let start = Int32(cursor)
    for offset in 0..<count {
      origins[first + offset] = start &+ Int32(truncatingIfNeeded: offset)
    }
    cursor += count
    return count
  }

  /// The number of equal bytes in source and literal before the first one that may begin an escape or an entity.
  ///
  /// Compares eight bytes at a time; fewer than eight at the end are left to the caller.
  private static func plainCount(_ source: Span<UInt8>, _ literal: Span<UInt8>) -> Int {
    let limit = min(source.count, literal.count)
    var count = 0
    while count + 8 <= limit {
      let eight = source.loadUInt64(at: count)
      let stops =
        eight ^ literal.loadUInt64(at: count)
        | zeros(eight ^ UInt64(UInt8(ascii: "\\")) &* ones)
        | zeros(eight ^ UInt64(UInt8(ascii: "&")) &* ones)
      if stops != 0 { return count + stops.trailingZeroBitCount / 8 }
      count += 8
    }
    return count
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Sets the highest bit of each zero byte.
  ///
  /// Above the first of them, bits of other bytes may be set too.
  private static func zeros(_ bytes: UInt64) -> UInt64 {
    (bytes &- ones) & ~bytes & (ones << 7)
  }

  private mutating func fail(_ start: Int) -> Bool {
    cursor = start
    return false
  }

  /// Aligns a literal whose bytes are those of the source.
  mutating func alignVerbatim(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    guard cursor + range.count <= content.count else { return false }
    for offset in 0..<range.count where content[cursor + offset] != text[range.lowerBound + offset]
    {
      return false
    }
    for offset in 0..<range.count {
      origins[range.lowerBound + offset - base] = Int32(cursor + offset)
    }
    cursor += range.count
    return true
  }

  /// Aligns an entity; returns how many bytes of the literal it became, or `nil` if it is not an entity.
  private mutating func alignEntity(
    _ range: Range<Int>, _ text: [UInt8]
  ) -> Int? {
    var end = cursor + 1
    while end < content.count, end - cursor <= 32, Self.isEntityByte(content[end]) { end += 1 }
    guard end < content.count, content[end] == UInt8(ascii: ";"), end > cursor + 1 else {
      return nil
    }
    let name = String(decoding: content[(cursor + 1)..<end], as: UTF8.self)
    let count: Int
    if let value = Self.value(ofEntity: name) {
      // A control character was replaced by a text of the same length.
      var bytes = Array(String(value).utf8)
      if !text[range].starts(with: bytes) {
        bytes = Array(String(ControlCharacters.replacement(for: value)).utf8)
      }
      guard text[range].starts(with: bytes) else { return nil }
      count = bytes.count
    } else {
      // An unknown name stays as it is. A known name that is not in our list became some other text.
      if name.hasPrefix("#") || text[range].starts(with: content[cursor...end]) { return nil }
      guard let length = scalarsBefore(content[(end + 1)...].first, range, text) else { return nil }
      count = length
    }
    setOrigins(range.lowerBound, count)
    cursor = end + 1
    return count
  }

  /// The length in bytes of the one or two scalars that a named entity became.
  private func scalarsBefore(
    _ next: UInt8?, _ range: Range<Int>, _ text: [UInt8]
  ) -> Int? {
    var index = range.lowerBound
    for _ in 0..<2 {
      guard index < range.upperBound else { return nil }
      index += 1
      while index < range.upperBound, text[index] & 0xC0 == 0x80 { index += 1 }
      if index == range.upperBound || text[index] == next
        || next.map({ "&\\'\"-.".utf8.contains($0) }) == true
      {
        return index - range.lowerBound
      }
    }
    return nil
  }

  private static func isEntityByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "#")
  }

  /// The scalar of a numeric entity, or of one of the common named entities.
  private static func value(ofEntity name: String) -> Unicode.Scalar? {
    if name.hasPrefix("#") {
      return CharacterReference.scalar(name)
    }
    return HTMLReferences.names[name]
  }

  /// Aligns typographic punctuation (quotes, dashes, ellipses); returns its length in bytes in the literal.
  private mutating func alignSmart(
    _ byte: UInt8, _ range: Range<Int>, _ text: [UInt8]
  ) -> Int? {
    let first = range.lowerBound
    guard text[first] == 0xE2 else { return nil }
    var count = 1
    var scalars = 1
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): quotationMarks.append(first)
    case UInt8(ascii: "."): count = 3
    case UInt8(ascii: "-"):
      while cursor + count < content.count, content[cursor + count] == byte { count += 1 }
      scalars = Self.dashes(for: count)
    default: return nil
    }
    guard cursor + count <= content.count, first + 3 * scalars <= range.upperBound else {
      return nil
    }
    setOrigins(first, 3 * scalars)
    cursor += count
    return 3 * scalars
  }

  /// Maps all bytes of one construct in a literal to the construct's first byte in the source.
  private mutating func setOrigins(_ first: Int, _ count: Int) {
    for index in first..<(first + count) { origins[index - base] = Int32(cursor) }
  }

  /// The number of em and en dashes that cmark makes of a run of hyphens.
  private static func dashes(for count: Int) -> Int {
    if count % 3 == 0 { return count / 3 }
    if count % 2 == 0 { return count / 2 }
    return count % 3 == 2 ? 1 + (count - 2) / 3 : 2 + (count - 4) / 3
  }

  /// Aligns a code span, which ends at the next run of as many backticks as it starts with.
  mutating func alignCode() -> Bool {
    var count = 0
    while take("`", 1) { count += 1 }
    guard count > 0 else { return false }
    while cursor < content.count {
      var run = 0
      while take("`", 1) { run += 1 }
      if run == count { return true }
      cursor += run == 0 ? 1 : 0
    }
    return false
  }

  mutating func alignBreak() -> Bool {
    while take(" ", 1) || take("\t", 1) {}
    skipFiller()
    let isEscaped = take("\\", 1)
    guard take("\n", 1) || (take("\r", 1) && (take("\n", 1) || true)) else { return false }
    if !isEscaped { while take(" ", 1) || take("\t", 1) {} }
    return true
  }

  mutating func alignFootnote() -> Bool {
    guard take("[", 1), take("^", 1) else { return false }
    while cursor < content.count, content[cursor] != UInt8(ascii: "]") { cursor += 1 }
    return take("]", 1)
  }
}
