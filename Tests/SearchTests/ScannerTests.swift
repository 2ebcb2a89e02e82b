import Foundation
import TestSupport
import Testing

@testable import Search

/// Each case is some texts, one a line, and the words of each.
///
/// `\u{…}` stands for what an editor would hide.
@Suite struct ScannerTests {
  static let cases = CaseFile.all(in: "Cases/words")

  @Test("A text has the words that were reviewed", arguments: cases)
  func words(_ file: CaseFile) throws {
    let texts = try #require(file["texts"]).split(separator: "\n", omittingEmptySubsequences: false)
    let words = texts.map { line in
      let (words, endsInWord) = Self.scan(Escapes.plain(String(line)))
      return (words + (endsInWord ? ["…"] : [])).map { Escapes.visible($0) }
        .joined(separator: " ")
    }
    #expect(file.mismatch(words.joined(separator: "\n"), in: "words") == nil)
  }

  static func scan(_ text: String) -> (words: [String], endsInWord: Bool) {
    var scanner = WordScanner()
    let words = scanner.words(of: text).map { String(decoding: $0, as: UTF8.self) }
    return (words, scanner.endsInWord)
  }

  @Test("A word of 64 bytes is one, a longer one is none")
  func longWords() {
    let long = String(repeating: "a", count: 64)
    #expect(Self.scan(long).words == [long])
    #expect(Self.scan("one \(long)a two").words == ["one", "two"])
    // What counts is the folded word.
    #expect(Self.scan(long + "'s").words == [long])
    #expect(Self.scan(String(repeating: "é", count: 64)).words == [long.replacing("a", with: "e")])
    let cyrillic = String(repeating: "ж", count: 32)
    #expect(Self.scan(cyrillic).words == [cyrillic])
    #expect(Self.scan(cyrillic + "a").words == [])
  }

  @Test("A megabyte without a space takes no longer than one with spaces", .timeLimit(.minutes(1)))
  func longRuns() {
    #expect(Self.scan(String(repeating: "x", count: 1 << 20)).words == [])
    #expect(Self.scan(String(repeating: "日", count: 1 << 18)).words.count == (1 << 18) - 1)
    #expect(Self.scan(String(repeating: "'", count: 1 << 20)).words == [])
    #expect(Self.scan("a" + String(repeating: "\u{301}", count: 1 << 19)).words == ["a"])
  }

  @Test("What the scanner has seen before changes nothing")
  func independent() {
    var scanner = WordScanner()
    for text in ["don'", "日本", "'s", "a'", "b"] {
      let words = scanner.words(of: text).map { String(decoding: $0, as: UTF8.self) }
      #expect(words == Self.scan(text).words)
    }
  }

  @Test("Letters with accents fold alike, composed and decomposed")
  func decomposed() {
    for value in UInt32(0xC0)...0x24FF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let letter = String(scalar)
      let decomposed = letter.decomposedStringWithCanonicalMapping
      #expect(
        Self.scan(letter).words == Self.scan(decomposed).words, "U+\(String(value, radix: 16))")
    }
  }

  @Test("Capital letters fold to what their small ones fold to")
  func capitals() {
    for value in UInt32(0x41)...0x1_FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased else {
        continue
      }
      let small = scalar.properties.lowercaseMapping
      #expect(
        Self.scan(String(scalar)).words == Self.scan(small).words, "U+\(String(value, radix: 16))")
    }
  }
}

/// `\u{…}` in cases.
enum Escapes {
  static func plain(_ text: String) -> String {
    text.replacing(/\\u\{([0-9A-F]+)\}/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
  }

  /// Marks, controls and what no editor shows become escapes.
  static func visible(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .nonspacingMark, .enclosingMark, .unassigned, .privateUse:
        "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: String(scalar)
      }
    }.joined()
  }
}
