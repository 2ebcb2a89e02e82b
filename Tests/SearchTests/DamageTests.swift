import Foundation
import Testing

@testable import Search

/// A damaged index either answers as before or says that it is damaged.
@Suite struct DamageTests {
  private static let queries = [
    "interview", "product manager ", "prodct ", "inter", "\"product manager\"", "the", "zzzz ",
    "xnterview nto", "design portfolio interviews",
  ]

  private static func collection(_ text: String = "") -> Collection {
    let types = ["article", "faq"].map { IndexSettings.Facet(name: $0, label: $0) }
    let documents = (0..<20).map { number in
      SearchDocument(
        address: "a/\(number)/", title: number % 3 == 0 ? "Product manager" : "Interview \(number)",
        type: types[number % 2].name, topics: number % 4 == 0 ? ["people"] : [],
        lead: "Lead \(number) into interviews",
        sections: [
          .init(heading: "", anchor: "", text: "Into design and portfolio \(text)"),
          .init(heading: "Product", anchor: "p", text: "word\(number)", summary: "One: Two"),
        ])
    }
    return Collection(
      documents: documents,
      settings: IndexSettings(
        language: "en", types: types, topics: [.init(name: "people", label: "People")]))
  }

  /// What an index answers, a line each; `nil` for what it refuses.
  private static func answers(_ files: [String: [UInt8]]) -> [String?] {
    guard let index = try? collection().open(files) else { return queries.map { _ in nil } }
    return queries.map { query in
      (try? index.search(query, limit: 25)).map(AnswerNotes.text)
    }
  }

  /// The files in one and each by itself.
  private static func forms(_ collection: Collection) throws -> [[String: [UInt8]]] {
    let files = collection.files
    return [files, try Packing.unpack(files)]
  }

  private static func check(
    _ files: [String: [UInt8]], _ good: [String?], _ what: @autoclosure () -> String
  ) {
    for (answer, expected) in zip(answers(files), good) where answer != nil && answer != expected {
      Issue.record("\(what()), seed \(Chance.seed): \(answer ?? "")")
    }
  }

  @Test("Cut files")
  func truncated() throws {
    for files in try Self.forms(Self.collection()) {
      let good = Self.answers(files)
      #expect(!good.contains(nil))
      for (name, bytes) in files {
        for length in 0..<bytes.count
        where length < 30 || length % 29 == 0 || length > bytes.count - 20 {
          var damaged = files
          damaged[name] = Array(bytes.prefix(length))
          Self.check(damaged, good, "\(name) cut to \(length)")
        }
      }
    }
  }

  @Test("Flipped bits, bytes put in, bytes behind the end")
  func flipped() throws {
    var chance = Chance(300)
    for files in try Self.forms(Self.collection()) {
      let good = Self.answers(files)
      for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
        for round in 0..<30 {
          var damaged = bytes
          let place = round < 18 ? round : chance.next(bytes.count)
          switch chance.next(4) {
          case 0: damaged.insert(UInt8(chance.next(256)), at: place)
          case 1: damaged.append(UInt8(chance.next(256)))
          default: damaged[place] ^= 1 << UInt8(chance.next(8))
          }
          var changed = files
          changed[name] = damaged
          Self.check(changed, good, "\(name) at \(place)")
        }
      }
    }
  }

  @Test("Missing files")
  func missing() throws {
    for files in try Self.forms(Self.collection()) {
      let good = Self.answers(files)
      for name in files.keys {
        var damaged = files
        damaged[name] = nil
        Self.check(damaged, good, "\(name) gone")
      }
    }
    #expect(throws: SearchFailure.missing(file: "boot.bin")) { try Self.collection().open([:]) }
    var files = try Packing.unpack(Self.collection().files)
    files["pages/0.bin"] = nil
    let index = try Self.collection().open(files)
    #expect(throws: SearchFailure.missing(file: "pages/0.bin")) {
      try index.search("product", limit: 5)
    }
    // What was refused once is refused again, and what is whole is still answered.
    #expect(throws: SearchFailure.self) { try index.search("product", limit: 5) }
    #expect(try index.search("zzzz ", limit: 5).hits.isEmpty)
  }

  @Test("Files of another build with other documents, and of one with another text")
  func swapped() throws {
    let files = try Packing.unpack(Self.collection().files)
    let good = Self.answers(files)
    var renamed = Self.collection()
    renamed.documents[3].address = "elsewhere/"
    // Words that would correct the queries' otherwise.
    renamed.documents[3].title = "Prodct xnterview"
    for (name, bytes) in try Packing.unpack(renamed.files) {
      var mixed = files
      mixed[name] = bytes
      Self.check(mixed, good, "\(name) of other documents")
    }
    let others = try Packing.unpack(Self.collection("and interviews of managers").files)
    var refused = 0
    // The lists of words and topics carry the build's documents alone, not its texts.
    for (name, bytes) in others where !name.hasPrefix("words/") && files[name] != bytes {
      var mixed = files
      mixed[name] = bytes
      Self.check(mixed, good, "\(name) of another text")
      refused += Self.answers(mixed).contains(nil) ? 1 : 0
    }
    #expect(refused >= 2, "no shard of another text was noticed")
  }

  @Test("One file in another's place")
  func exchanged() throws {
    let files = try Packing.unpack(Self.collection().files)
    let good = Self.answers(files)
    for name in files.keys {
      for other in files.keys where other != name && !name.hasPrefix("words/") {
        var mixed = files
        mixed[name] = files[other]
        Self.check(mixed, good, "\(other) as \(name)")
      }
    }
  }
}
