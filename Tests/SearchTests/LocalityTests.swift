import Foundation
import Testing

@testable import Search

/// What a change in one document changes among an index's files.
@Suite struct LocalityTests {
  /// Every family, by its first word, with all that its shards say of it.
  private static func terms(_ files: [String: [UInt8]]) throws -> [[UInt8]: String] {
    let index = try SearchIndex(read: { files[$0] })
    index.lookup.readsOverflow = true
    var texts: [[UInt8]: String] = [:]
    for term in try index.lookup.allTerms() {
      let word = Query.Word(bytes: term.name, count: 1, isOpen: false)
      let postings = try index.lookup.match(word).found.first?.postings ?? []
      texts[term.name] =
        "\(term.words) \(postings.map(\.documents)) \(postings.map(\.impacts)) \(postings.map(\.forms))"
    }
    return texts
  }

  private static func trie(_ files: [String: [UInt8]]) throws -> ShardTrie {
    try IndexStore(read: { files[$0] }).header.trie
  }

  private static func changed(_ old: [String: [UInt8]], _ new: [String: [UInt8]]) -> Set<String> {
    Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
  }

  /// Checks that nothing else changed than must, and returns what did.
  private static func check(
    _ old: [String: [UInt8]], _ new: [String: [UInt8]], document: Int
  ) throws -> Set<String> {
    let before = try terms(old)
    let after = try terms(new)
    let stems = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    #expect(!stems.isEmpty)
    let tries = try [trie(old), trie(new)]
    func shards(of stem: [UInt8]) -> [String] {
      tries.compactMap { $0.shard(of: stem).map { IndexFormat.shard($0.name) } }
    }
    let touched = Set(stems.flatMap(shards))
    // A shard that was divided or joined gives its other stems to its successors.
    let moved = Set(before.keys).union(after.keys).filter {
      !touched.isDisjoint(with: shards(of: $0))
    }
    var allowed = Set(moved.flatMap(shards))
    allowed.insert(IndexFormat.header)
    allowed.insert(IndexFormat.block(document / IndexFormat.blockSize))
    let changed = changed(old, new).filter { !$0.hasPrefix("words/") }
    #expect(changed.subtracting(allowed).sorted() == [])
    return changed
  }

  private static func make() -> Collection {
    var chance = Chance(200)
    let words = Collection.Words(count: 3000, isEnglish: true, &chance)
    return Collection.random(count: 260, words: words, textLength: 120, &chance)
  }

  /// More than one file holds.
  private static let large = make()
  private static let files = large.files

  @Test("Another body changes its words' shards, its block and the boot file")
  func body() throws {
    var collection = Self.large
    let old = Self.files
    #expect(old.count > 50)
    let number = try #require(
      collection.documents.indices.first {
        $0 >= 120 && collection.documents[$0].sections.count < 9
      })
    collection.documents[number].sections.append(
      .init(heading: "", anchor: "new", text: "zebra interview"))
    let new = collection.files
    let changed = try Self.check(old, new, document: number)
    #expect(changed.count { $0.hasPrefix("terms/") } < 12, "\(changed.sorted())")
    #expect(changed.contains(IndexFormat.block(number / IndexFormat.blockSize)))
    // A new word stands where it begins and where it ends.
    let lists = Self.changed(old, new).filter { $0.hasPrefix("words/") }
    let keys = [
      SpellingKeys.beginning(Array("zebra".utf8)[...]),
      SpellingKeys.ending(Array("zebra".utf8)[...]),
    ]
    #expect(lists.isSuperset(of: keys.map(IndexFormat.spelling)))
    #expect(lists.count <= 6)
  }

  @Test("A word more or less in one text", arguments: 0..<4)
  func edits(round: Int) throws {
    var collection = Self.large
    let old = Self.files
    var chance = Chance(210 + UInt64(round))
    let number = chance.next(collection.documents.count)
    collection.documents[number].sections = collection.documents[number].sections.map { section in
      var section = section
      section.text = section.text.split(separator: " ").dropFirst(round).joined(separator: " ")
      return section
    }
    collection.documents[number].lead += " edited"
    _ = try Self.check(old, collection.files, document: number)
  }

  @Test("A lead or a heading's anchor that says no other words changes its block")
  func shown() throws {
    var collection = Self.large
    collection.documents[40].lead = "Interview."
    let old = collection.files
    collection.documents[40].lead = "“Interview!”"
    #expect(Self.changed(old, collection.files) == ["pages/5.bin", "boot.bin"])
  }

  @Test("Another topic changes the list of topics, and the boot file tells")
  func topic() throws {
    var collection = Self.large
    collection.documents[41].topics = []
    let old = collection.files
    collection.documents[41].topics = ["people"]
    #expect(Self.changed(old, collection.files) == ["boot.bin", "topics.bin"])
  }

  @Test("Another list of documents makes all files of another build, but not the lists of words")
  func generation() throws {
    var collection = Self.large
    let old = Self.files
    collection.documents[7].address = "moved/"
    let new = collection.files
    let same = Set(old.keys).intersection(new.keys).filter { old[$0] == new[$0] }
    #expect(same == Set(old.keys.filter { $0.hasPrefix("words/") }) && !same.isEmpty)
    #expect(old.keys.sorted() == new.keys.sorted())
  }

  @Test("The same documents give the same bytes, on any thread")
  func deterministic() async {
    await withTaskGroup(of: [String: [UInt8]].self) { group in
      for _ in 0..<3 { group.addTask { Self.make().files } }
      for await other in group { #expect(other == Self.files) }
    }
  }

  @Test("One document less does not move another shard's boundaries")
  func boundaries() throws {
    var collection = Self.large
    let names = Set(Self.files.keys.filter { $0.hasPrefix("terms/") })
    collection.documents.removeLast()
    let others = Set(collection.files.keys.filter { $0.hasPrefix("terms/") })
    #expect(names.symmetricDifference(others).count <= names.count / 5)
  }
}
