/// Numbers words in the order in which they come, in one buffer.
///
/// Swift's dictionaries would need an array for each word, and an index sees millions of them.
struct WordTable: Sendable {
  private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private(set) var hashes: [UInt32] = []
  /// Numbers from 1, at the hash's place or the next free one.
  private var slots: [UInt32]

  init(capacity: Int = 256) {
    slots = [UInt32](repeating: 0, count: capacity)
  }

  init(_ words: some Sequence<[UInt8]>) {
    self.init()
    for word in words { word.withUnsafeBufferPointer { _ = number(of: $0) } }
  }

  var count: Int { ends.count }

  /// Where in `bytes` a word stands.
  func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// The number of a word that is in the table.
  func find(_ word: some Collection<UInt8>, hash: UInt32) -> Int? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, holds(word, at: range(of: number)) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Compares byte by byte: a slice would cost more than the comparison.
  private func holds(_ word: some Collection<UInt8>, at range: Range<Int>) -> Bool {
    guard range.count == word.count else { return false }
    var index = range.lowerBound
    for byte in word {
      if bytes[index] != byte { return false }
      index += 1
    }
    return true
  }

  /// FNV-1a.
  static func hash(_ word: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }

  /// The number of a word, which is added if it is new.
  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> Int {
    number(of: word, hash: Self.hash(word))
  }

  mutating func number(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    if let number = find(word, hash: hash) { return number }
    if ends.count * 2 >= slots.count { grow() }
    bytes.append(contentsOf: word)
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
    occupy(number: ends.count - 1)
    return ends.count - 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in hashes.indices { occupy(number: number) }
  }

  private mutating func occupy(number: Int) {
    var slot = Int(hashes[number]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }
}
