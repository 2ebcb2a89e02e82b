/// Groups of words and phrases with the same meaning.
///
/// A text with one of them is also found by the others.
///
/// They are applied when the index is built, so that the reader's browser need not look them up.
package struct Synonyms: Sendable {
  private struct Group: Sendable {
    /// The words of all members, each once.
    ///
    /// Words that are a member by themselves come first, then the phrases as one word each: whoever types a phrase
    /// finds all that stands for it (`Query.joins`).
    var words: [(bytes: [UInt8], isWhole: Bool)]
  }

  /// A phrase that ends at a node, and the positions of its words among those of its group.
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
  /// The edges of a trie of phrases: from a node, by a word, to the next node.
  private var steps: [Step: Int] = [:]
  /// The phrases that end at each node.
  ///
  /// The first node is the root.
  private var members: [[Member]] = [[]]

  /// Makes the synonyms of groups of phrases; O(words of all groups).
  package init(_ groups: [[String]]) {
    var scanner = WordScanner()
    for group in groups {
      let phrases = group.map { text in
        scanner.words(of: text)
      }
      add(phrases.filter { !$0.isEmpty })
    }
  }

  private mutating func add(_ phrases: [[[UInt8]]]) {
    var group = Group(words: [])
    var places: [[UInt8]: Int] = [:]
    func add(_ word: [UInt8], isWhole: Bool) {
      guard places[word] == nil else { return }
      places[word] = group.words.count
      group.words.append((word, isWhole))
    }
    // Members of one word come first, so that their words count as whole members.
    for phrase in phrases where phrase.count == 1 { add(phrase[0], isWhole: true) }
    for phrase in phrases where phrase.count > 1 {
      if let word = Compounds.joined(phrase) { add(word, isWhole: true) }
    }
    for word in phrases.joined() { add(word, isWhole: false) }
    for phrase in phrases {
      var node = 0
      for word in phrase {
        let number = words.number(of: word.span)
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

  /// The words that synonyms add to a run of words, and whether each is a whole synonym: `CV` is one, the words of
  /// `product manager` are not, and `productmanager` is.
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
        let known = table.list.withBytes(of: word) { words.find($0, hash: hash) }
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
      let number = table.number(of: word.bytes.span)
      additions.append((UInt32(number), word.isWhole))
    }
  }
}
