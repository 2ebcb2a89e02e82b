import Foundation
import Testing

@testable import Search

@Suite struct StemTests {
  /// A word and its stem on each line, which the browser's stemmer is tested against too.
  ///
  /// Real words of English and mutilated ones that reach every rule of Snowball's algorithm, all of ASCII: no other word is stemmed.
  static let vocabulary = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "stems.tsv")

  @Test("The library's stems are the reviewed ones")
  func stems() throws {
    let stemmer = Stemmer(isOn: true)
    // By bytes: to a String, some of the words would be line ends.
    let lines = try Data(contentsOf: Self.vocabulary).split(separator: UInt8(ascii: "\n"))
    #expect(lines.count > 11_000)
    for line in lines {
      let parts = line.split(separator: UInt8(ascii: "\t")).map { Array($0) }
      try #require(parts.count == 2)
      #expect(
        stemmer.stem(parts[0]) == parts[1],
        "\(String(decoding: parts[0], as: UTF8.self)) has another stem")
    }
  }

  @Test("A stem is never empty and never longer than its word")
  func lengths() throws {
    let stemmer = Stemmer(isOn: true)
    let letters = Array("abceginsty".utf8)
    for first in letters {
      for second in letters {
        for third in letters + [UInt8(ascii: "'")] {
          for ending in ["", "s", "ed", "ing", "ly", "ational", "'s"] {
            let word = [first, second, third] + Array(ending.utf8)
            #expect((1...word.count).contains(stemmer.stem(word).count))
          }
        }
      }
    }
  }

  @Test("Where words are not stemmed, and words beyond ASCII, stay as they are")
  func unchanged() {
    #expect(Stemmer(isOn: false).stem(Array("running".utf8)) == Array("running".utf8))
    #expect(Stemmer(isOn: true).stem(Array("жинing".utf8)) == Array("жинing".utf8))
    #expect(Stemmer(isOn: true).stem([]) == [])
  }

  @Test(
    "Words are stemmed in English alone",
    arguments: [
      ("en", true), ("EN", true), ("en-GB", true), ("eng", false), ("de", false), ("", false),
    ])
  func languages(tag: String, isStemmed: Bool) {
    #expect(IndexSettings(language: tag, types: []).isStemmed == isStemmed)
  }
}
