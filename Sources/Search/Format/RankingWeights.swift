/// The numbers by which documents are ranked.
///
/// An index carries them, so both of its readers, the tool and the browser, rank by the same ones. `neighbors` adds to
/// scores as they are; a word's score is its rarity in thousandths × its weight in thousandths × the value of the level.
struct RankingWeights: Sendable, Equatable {
  /// The share of its weight, in thousandths, that a match with another form of the word keeps.
  var otherForm = 800
  /// The weight of completions of what is typed, in thousandths: where it is a word itself, and where not.
  var completionOfWord = 400
  var completion = 900
  /// The weight of the word that neighboring words are together, for each of them, in thousandths.
  var join = 700
  /// The weight of the most likely correction, and of others, in thousandths.
  var correction = 900
  var otherCorrection = 600
  /// The share of its score, in thousandths, that a document with few of the words keeps.
  var coverageFloor = 850
  /// What the least of its words adds for each word to a document with all words, in tenths.
  ///
  /// So a document with all words comes before one that repeats one of them.
  var balance = 4
  /// The share of its score that a list of other documents keeps, in tenths.
  var list = 5
  /// The part of the best score that a title adds whose words are all in the query, as a divisor.
  var titleDivisor = 10
  /// What two words side by side add for each thousandth of their rarity.
  var neighbors = 9_600_000
  /// The rarity of a stop word in thousandths, unless all other words of the query are even less rare.
  var stopWordRarity = 1500

  /// The weights in the order in which an index has them.
  private static let order: [WritableKeyPath<RankingWeights, Int> & Sendable] = [
    \.otherForm, \.completionOfWord, \.completion, \.join, \.correction, \.otherCorrection,
    \.coverageFloor, \.balance, \.list, \.titleDivisor, \.neighbors, \.stopWordRarity,
  ]

  func write(to writer: inout ByteWriter) {
    writer.varint(Self.order.count)
    for path in Self.order { writer.varint(self[keyPath: path]) }
  }

  init() {}

  init(_ reader: inout ByteReader) throws(SearchFailure) {
    guard try reader.varint() == Self.order.count else { throw .damaged }
    for path in Self.order { self[keyPath: path] = try reader.varint() }
    // A damaged index must not make products that no integer holds.
    let sound = Self()
    guard titleDivisor > 0,
      Self.order.allSatisfy({ self[keyPath: $0] <= max(1000, sound[keyPath: $0]) })
    else { throw .damaged }
  }
}
