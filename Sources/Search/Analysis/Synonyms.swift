/// Words and phrases that mean the same, for texts: where one stands, the others are found too.
///
/// Done when the index is built, so that the reader's browser has nothing to look up.
package struct Synonyms: Sendable {
  private struct Phrase: Sendable {
    var words: [[UInt8]]
    /// The words that the phrase stands for beside its own.
    var others: [Addition]
  }

  private struct Addition: Sendable {
    var word: [UInt8]
    var isWhole: Bool
  }

  private var firstWords = WordTable()
  /// The phrases that begin with each first word.
  private var phrases: [[Phrase]] = []

  package init(_ groups: [[String]]) {
    var scanner = WordScanner()
    for group in groups {
      let members = group.map { text in
        var words: [[UInt8]] = []
        scanner.scan(text) { words.append(Array($0)) }
        return words
      }
      for words in members where !words.isEmpty {
        var others: [Addition] = []
        // Whole ones first: a word that is one is not one of several.
        for member in members.sorted(by: { $0.count < $1.count }) {
          for word in member
          where !words.contains(word) && !others.contains(where: { $0.word == word }) {
            others.append(Addition(word: word, isWhole: member.count == 1))
          }
        }
        add(Phrase(words: words, others: others))
      }
    }
  }

  private mutating func add(_ phrase: Phrase) {
    let first = phrase.words[0].withUnsafeBufferPointer { firstWords.number(of: $0) }
    if first == phrases.count { phrases.append([]) }
    phrases[first].append(phrase)
  }

  /// The words that a run of words stands for beside its own, and whether each is the whole of a
  /// synonym: `CV` is, the words of `product manager` are not.
  func additions(
    to run: [UInt32], in table: inout WordTable
  ) -> [(word: UInt32, isWhole: Bool)] {
    if phrases.isEmpty { return [] }
    var additions: [(word: UInt32, isWhole: Bool)] = []
    for (start, word) in run.enumerated() {
      let hash = table.list.hashes[Int(word)]
      let found = table.list[Int(word)].withUnsafeBufferPointer { firstWords.find($0, hash: hash) }
      guard let first = found else { continue }
      for phrase in phrases[first] where phrase.words.count <= run.count - start {
        let stands = zip(phrase.words, run[start...]).allSatisfy {
          table.list[Int($1)].elementsEqual($0)
        }
        guard stands else { continue }
        for other in phrase.others {
          let number = other.word.withUnsafeBufferPointer { table.number(of: $0) }
          additions.append((UInt32(number), other.isWhole))
        }
      }
    }
    return additions
  }
}
