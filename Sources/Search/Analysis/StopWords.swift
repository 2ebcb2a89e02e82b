/// Words that are too common to be searched for, unless a query has no others.
struct StopWords: Sendable {
  /// The words, sorted and separated by spaces.
  ///
  /// The index carries them to its readers.
  let text: String
  let table: WordTable
  /// The length of the longest word in bytes; most words of a text are longer.
  private let longest: Int
  /// Which lower twelve bits the hashes of the words have.
  ///
  /// Most other words need no look-up then: 374 000 words took 16 M instructions instead of 26 M.
  private let mayHold: [Bool]

  init(text: String) {
    self.text = text
    let words = text.split(separator: " ").map { Array($0.utf8) }
    table = WordTable(words)
    longest = words.map(\.count).max() ?? 0
    var mayHold = [Bool](repeating: false, count: 4096)
    for hash in table.list.hashes { mayHold[Int(hash & 4095)] = true }
    self.mayHold = mayHold
  }

  /// Whether a folded word is a stop word.
  func contains(_ word: [UInt8]) -> Bool {
    table.find(word.span, hash: WordTable.hash(word.span)) != nil
  }

  /// Whether the word with that number in a list is a stop word.
  func contains(_ words: WordList, _ number: Int) -> Bool {
    guard mayHold[Int(words.hashes[number] & 4095)], words.range(of: number).count <= longest
    else { return false }
    return words.withBytes(of: number) { table.find($0, hash: words.hashes[number]) != nil }
  }

  static let none = StopWords(text: "")
}
