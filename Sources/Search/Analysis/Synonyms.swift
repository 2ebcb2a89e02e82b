/// Words and phrases that mean the same, for texts: where one stands, the others are found too.
///
/// Done when the index is built, so that the reader's browser has nothing to look up.
package struct Synonyms: Sendable {
  /// What members of one entry stand for.
  private struct Group: Sendable {
    /// The words of all members, each once; those that are whole members first.
    var words: [(bytes: [UInt8], isWhole: Bool)]
  }

  /// A phrase that ends at a step, by its own words' places among those of its group.
  private struct Member: Sendable {
    var group: Int
    var ownWords: [Int]
  }

  private struct Step: Hashable {
    var node: Int
    var word: Int
  }

  private var words = WordTable()
  private var groups: [Group] = []
  /// The way from the words so far, by the next word, to all words of a phrase.
  private var steps: [Step: Int] = [:]
  /// The phrases that end at each step; the first stands for no words.
  private var members: [[Member]] = [[]]

  /// O(words of all groups).
  package init(_ groups: [[String]]) {
    var scanner = WordScanner()
    for group in groups {
      let phrases = group.map { text in
        var words: [[UInt8]] = []
        scanner.scan(text) { words.append(Array($0)) }
        return words
      }
      add(phrases.filter { !$0.isEmpty })
    }
  }

  private mutating func add(_ phrases: [[[UInt8]]]) {
    var group = Group(words: [])
    var places: [[UInt8]: Int] = [:]
    // Whole ones first: a word that is one is not one of several.
    let whole = phrases.filter { $0.count == 1 }
    for phrase in whole + phrases.filter({ $0.count > 1 }) {
      for word in phrase where places[word] == nil {
        places[word] = group.words.count
        group.words.append((word, phrase.count == 1))
      }
    }
    for phrase in phrases {
      var node = 0
      for word in phrase {
        let number = word.withUnsafeBufferPointer { words.number(of: $0) }
        node = nextNode(Step(node: node, word: number))
      }
      let ownWords = phrase.compactMap { places[$0] }
      members[node].append(Member(group: groups.count, ownWords: ownWords))
    }
    groups.append(group)
  }

  private mutating func nextNode(_ step: Step) -> Int {
    if let node = steps[step] { return node }
    members.append([])
    steps[step] = members.count - 1
    return members.count - 1
  }

  /// The words that a run of words stands for beside its own, and whether each is the whole of a
  /// synonym: `CV` is, the words of `product manager` are not.
  func additions(
    to run: [UInt32], in table: inout WordTable
  ) -> [(word: UInt32, isWhole: Bool)] {
    if groups.isEmpty { return [] }
    var additions: [(word: UInt32, isWhole: Bool)] = []
    for start in run.indices {
      var (node, position) = (0, start)
      while position < run.count {
        let word = Int(run[position])
        let hash = table.list.hashes[word]
        let known = table.list[word].withUnsafeBufferPointer { words.find($0, hash: hash) }
        guard let known, let next = steps[Step(node: node, word: known)] else { break }
        for member in members[next] { add(member, to: &additions, &table) }
        (node, position) = (next, position + 1)
      }
    }
    return additions
  }

  private func add(
    _ member: Member, to additions: inout [(word: UInt32, isWhole: Bool)], _ table: inout WordTable
  ) {
    for (place, word) in groups[member.group].words.enumerated()
    where !member.ownWords.contains(place) {
      let number = word.bytes.withUnsafeBufferPointer { table.number(of: $0) }
      additions.append((UInt32(number), word.isWhole))
    }
  }
}
