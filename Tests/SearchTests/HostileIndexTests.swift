import Foundation
import Testing

@testable import Search

/// Indexes that nobody built, whole as files: they may answer anything, or refuse, in bounded time.
@Suite(.timeLimit(.minutes(2))) struct HostileIndexTests {
  private static let queries = ["aa", "aaaa ", "aaaaaaaab ", "a b c aa ab ac", "\"aa ab\" aa", "b"]

  /// Asks everything that can be asked; returns whether all of it was refused.
  @discardableResult
  private static func ask(_ files: [String: [UInt8]]) -> Bool {
    guard
      let index = try? SearchIndex(
        read: { files[$0] }, page: { _ in Array("<main>aa ab</main>".utf8) })
    else { return true }
    var isRefused = true
    for query in queries {
      for (limit, types) in [(5, []), (30, ["t"])] as [(Int, Set<String>)] {
        if (try? index.search(query, limit: limit, types: types)) != nil { isRefused = false }
      }
    }
    if (try? index.wordsWithoutTitle(limit: 10)) != nil { isRefused = false }
    return isRefused
  }

  /// A boot file with the given parts, and files packed into it.
  private static func boot(
    runs: [(count: Int, type: Int)] = [(4, 0)], facets: Int = 1, keys: [Int] = [0, 27],
    trie: [UInt8] = [0b0100_0000], shards: Int = 1, blocks: Int = 1,
    weights: RankingWeights = .init(), files: [String: [UInt8]] = [:]
  ) -> [String: [UInt8]] {
    var writer = ByteWriter()
    writer.append(IndexFormat.magic + [IndexFormat.version])
    writer.fixed(7, bytes: 4)
    weights.write(to: &writer)
    writer.string("")
    writer.string("b")
    writer.varint(facets)
    for _ in 0..<min(facets, 300) {
      writer.string("t")
      writer.string("T")
    }
    writer.append([UInt8](repeating: 0, count: min(facets, 300)))
    writer.varint(runs.count)
    for run in runs {
      writer.varint(run.count)
      writer.varint(run.type)
    }
    writer.varint(0)
    writer.varint(keys.count)
    for key in keys {
      writer.byte(key)
      writer.fixed(0, bytes: 2)
    }
    writer.varint(trie.count)
    writer.append(trie)
    writer.append([UInt8](repeating: 0, count: 2 * (shards + blocks + 1)))
    writer.varint(files.count)
    for (name, bytes) in files {
      writer.string(name)
      writer.varint(bytes.count)
    }
    for bytes in files.values { writer.append(bytes) }
    return [IndexFormat.header: Gzip.compress(writer.bytes)]
  }

  private static func file(_ write: (inout ByteWriter) -> Void) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(7, bytes: 4)
    write(&writer)
    return writer.bytes
  }

  /// A shard with one term `aa` of the given frequency and bytes behind it.
  private static func shard(
    count: Int = 1, shared: Int = 0, words: Int = 0, frequency: Int, gapLength: Int? = nil,
    gaps: [UInt8], impacts: [UInt8], weights: RankingWeights = .init()
  ) -> [String: [UInt8]] {
    let bytes = file { writer in
      writer.varint(count)
      writer.byte(shared)
      writer.byte(2)
      writer.append("aa".utf8)
      writer.varint(words)
      writer.varint(frequency)
      writer.varint(gapLength ?? gaps.count)
      writer.append(gaps)
      writer.append(impacts)
    }
    return boot(
      weights: weights,
      files: ["terms/1.bin": bytes, "pages/0.bin": file { $0.append("\0\0\0\0\0".utf8) }])
  }

  @Test("A shard by hand is read, so that the others are refused for what is wrong with them")
  func sound() throws {
    let files = Self.shard(frequency: 1, gaps: [0], impacts: [0x10])
    let index = try SearchIndex(read: { files[$0] })
    #expect(try index.search("aa ", limit: 5).hits.map(\.document) == [0])
  }

  @Test("An index of another version is told from a damaged one")
  func version() throws {
    let files = Self.shard(frequency: 1, gaps: [0], impacts: [0x10])
    var header = try Gzip.decompress(files[IndexFormat.header] ?? [])
    header[3] += 1
    let other = [IndexFormat.header: Gzip.compress(header)]
    #expect(throws: SearchFailure.otherVersion) { try SearchIndex(read: { other[$0] }) }
    header[0] += 1
    let damaged = [IndexFormat.header: Gzip.compress(header)]
    #expect(throws: SearchFailure.damaged) { try SearchIndex(read: { damaged[$0] }) }
  }

  @Test("Counts of what is not there")
  func counts() {
    let huge = 1 << 34
    #expect(Self.ask(Self.boot(runs: [(huge, 0)])))
    #expect(Self.ask(Self.boot(runs: Array(repeating: (4_000_000, 0), count: 40))))
    #expect(Self.ask(Self.boot(runs: [(1, 1)])))
    #expect(Self.ask(Self.boot(facets: huge)))
    #expect(Self.ask(Self.boot(shards: 0, blocks: 0)))
    let good = Self.shard(frequency: 1, gaps: [0], impacts: [0])
    #expect(!Self.ask(good))
    for damaged in [
      Self.shard(count: huge, frequency: 1, gaps: [0], impacts: [0]),
      Self.shard(shared: 255, frequency: 1, gaps: [0], impacts: [0]),
      Self.shard(words: huge, frequency: 1, gaps: [0], impacts: [0]),
      Self.shard(frequency: huge, gaps: [0], impacts: [0]),
      Self.shard(frequency: 1, gapLength: huge, gaps: [0], impacts: [0]),
      // More documents than there are.
      Self.shard(frequency: 5, gaps: [0, 0], impacts: [0, 0, 0, 0, 0]),
      Self.shard(frequency: 2, gaps: [0xFC, 0], impacts: [0, 0]),
    ] {
      Self.ask(damaged)
      #expect(throws: SearchFailure.damaged) {
        try SearchIndex(read: { damaged[$0] }).search("aa ", limit: 5)
      }
    }
  }

  @Test("Weights that no product of integers holds")
  func weights() throws {
    func files(_ weights: RankingWeights) -> [String: [UInt8]] {
      Self.shard(frequency: 1, gaps: [0], impacts: [0xF0], weights: weights)
    }
    var weights = RankingWeights()
    weights.list = 1000
    weights.balance = 1000
    weights.completion = 1000
    let largest = files(weights)
    for query in ["aa \"aa\" ", "aa aa aa aa"] {
      #expect(try SearchIndex(read: { largest[$0] }).search(query, limit: 5).hits.count == 1)
    }
    weights.balance = 1001
    let larger = files(weights)
    #expect(throws: SearchFailure.damaged) { try SearchIndex(read: { larger[$0] }) }
    weights.balance = 4
    weights.titleDivisor = 0
    let none = files(weights)
    #expect(throws: SearchFailure.damaged) { try SearchIndex(read: { none[$0] }) }
  }

  @Test("A run of ones without end")
  func ones() {
    let ones = [UInt8](repeating: 0xFF, count: 4 << 20)
    let files = Self.shard(frequency: 2, gaps: ones, impacts: [0, 0])
    #expect(throws: SearchFailure.damaged) {
      try SearchIndex(read: { files[$0] }).search("aa ", limit: 5)
    }
  }

  @Test("Trees too deep, too wide and of nothing")
  func tries() {
    #expect(Self.ask(Self.boot(trie: [UInt8](repeating: 0xFF, count: 100))))
    #expect(Self.ask(Self.boot(trie: [])))
    var bits = BitWriter()
    for _ in 0..<56 { bits.append(1, count: 1) }
    bits.append(1, count: 2)
    for _ in 0..<56 { bits.append(0, count: 2) }
    #expect(!Self.ask(Self.boot(trie: bits.bytes)))
    // Full trees: of nothing, and of more shards than any site has.
    #expect(Self.ask(Self.boot(trie: Self.tree(16, leaf: 0b00), shards: 0)))
    #expect(Self.ask(Self.boot(trie: Self.tree(18, leaf: 0b01), shards: 1 << 18)))
    let files = Self.boot(trie: Self.tree(6, leaf: 0b01), shards: 1 << 6)
    #expect(throws: SearchFailure.missing(file: "terms/2g.bin")) {
      try SearchIndex(read: { files[$0] }).search("aa ", limit: 5)
    }
  }

  private static func tree(_ depth: Int, leaf: Int) -> [UInt8] {
    var bits = BitWriter()
    func write(_ depth: Int) {
      if depth == 0 { return bits.append(leaf, count: 2) }
      bits.append(1, count: 1)
      write(depth - 1)
      write(depth - 1)
    }
    write(depth)
    return bits.bytes
  }

  @Test("A list of very many near words")
  func spellings() {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let list = Self.file { writer in
      for first in letters {
        for second in letters {
          for third in letters {
            for fourth in letters.prefix(4) {
              writer.byte(0)
              writer.byte(10)
              writer.append([first, second, third, fourth])
              writer.append("aaaaab".utf8)
            }
          }
        }
      }
    }
    let near = Self.file { writer in
      for first in 0..<9 {
        for second in 0..<9 {
          for one in stride(from: UInt8(33), to: 127, by: 5) {
            for two in stride(from: UInt8(33), to: 127, by: 5) {
              var word = Array("aaaaaaaab".utf8)
              word[first] = one
              word[second] = two
              writer.byte(0)
              writer.byte(9)
              writer.append(word)
            }
          }
        }
      }
    }
    for list in [
      list, near, Self.file { $0.append([0xF0, 1, 1]) }, Self.file { $0.append([0, 255]) },
    ] {
      Self.ask(Self.boot(files: ["words/0.bin": list, "words/27.bin": list]))
    }
  }

  @Test("A frequent word's further postings, cut and mixed up")
  func overflowPostings() {
    let count = IndexFormat.shardPostingLimit + 2
    let head = Self.file { writer in
      writer.varint(1)
      writer.byte(0)
      writer.byte(2)
      writer.append("aa".utf8)
      writer.varint(0)
      writer.varint(count)
      writer.varint(IndexFormat.shardPostingLimit / 8)
      writer.append([UInt8](repeating: 0, count: IndexFormat.shardPostingLimit / 8))
      writer.append([UInt8](repeating: 0xF1, count: IndexFormat.shardPostingLimit))
    }
    for overflow in [
      [], [0], [0, 0], [0, 0, 0], [0xFF, 0xFF, 0, 0], [UInt8](repeating: 1, count: 99),
    ] {
      let files = Self.boot(
        runs: [(count, 0)], blocks: (count + 7) / 8,
        files: ["terms/1.bin": head, "terms/1-0.bin": Self.file { $0.append(overflow) }])
      Self.ask(files)
    }
  }

  @Test("A frequent word of more documents than there are")
  func frequencies() {
    let head = Self.file { writer in
      writer.varint(1)
      writer.byte(0)
      writer.byte(2)
      writer.append("aa".utf8)
      writer.varint(0)
      writer.varint(1 << 30)
      writer.varint(IndexFormat.shardPostingLimit / 8)
      writer.append([UInt8](repeating: 0, count: IndexFormat.shardPostingLimit / 8))
      writer.append([UInt8](repeating: 0xF1, count: IndexFormat.shardPostingLimit))
    }
    let blocks = (IndexFormat.shardPostingLimit + 7) / 8
    let files = Self.boot(
      runs: [(IndexFormat.shardPostingLimit, 0)], blocks: blocks,
      files: [
        "terms/1.bin": head,
        "pages/0.bin": Self.file { $0.append([UInt8](repeating: 0, count: 40)) },
      ])
    #expect(throws: SearchFailure.damaged) {
      try SearchIndex(read: { files[$0] }).search("aa ", limit: 5)
    }
  }

  @Test("Bombs and streams whose length lies")
  func streams() {
    let zeros = Gzip.compress([UInt8](repeating: 0, count: 200 << 20))
    #expect(Self.ask([IndexFormat.header: zeros]))
    var liar = Gzip.compress(Array("WMS1".utf8))
    for length in [UInt8(0), 3, 5, 255] {
      for place in 1...4 {
        var damaged = liar
        damaged[liar.count - place] = length
        #expect(Self.ask([IndexFormat.header: damaged]))
      }
    }
    let text = Gzip.compress(Array("one two three four five six".utf8))
    for cut in 1..<(text.count - 8) {
      #expect(throws: SearchFailure.damaged) {
        try Gzip.decompress(text.dropLast(8 + cut) + text.suffix(8))
      }
    }
    liar += liar
    #expect(Self.ask([IndexFormat.header: liar]))
    #expect(Self.ask([IndexFormat.header: []]))
    #expect(Self.ask([IndexFormat.header: [UInt8](repeating: 0x1F, count: 40)]))
  }

  @Test("Changed contents with a right checksum")
  func mutated() throws {
    var chance = Chance(400)
    let words = Collection.Words(count: 40, isEnglish: false, &chance)
    var collection = Collection.random(count: 12, words: words, language: "de", &chance)
    collection.documents[0].title = "aa ab ac aaaa aaaaaaaaa aa aab"
    let content = try Gzip.decompress(collection.files[IndexFormat.header] ?? [])
    var refused = 0
    for _ in 0..<600 {
      var bytes = content
      for _ in 0...chance.next(4) {
        let place = chance.next(bytes.count)
        switch chance.next(4) {
        case 0: bytes[place] = UInt8(chance.next(256))
        case 1: bytes[place] ^= 1 << UInt8(chance.next(8))
        case 2: bytes.remove(at: place)
        default: bytes[place] = 0xFF
        }
      }
      if Self.ask([IndexFormat.header: Gzip.compress(bytes)]) { refused += 1 }
    }
    #expect(refused > 0 && refused < 600)
  }
}
