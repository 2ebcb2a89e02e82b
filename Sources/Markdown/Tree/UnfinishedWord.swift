import Diagnostics
import Text

/// Words that mark unfinished text: `TODO`, `FIXME` and `TBD`.
package enum UnfinishedWord {
  private static let words = ["TODO", "FIXME", "TBD"].map { Array($0.utf8) }

  /// Whether the letters of such a word occur, perhaps within a longer word.
  package static func mayOccur(in text: Span<UInt8>) -> Bool {
    for word in words {
      var start = 0
      while let found = text.offset(of: word[0], from: start) {
        if text.holds(word.span, at: found) { return true }
        start = found + 1
      }
    }
    return false
  }

  private static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "T"): second == UInt8(ascii: "O") || second == UInt8(ascii: "B")
    case UInt8(ascii: "F"): second == UInt8(ascii: "I")
    default: false
    }
  }

  /// The ranges of such words in capitals that are not part of a longer word; O(n).
  package static func all(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = text.startIndex
    while index + 1 < text.endIndex {
      if mayBegin(text[index], text[index + 1]),
        let word = words.first(where: { text[index...].starts(with: $0) }),
        index == text.startIndex || !text[index - 1].isWordByte,
        index + word.count == text.endIndex || !text[index + word.count].isWordByte
      {
        found.append(index..<index + word.count)
        index += word.count
      } else {
        index += 1
      }
    }
    return found
  }
}
