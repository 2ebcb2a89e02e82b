import Text

/// A list of words in one buffer, numbered from 0.
///
/// It avoids an array for each of the millions of words of an index.
struct WordList: Sendable {
  private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// The hash of each word, as `WordTable.hash` computes it.
  private(set) var hashes: [UInt32] = []

  var count: Int { ends.count }

  /// The range of a word in `bytes`.
  func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// Calls `body` with a word's bytes.
  ///
  /// Counts no references, because many cores read the same list.
  func withBytes<Result>(of number: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(range(of: number)))
  }

  /// Whether the word with a number is `word`; compares eight bytes at a time.
  @inline(__always)
  fileprivate func holds(_ word: Span<UInt8>, at number: Int) -> Bool {
    let range = range(of: number)
    guard range.count == word.count else { return false }
    let other = bytes.span.extracting(range)
    for place in stride(from: 0, to: word.count, by: 8)
    where word.loadUInt64(at: place) != other.loadUInt64(at: place) {
      return false
    }
    return true
  }

  /// The same words without unused capacity.
  var trimmed: WordList {
    WordList(bytes: bytes.trimmed, ends: ends.trimmed, hashes: hashes.trimmed)
  }

  fileprivate mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  fileprivate mutating func append(_ word: Span<UInt8>, hash: UInt32) {
    bytes.append(word)
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
  }

  /// Sorts numbers of words by the bytes of the words; O(n log n).
  func sorted(_ numbers: some Sequence<Int>) -> [Int] {
    // Most words differ in their first eight bytes, which compare as one number.
    let keyed = numbers.map { number in
      (key: withBytes(of: number) { $0.loadUInt64(at: 0).byteSwapped }, number: number)
    }
    return keyed.sorted { left, right in
      left.key != right.key
        ? left.key < right.key : self[left.number].lexicographicallyPrecedes(self[right.number])
    }.map(\.number)
  }
}

/// Computes the hash of a word from eight bytes at a time, padded with zeros.
struct WordHash {
  private var state: UInt64

  init(count: Int) {
    state = UInt64(count) &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func combine(_ eight: UInt64) {
    state = (state ^ eight) &* 0xD6E8_FEB8_6659_FD93
    state ^= state >> 32
  }

  var value: UInt32 { UInt32(truncatingIfNeeded: state) }
}

/// A hash table that numbers words in the order in which they are added.
struct WordTable: Sendable {
  private(set) var list = WordList()
  /// Open addressing: each slot has a hash in its high half and a number, from 1, in its low half.
  ///
  /// 0 is free.
  private var slots: [UInt64]

  init(capacity: Int = 256) {
    slots = [UInt64](repeating: 0, count: capacity)
  }

  /// Makes a table of some words with few collisions, because it is searched more often than it is made.
  init(_ words: some Collection<[UInt8]>) {
    var capacity = 256
    while capacity < words.count * 8 { capacity *= 2 }
    self.init(capacity: capacity)
    for word in words { _ = number(of: word.span) }
  }

  /// The number of a word; `nil` where it is not in the table.
  @inline(__always)
  func find(_ word: Span<UInt8>, hash: UInt32) -> Int? {
    let slots = slots.span
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let number = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if list.holds(word, at: number) { return number }
      }
      slot = (slot + 1) & mask
    }
  }

  static func hash(_ word: Span<UInt8>) -> UInt32 {
    var hash = WordHash(count: word.count)
    for place in stride(from: 0, to: word.count, by: 8) { hash.combine(word.loadUInt64(at: place)) }
    return hash.value
  }

  /// Removes all words, but keeps memory for `capacity` slots.
  mutating func removeAll(capacity: Int) {
    list.removeAll()
    if slots.count == capacity {
      var all = slots.mutableSpan
      all.update(repeating: 0)
    } else {
      slots = [UInt64](repeating: 0, count: capacity)
    }
  }

  /// The number of a word.
  ///
  /// Adds it if it is new.
  mutating func number(of word: Span<UInt8>) -> Int {
    number(of: word, hash: Self.hash(word))
  }

  mutating func number(of word: Span<UInt8>, hash: UInt32) -> Int {
    if let number = find(word, hash: hash) { return number }
    if list.count * 2 >= slots.count { grow() }
    list.append(word, hash: hash)
    occupy(number: list.count - 1)
    return list.count - 1
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    for number in 0..<list.count { occupy(number: number) }
  }

  private mutating func occupy(number: Int) {
    var slot = Int(list.hashes[number]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt64(list.hashes[number]) << 32 | UInt64(number + 1)
  }
}
