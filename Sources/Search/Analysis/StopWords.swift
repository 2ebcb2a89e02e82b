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

  static let english = StopWords(
    text: """
      a about after all also am an and any are arent as at be because been before being \
      between both but by can cant could did didnt do does doesnt doing dont during each for \
      from further had has hasnt have having he her here hers him his how i if im in into is \
      isnt it its itself ive just me more most my myself no nor not of off on once only or \
      other our ours out over own same she should so some such than that thats the their \
      theirs them then there these they this those through to too under until up us very was \
      we were what whats when where which while who whom why will with wont would you your \
      yours
      """)
}
