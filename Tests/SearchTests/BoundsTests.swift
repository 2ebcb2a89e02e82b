import Foundation
import Testing

@testable import Search

/// Collections that are empty, odd or large.
@Suite struct BoundsTests {
  private static let settings = IndexSettings(
    language: "en", types: [.init(name: "article", label: "Guide")])

  @Test("No documents")
  func none() throws {
    for settings in [Self.settings, IndexSettings(language: "", types: [])] {
      let index = try Collection(documents: [], settings: settings).open()
      for query in ["", "a", "interview", "\"two words\"", "面接"] {
        let answer = try index.search(query, limit: 10)
        #expect(answer.hits.isEmpty && answer.total == 0 && answer.corrections.isEmpty)
      }
      #expect(try index.wordsWithoutTitle(limit: 5).isEmpty)
    }
  }

  @Test("One document, with and without words")
  func one() throws {
    var collection = Collection(
      documents: [SearchDocument(address: "", title: "", type: "article")], settings: Self.settings)
    #expect(try collection.open().search("anything", limit: 1).hits.isEmpty)
    collection.documents[0].sections = [.init(heading: "", anchor: "", text: "")]
    #expect(try collection.open().search("anything", limit: 1).hits.isEmpty)
    collection.documents[0].sections = [.init(heading: "Word", anchor: "word", text: "?!")]
    let answer = try collection.open().search("word", limit: 1)
    #expect(answer.hits.map(\.address) == [""])
    #expect(answer.hits[0].score > 0)
  }

  @Test("Five thousand sections, of which the last are found as their page")
  func sections() throws {
    let sections = (0..<5000).map { number in
      SearchDocument.Section(
        heading: "Heading \(number)", anchor: "h\(number)", text: "same word\(number)")
    }
    let document = SearchDocument(
      address: "long/", title: "Long", type: "article", sections: sections)
    let index = try Collection(documents: [document], settings: Self.settings).open()
    #expect(try index.search("word14 ", limit: 1).hits[0].sections.map(\.anchor) == ["h14"])
    #expect(try index.search("word15 ", limit: 1).hits[0].sections == [])
    #expect(try index.search("word4999 ", limit: 1).hits[0].sections == [])
  }

  @Test("Four megabytes of words by chance", .timeLimit(.minutes(2)))
  func salad() throws {
    var chance = Chance(500)
    var letters: [UInt8] = []
    while letters.count < 4 << 20 {
      for _ in 0...chance.next(5) { letters.append(UInt8(97 + chance.next(7))) }
      letters.append(UInt8(ascii: " "))
    }
    let text = String(decoding: letters, as: UTF8.self) + "findme"
    let document = SearchDocument(
      address: "salad/", title: "Salad", type: "article",
      sections: [.init(heading: "", anchor: "", text: text)])
    let index = try Collection(documents: [document], settings: Self.settings).open()
    for query in ["findme", "fndme ", "salad", "fi"] {
      #expect(try index.search(query, limit: 5).total == 1, "\(query)")
    }
    #expect(try index.search("zzzzzzzzzzzzzz ", limit: 5).total == 0)
  }

  @Test("Words that share what a tree of shards can tell apart")
  func deep() throws {
    let words = (0..<3000).map { "aaaaaaaa" + String($0, radix: 36) }
    let document = SearchDocument(
      address: "a/", title: "Deep", type: "article",
      sections: [.init(heading: "", anchor: "", text: words.joined(separator: " "))])
    let index = try Collection(documents: [document], settings: Self.settings).open()
    for word in words.prefix(50) + words.suffix(50) {
      #expect(try index.search(word + " ", limit: 1).corrections.isEmpty)
    }
  }

  @Test("A query's words, each as often as it counts", .timeLimit(.minutes(1)))
  func longQueries() throws {
    let document = SearchDocument(
      address: "a/", title: (0..<40).map { "word\($0)" }.joined(separator: " "), type: "article")
    let index = try Collection(documents: [document], settings: Self.settings).open()
    let all = document.title
    #expect(try index.search(all, limit: 1).total == 1)
    let query = Query(all, stopWords: .none)
    #expect(query.words.count == 24)
    #expect(query.words.allSatisfy { !$0.isOpen }, "the last word is not among them")
    #expect(Query("a a a a a b", stopWords: .none).words.map(\.count) == [4, 1])
    // What stands beyond a thousand characters is not read.
    let padding = String(repeating: " ", count: 997)
    #expect(Query(padding + "abcdef", stopWords: .none).words.map(\.bytes) == [Array("abc".utf8)])
    #expect(
      try index.search(String(repeating: "\"word1 word2\"", count: 10_000), limit: 1).total == 1)
    #expect(try index.search(String(repeating: "🎉", count: 10_000), limit: 1).total == 0)
  }

  @Test("Small and large indexes keep their files as they should")
  func packing() throws {
    var chance = Chance(501)
    let words = Collection.Words(count: 2000, isEnglish: true, &chance)
    let small = Collection.random(count: 30, words: words, &chance).files
    // The lists of English words are only read where a word is unknown.
    let english = Set(EnglishWords.lists().map { IndexFormat.spelling($0.key) })
    #expect(english.count == 26)
    // Neither are pairs of stop words.
    #expect(Set(small.keys) == english.union(["boot.bin", "terms/4.bin"]))
    let large = Collection.random(count: 500, words: words, textLength: 150, &chance).files
    let total = large.values.reduce(0) { $0 + $1.count }
    #expect(total > IndexFormat.packLimit)
    #expect((large["boot.bin"]?.count ?? 0) < 3000)
    for (name, bytes) in large where name.hasPrefix("terms/") && !name.contains("-") {
      #expect(bytes.count < 2 * IndexFormat.shardLimit, "\(name)")
    }
    #expect(Set(large.keys) == Set(try Packing.unpack(large).keys))
  }
}
