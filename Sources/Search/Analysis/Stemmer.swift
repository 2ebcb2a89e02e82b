import CLibStemmer
import Text

/// Reduces words to their stems with a Snowball stemmer, to find out which words are forms of one.
///
/// For English it also finds the singular of acronyms, which Snowball leaves in the plural: `KPIs`, `CVs`. Stems are not
/// part of an index: only the tool needs a stemmer, and any version of the library will do.
///
/// Not shared between threads: the library keeps its last result inside the stemmer.
final class Stemmer {
  private let handle: OpaquePointer?
  private let isEnglish: Bool

  /// Makes a stemmer; for a language without one, every word is its own stem.
  init(_ language: TextLanguage?) {
    handle = language.flatMap { sb_stemmer_new($0.stemmer, "UTF_8") }
    isEnglish = language?.isEnglish ?? false
  }

  /// Whether the library has the stemmer of the language.
  var isKnown: Bool { handle != nil }

  deinit {
    if let handle { sb_stemmer_delete(handle) }
  }

  /// The stem of a word in lower case.
  func stem(_ word: [UInt8]) -> [UInt8] { withStem(of: word.span) { [UInt8]($0) } }

  /// Calls `body` with the stem of a word in lower case.
  ///
  /// In English, words with letters beyond ASCII are their own stems.
  func withStem<Result>(of word: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result {
    guard let handle, !word.isEmpty, !isEnglish || isASCII(word) else { return body(word) }
    return word.withUnsafeBufferPointer { bytes in
      guard let stem = sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count)) else {
        return body(bytes.span)
      }
      let found = UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))).span
      return body(
        isEnglish && Self.isPluralAcronym(word, stem: found)
          ? found.extracting(..<(found.count - 1)) : found)
    }
  }

  /// Whether a word is an acronym with a plural's `s`, which its stem keeps: two or three consonants, perhaps a vowel.
  private static func isPluralAcronym(_ word: Span<UInt8>, stem: Span<UInt8>) -> Bool {
    let length = stem.count
    guard (3...5).contains(length), length == word.count, stem[length - 1] == UInt8(ascii: "s")
    else { return false }
    let consonants = (0..<length - 1).prefix { !"aeiouy".utf8.contains(stem[$0]) }.count
    let last = stem[length - 2]
    return (2...3).contains(consonants) && length - 1 - consonants <= 1
      && last != UInt8(ascii: "s") && last != UInt8(ascii: "u")
  }

  private func isASCII(_ word: Span<UInt8>) -> Bool {
    for offset in stride(from: 0, to: word.count, by: 8)
    where word.loadUInt64(at: offset) & 0x8080_8080_8080_8080 != 0 { return false }
    return true
  }
}
