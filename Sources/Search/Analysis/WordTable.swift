import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Words one after the other in one buffer, numbered from 0.
///
/// Swift's arrays would be one for each word, and an index sees millions of them.
struct WordList: Sendable {
  private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// By number; `WordTable.hash`.
  private(set) var hashes: [UInt32] = []

  var count: Int { ends.count }

  /// Where in `bytes` a word stands.
  func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// Calls `body` with a word's bytes, and counts no reference: many cores read one list.
  func withBytes<Result>(
    of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(of: number)])) }
  }

  /// The same words without room for more.
  var trimmed: WordList {
    WordList(bytes: bytes.trimmed, ends: ends.trimmed, hashes: hashes.trimmed)
  }

  fileprivate mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  fileprivate mutating func append(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) {
    bytes.append(contentsOf: word)
    ends.append(UInt32(bytes.count))
    hashes.append(hash)
  }

  /// Some of the words' numbers in the order of the words' bytes; O(n log n).
  func sorted(_ numbers: some Sequence<Int>) -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      // Most words differ in their first eight bytes, which compare as one number.
      let keyed = numbers.map { number in
        var key: UInt64 = 0
        let range = range(of: number)
        for byte in bytes[range].prefix(8) { key = key << 8 | UInt64(byte) }
        return (key: key << UInt64(8 * max(0, 8 - range.count)), number: number)
      }
      return keyed.sorted { left, right in
        left.key != right.key
          ? left.key < right.key
          : bytes[range(of: left.number)].lexicographicallyPrecedes(bytes[range(of: right.number)])
      }.map(\.number)
    }
  }
}

/// The hash of a word, by eight bytes at once; zeros follow the last.
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

/// Numbers words in the order in which they come.
struct WordTable: Sendable {
  private(set) var list = WordList()
  /// At the hash's place or the next free one: the hash above the number, which counts from 1.
  private var slots: [UInt64]

  init(capacity: Int = 256) {
    slots = [UInt64](repeating: 0, count: capacity)
  }

  init(_ words: some Sequence<[UInt8]>) {
    self.init()
    for word in words { word.withUnsafeBufferPointer { _ = number(of: $0) } }
  }

  /// The number of a word that is in the table.
  func find(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let number = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if holds(word, at: list.range(of: number)) { return number }
      }
      slot = (slot + 1) & mask
    }
  }

  private func holds(_ word: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Bool {
    guard range.count == word.count, let start = word.baseAddress else { return false }
    return list.bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memcmp($0 + range.lowerBound, start, word.count) == 0 } ?? false
    }
  }

  static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash = WordHash(count: word.count)
    for place in stride(from: 0, to: word.count, by: 8) { hash.combine(word.loadUInt64(at: place)) }
    return hash.value
  }

  /// Takes all words out; the memory stays, but for what one large text took.
  mutating func removeAll(capacity: Int) {
    list.removeAll()
    if slots.count == capacity {
      slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    } else {
      slots = [UInt64](repeating: 0, count: capacity)
    }
  }

  /// The number of a word, which is added if it is new.
  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> Int {
    number(of: word, hash: Self.hash(word))
  }

  mutating func number(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
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
