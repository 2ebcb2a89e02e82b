import Markdown
import Text

/// The Flesch–Kincaid grade level of an English text (Kincaid and others, 1975).
///
/// `0.39 · words/sentences + 11.8 · syllables/words - 15.59`. Headings and tables do not count, because
/// they are not sentences. A syllable is a run of vowels, without a silent `e` at the end of the word.
package struct Readability: Sendable {
  private var words = 0
  private var sentences = 0
  private var syllables = 0

  /// Counts the sentences, words and syllables of a text.
  package init(_ text: PlainText) {
    let left = (text.headings + text.tables).sorted { $0.lowerBound < $1.lowerBound }
    var position = 0
    for range in left where range.lowerBound >= position {
      count(text.bytes[position..<range.lowerBound])
      position = range.upperBound
    }
    if position < text.bytes.count { count(text.bytes[position...]) }
  }

  /// The grade, rounded to one decimal; `nil` for texts of less than 30 words, for which it has no meaning.
  package var grade: Double? {
    guard words >= 30, sentences > 0 else { return nil }
    let grade =
      0.39 * Double(words) / Double(sentences) + 11.8 * Double(syllables) / Double(words) - 15.59
    return max(0, (grade * 10).rounded() / 10)
  }

  private mutating func count(_ bytes: ArraySlice<UInt8>) {
    var word: [UInt8] = []
    var hasWords = false
    func isEnd(_ index: Int) -> Bool {
      let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0x20
      return bytes[index] == 0x0A || ".!?".utf8.contains(bytes[index]) && next <= 0x22
    }
    for index in bytes.indices {
      if bytes[index].isASCIILetter || bytes[index] >= 0x80 && bytes[index] != 0xE2 {
        word.append(bytes[index] | 0x20)
        continue
      }
      // Apostrophes are parts of words.
      if bytes[index] == 0x27 || bytes[index] >= 0x80 { continue }
      if close(&word) { hasWords = true }
      if hasWords, isEnd(index) {
        sentences += 1
        hasWords = false
      }
    }
    if close(&word) || hasWords { sentences += 1 }
  }

  private mutating func close(_ word: inout [UInt8]) -> Bool {
    guard !word.isEmpty else { return false }
    words += 1
    syllables += Self.syllables(in: word)
    word.removeAll(keepingCapacity: true)
    return true
  }

  private static func syllables(in word: [UInt8]) -> Int {
    var count = 0
    var wasVowel = false
    for byte in word {
      let isVowel = "aeiouy".utf8.contains(byte)
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    let isSilent = word.last == UInt8(ascii: "e") && !word.suffix(2).elementsEqual("le".utf8)
    return max(1, isSilent && count > 1 ? count - 1 : count)
  }
}
