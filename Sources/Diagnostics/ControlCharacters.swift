/// Characters that have no place in HTML or XML: control characters but for tabs and line ends, and the
/// two noncharacters that XML names.
///
/// What stands in for one has as many bytes in UTF-8, so that ranges stay what they are.
package enum ControlCharacters {
  /// What stands in for a scalar: a space, or itself where it is allowed.
  package static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: scalar
    case 0x00..<0x20, 0x7F: " "
    case 0x80..<0xA0: "\u{A0}"
    case 0xFFFE, 0xFFFF: "\u{FFFD}"
    default: scalar
    }
  }

  /// The text without control characters; `nil` for one without any.
  package static func replaced(in text: String) -> String? {
    guard text.utf8.contains(where: mayBegin) else { return nil }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(replacement(for: scalar)) }
    let cleaned = String(result)
    return cleaned.utf8.elementsEqual(text.utf8) ? nil : cleaned
  }

  /// Where control characters stand in UTF-8, in order, one range each.
  package static func ranges(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { bytes in
      var found: [Range<Int>] = []
      for index in range where mayBegin(bytes[index]) {
        let count = length(at: index, UnsafeBufferPointer(rebasing: bytes[..<range.upperBound]))
        if count > 0 { found.append(index..<index + count) }
      }
      return found
    }
  }

  /// Puts what stands in for them in the place of the control characters at these ranges.
  package static func replace(_ ranges: [Range<Int>], in bytes: inout [UInt8]) {
    for range in ranges {
      guard let scalar = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.first else {
        continue
      }
      let new = Array(String(replacement(for: scalar)).utf8)
      if new.count == range.count { bytes.replaceSubrange(range, with: new) }
    }
  }

  /// How a character is named where it cannot be shown.
  package static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// Whether a byte may begin a control character.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte < 0x20
      ? byte != 0x09 && byte != 0x0A && byte != 0x0D : byte == 0x7F || byte == 0xC2 || byte == 0xEF
  }

  /// How many bytes the control character at an index has; 0 for another character.
  private static func length(at index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    switch bytes[index] {
    case 0xC2: index + 1 < bytes.count && (0x80..<0xA0).contains(bytes[index + 1]) ? 2 : 0
    case 0xEF:
      index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE ? 3 : 0
    default: 1
    }
  }
}

extension SourceText {
  /// The same text with something in place of its control characters, and where they stand.
  ///
  /// Ranges and lines are those of this text.
  package func withoutControls(in range: Range<Int>) -> (text: SourceText, places: [Range<Int>]) {
    let places = ControlCharacters.ranges(in: bytes, range)
    if places.isEmpty { return (self, []) }
    var bytes = bytes
    ControlCharacters.replace(places, in: &bytes)
    return (SourceText(name: name, bytes: bytes, byteOrderMarkLength: byteOrderMarkLength), places)
  }
}
