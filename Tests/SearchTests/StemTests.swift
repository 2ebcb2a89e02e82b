import Foundation
import TestSupport
import Testing

@testable import Search

@Suite struct StemTests {
  /// Each case is a language and texts; what is expected are the words that an index tells to be forms of one.
  static let cases = CaseFile.all(in: "Cases/families")

  @Test("The words of a text that are forms of one", arguments: cases)
  func families(_ file: CaseFile) throws {
    let language = try #require(file["language"])
    let text = try #require(file["text"])
    let collection = Collection(
      documents: [
        SearchDocument(
          address: "a/", title: "", type: "article",
          sections: [.init(heading: "", anchor: "", text: text)])
      ],
      settings: IndexSettings(language: language, types: [.init(name: "article", label: "")]))
    let index = try collection.open()
    let families = try index.lookup.allTerms().map { term in
      term.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
    #expect(file.mismatch(families.joined(separator: "\n"), in: "families") == nil)
  }

  @Test("A stem is never empty and never longer than its word")
  func lengths() throws {
    let stemmer = Stemmer(.english)
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

  @Test("Where words are not stemmed, and English words beyond ASCII, stay as they are")
  func unchanged() {
    #expect(Stemmer(nil).stem(Array("running".utf8)) == Array("running".utf8))
    #expect(Stemmer(.english).stem(Array("жинing".utf8)) == Array("жинing".utf8))
    #expect(Stemmer(.english).stem([]) == [])
  }

  @Test(
    "A language is told by the first part of its tag",
    arguments: [
      ("en", "en"), ("EN", "en"), ("en-GB", "en"), ("eng", nil), ("de", "de"), ("de-AT", "de"),
      ("nb", "no"), ("nn-NO", "no"), ("pl", nil), ("", nil),
    ])
  func languages(tag: String, code: String?) {
    #expect(TextLanguage(tag: tag)?.code == code)
  }

  @Test(
    "The library knows the stemmer of each language",
    arguments: [
      "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id",
      "it", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi",
    ])
  func stemmers(tag: String) throws {
    let language = try #require(TextLanguage(tag: tag))
    #expect(Stemmer(language).isKnown)
    #expect(language.stopWords.text.split(separator: " ").allSatisfy { $0.utf8.count < 16 })
  }
}
