import TestSupport
import Testing

@testable import Search

@Suite struct SynonymTests {
  private static let vocabulary = ["pm", "product", "manager", "cv", "job", "map"]

  @Test("The steps find what comparing every phrase at every place finds", arguments: 0..<60)
  func oracle(number: Int) {
    var chance = SeededGenerator(offset: number)
    func phrase() -> [String] {
      (0..<Int.random(in: 1...3, using: &chance)).map { _ in
        Self.vocabulary.randomElement(using: &chance) ?? ""
      }
    }
    let groups = (0..<4).map { _ in
      (0..<Int.random(in: 2...4, using: &chance)).map { _ in phrase() }
    }
    let text = (0..<14).map { _ in Self.vocabulary.randomElement(using: &chance) ?? "" }
    let synonyms = Synonyms(groups.map { $0.map { $0.joined(separator: " ") } })
    var table = WordTable()
    let run = text.map { word in
      UInt32(table.number(of: Array(word.utf8).span))
    }
    let found = synonyms.additions(to: run, in: &table).map { word, isWhole in
      "\(String(decoding: table.list[Int(word)], as: UTF8.self)) \(isWhole)"
    }
    let label = "seed \(SeededGenerator.seed), \(number): \(groups) in \(text)"
    #expect(found.sorted() == Self.plain(groups, text).sorted(), "\(label)")
  }

  @Test("An entry of thousands of phrases that begin alike is read")
  func large() {
    let letters = Array("abcdefghij")
    let members = (0..<4000).map { number in
      "career step x" + String(String(number).compactMap(\.wholeNumberValue).map { letters[$0] })
    }
    var table = WordTable()
    let run = ["career", "step", "xh", "career", "step", "nothing"].map { word in
      UInt32(table.number(of: Array(word.utf8).span))
    }
    #expect(Synonyms([members]).additions(to: run, in: &table).count == 3999 + 4000)
  }

  /// For each place where a phrase stands the words of its group, without its own.
  private static func plain(_ groups: [[[String]]], _ text: [String]) -> [String] {
    text.indices.flatMap { start in
      groups.flatMap { group in
        group.filter { text[start...].starts(with: $0) }.flatMap { phrase in
          var words: [(word: String, isWhole: Bool)] = []
          let whole =
            group.filter { $0.count == 1 }.joined()
            + group.filter { $0.count > 1 }.map { $0.joined() }
          for word in whole + group.joined()
          where !phrase.contains(word) && !words.contains(where: { $0.word == word }) {
            words.append((word, whole.contains(word)))
          }
          return words.map { "\($0.word) \($0.isWhole)" }
        }
      }
    }
  }
}
