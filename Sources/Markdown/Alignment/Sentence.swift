import Text

/// Extracts a sentence from the text of a block.
enum Sentence {
  /// The maximum length of a sentence in bytes.
  ///
  /// A longer one is cut at words on both sides.
  private static let limit = 300

  /// The sentence around `range`; O(limit), independent of the length of the block.
  static func around(_ range: Range<Int>, in bytes: [UInt8]) -> String {
    let room = max(40, limit - range.count)
    var start = range.lowerBound
    let earliest = max(0, start - room / 2)
    while start > earliest, !isBoundary(before: start, bytes) { start -= 1 }
    var end = min(range.upperBound, start + limit)
    let latest = min(bytes.count, max(end, start + limit))
    while end < latest, !isBoundary(before: end, bytes) { end += 1 }
    let isCutBefore = start > 0 && !isBoundary(before: start, bytes)
    let isCutAfter = end < bytes.count && !isBoundary(before: end, bytes)
    if isCutBefore { start = wordStart(from: start, upTo: range.lowerBound, bytes) }
    if isCutAfter { end = wordEnd(from: end, downTo: start, bytes) }
    let text = String(decoding: bytes[bytes.trimmed(start..<end)], as: UTF8.self)
    return (isCutBefore ? "… " : "") + text + (isCutAfter ? " …" : "")
  }

  /// Whether a sentence ends just before `index`: at a full stop, an optional closing quote and a space.
  ///
  /// A lower case letter at `index` means that the full stop ends an abbreviation.
  private static func isBoundary(before index: Int, _ bytes: [UInt8]) -> Bool {
    guard index > 1, index < bytes.count, bytes[index - 1] == UInt8(ascii: " ") else {
      return index == 0 || index == bytes.count
    }
    if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index]) { return false }
    var end = index - 1
    // Closing quotes: straight ones, and the last byte of ” or ’.
    if end >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, bytes[end - 1] & 0xF8 == 0x98 {
      end -= 3
    } else if end >= 1, "\"')]".utf8.contains(bytes[end - 1]) {
      end -= 1
    }
    guard end >= 1 else { return false }
    if ".!?".utf8.contains(bytes[end - 1]) { return true }
    return end >= 3 && bytes[end - 3] == 0xE2 && bytes[end - 2] == 0x80 && bytes[end - 1] == 0xA6
  }

  private static func wordStart(from index: Int, upTo limit: Int, _ bytes: [UInt8]) -> Int {
    var index = index
    while index < limit, index > 0, bytes[index - 1] != UInt8(ascii: " ") { index += 1 }
    return index
  }

  private static func wordEnd(from index: Int, downTo limit: Int, _ bytes: [UInt8]) -> Int {
    var index = index
    while index > limit, bytes[index] != UInt8(ascii: " ") { index -= 1 }
    if index > limit { return index }
    // A single word exceeds the limit, so it is cut between two characters.
    index = limit + Self.limit
    while index > limit, index < bytes.count, bytes[index] & 0xC0 == 0x80 { index -= 1 }
    return min(index, bytes.count)
  }
}
