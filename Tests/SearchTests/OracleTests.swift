import Foundation
import Testing
import Text

@testable import Search

/// Collections and queries by chance: the index must find what the oracle does, with the same scores.
@Suite struct OracleTests {
  /// Some words of the collection, perhaps cut, misspelt or repeated, perhaps with nothing behind.
  private static func query(_ words: [String], isOpen: Bool, _ chance: inout Chance) -> String {
    let parts = (0...chance.next(4)).map { _ in
      var letters = Array(chance.element(of: words))
      switch chance.next(6) {
      case 0: letters = Array(letters.prefix(1 + chance.next(letters.count)))
      case 1: letters[chance.next(letters.count)] = "q"
      case 2: letters.remove(at: chance.next(letters.count))
      case 3 where letters.count > 1: letters.swapAt(0, 1)
      default: break
      }
      return String(letters)
    }
    let text = parts.joined(separator: " ")
    return isOpen ? text : text + " "
  }

  private static func check(
    _ collection: Collection, _ words: [String], queries: Int, isOpen: (Int) -> Bool,
    _ chance: inout Chance
  ) throws {
    let oracle = Oracle(collection)
    let index = try collection.open()
    for round in 0..<queries {
      let text = query(words, isOpen: isOpen(round), &chance)
      let types: Set<String> = round % 7 == 0 ? ["faq", "term"] : []
      let limit = [5, 20, 1000][round % 3]
      let expected = oracle.answer(text, limit: limit) { document in
        types.isEmpty || types.contains(collection.documents[document].type)
      }
      let answer = try index.search(text, limit: limit, types: types)
      let context = "seed \(Chance.seed), \(collection.documents.count) documents: [\(text)]"
      try #require(answer.hits.map(\.document) == expected.hits.map(\.document), "\(context)")
      #expect(
        answer.hits.map(\.score) == expected.hits.map { Double($0.score) / 1e9 }, "\(context)")
      #expect(answer.corrections.map(\.to) == expected.corrections, "\(context)")
      for (hit, wanted) in zip(answer.hits, expected.hits) {
        let document = collection.documents[hit.document]
        #expect(hit.address == document.address && hit.title == document.title)
        #expect(hit.type == document.type)
        #expect(
          hit.sections.map(\.anchor) == wanted.sections.map { document.sections[$0].anchor },
          "\(context)")
      }
      let all = oracle.answer(text, limit: .max).hits
      #expect(answer.types.values.reduce(0, +) == all.count, "\(context)")
      for (type, count) in answer.types {
        #expect(
          count == all.count { collection.documents[$0.document].type == type }, "\(context)")
      }
    }
  }

  @Test("Small collections", arguments: 0..<10)
  func small(stream: Int) throws {
    var chance = Chance(UInt64(stream))
    let isEnglish = stream % 3 != 2
    let words = Collection.Words(count: 40 + 10 * stream, isEnglish: isEnglish, &chance)
    let collection = Collection.random(
      count: 1 + stream * 3, words: words, language: isEnglish ? "en" : "pl", &chance)
    try Self.check(
      collection, words.all, queries: 60, isOpen: { $0 % 2 == 0 }, &chance)
  }

  @Test("A collection of many shards and files, with its words in full")
  func large() throws {
    var chance = Chance(100)
    let words = Collection.Words(count: 4000, isEnglish: true, &chance)
    let collection = Collection.random(count: 200, words: words, textLength: 150, &chance)
    #expect(collection.files.count > 20)
    try Self.check(collection, words.all, queries: 60, isOpen: { _ in false }, &chance)
  }

  @Test("Completions across shards, where no more are wanted than are read")
  func completions() throws {
    var chance = Chance(101)
    let words = Collection.Words(count: 4000, isEnglish: false, &chance)
    let collection = Collection.random(
      count: 200, words: words, language: "pl", textLength: 150, &chance)
    let oracle = Oracle(collection)
    let index = try collection.open()
    var checked = 0
    for word in words.all.prefix(250) {
      let typed = String(word.prefix(2 + chance.next(6)))
      let bytes = Oracle.words(of: typed)
      guard bytes.count == 1,
        index.store.header.trie.shards(beginningWith: bytes[0], limit: 4).count <= 3
      else { continue }
      let answer = try index.search(typed, limit: 30)
      let expected = oracle.answer(typed, limit: 30)
      #expect(
        answer.hits.map(\.document) == expected.hits.map(\.document),
        "seed \(Chance.seed): [\(typed)]")
      checked += 1
    }
    #expect(checked > 50)
  }

  @Test("Words in more documents than a shard's postings hold")
  func frequent() throws {
    var chance = Chance(102)
    let words = Collection.Words(count: 30, isEnglish: true, &chance)
    var collection = Collection.random(count: 2600, words: words, textLength: 12, &chance)
    for number in collection.documents.indices where number % 9 != 0 {
      collection.documents[number].lead += String(repeating: " everywhere", count: 1 + number % 5)
    }
    for number in collection.documents.indices where number % 3 == 0 {
      collection.documents[number].title += " seldom"
    }
    let files = collection.files
    #expect(files.keys.contains { $0.hasPrefix("terms/") && $0.contains("-") }, "no tail")
    let index = try collection.open(files)
    let oracle = Oracle(collection)
    for text in ["everywhere ", "everywhere seldom ", "everywhere the ", "everywher"] {
      for types in [[], ["faq"]] as [Set<String>] {
        let answer = try index.search(text, limit: 1000, types: types)
        let expected = oracle.answer(text, limit: .max) { document in
          types.isEmpty || types.contains(collection.documents[document].type)
        }
        #expect(answer.total == expected.hits.count)
        // Of chosen types all are counted, however few are shown.
        let few = types.isEmpty ? nil : try index.search(text, limit: 3, types: types)
        #expect(few?.total ?? answer.total == answer.total)
        #expect(answer.hits.map(\.document) == expected.hits.prefix(1000).map(\.document))
      }
    }
    // The best are in the shard; a few results need no other postings.
    let best = oracle.answer("everywhere ", limit: 20).hits
    #expect(try index.search("everywhere ", limit: 20).hits.map(\.document) == best.map(\.document))
    let asked = Asked(files)
    _ = try collection.open(reading: asked).search("everywhere ", limit: 20)
    #expect(!asked.names.contains { $0.contains("-") })
    _ = try collection.open(reading: asked).search("everywhere ", limit: 21)
    #expect(asked.names.contains { $0.contains("-") })
  }

  @Test("A word of every document counts a little, and once")
  func everywhere() throws {
    var documents: [SearchDocument] = []
    for number in 0..<1200 {
      documents.append(
        SearchDocument(
          address: "\(number)/", title: number % 100 == 0 ? "workshops" : "page", type: "article",
          sections: [
            .init(heading: "", anchor: "", text: number % 2 == 0 ? "work" : "work workers")
          ]))
    }
    let collection = Collection(
      documents: documents,
      settings: .init(language: "pl", types: [.init(name: "article", label: "")]))
    let index = try collection.open()
    let oracle = Oracle(collection)
    for text in ["work", "work ", "work page ", "work workshops"] {
      let answer = try index.search(text, limit: 1000)
      let expected = oracle.answer(text, limit: 1000)
      #expect(answer.total == 1200)
      #expect(answer.hits.map(\.document) == expected.hits.map(\.document), "\(text)")
      #expect(answer.hits.map(\.score) == expected.hits.map { Double($0.score) / 1e9 })
      #expect(answer.hits.allSatisfy { $0.score > 0 })
    }
  }

  @Test("Distances match the definition")
  func distances() {
    var chance = Chance(103)
    for _ in 0..<20_000 {
      let words = (0..<2).map { _ in (0..<chance.next(7)).map { _ in UInt8(97 + chance.next(3)) } }
      let exact = Oracle.distance(words[0], words[1])
      for limit in 1...2 {
        let distance =
          EditDistance(words[0]).distance(to: words[1][...], atMost: limit) ?? limit + 1
        #expect(distance == exact || distance > limit && exact > limit, "\(words)")
      }
    }
  }
}

/// An index's files, and which of them were asked for.
final class Asked {
  let files: [String: [UInt8]]
  private(set) var names: Set<String> = []

  init(_ files: [String: [UInt8]]) { self.files = files }

  func read(_ name: String) -> [UInt8]? {
    names.insert(name)
    return files[name]
  }
}

extension Collection {
  func open(reading asked: Asked) throws(SearchFailure) -> SearchIndex {
    try SearchIndex(read: asked.read)
  }
}
