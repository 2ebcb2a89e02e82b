import Text

/// A binary trie that divides sorted words into shards.
///
/// The key of a word is the bits of its bytes, from the highest, followed by zeros. A shard contains the words whose
/// keys begin with its bits, and is named after these. A shard that would be too large is divided by the next bit.
/// So its limits depend only on its own words, not on its neighbors.
indirect enum ShardTrie: Sendable {
  case empty
  case shard(number: Int, name: String)
  case split(ShardTrie, ShardTrie)

  /// The maximum number of bits of a shard.
  static let depthLimit = 56
  /// The maximum number of shards.
  ///
  /// A larger number means that the file is damaged.
  private static let shardLimit = 1 << 17

  /// Whether bit `index` of a key is set.
  static func bit(_ index: Int, of key: some RandomAccessCollection<UInt8>) -> Bool {
    let byte = index >> 3
    guard byte < key.count else { return false }
    return key[key.index(key.startIndex, offsetBy: byte)] & (0x80 >> UInt8(index & 7)) != 0
  }

  /// Divides sorted words, and returns the trie with the range of words and the name of each shard.
  ///
  /// A term, whose number each word has, is in all shards of its words. Where a shard is too large because of terms that
  /// both halves would have, it stays whole.
  static func divide(
    _ words: [ArraySlice<UInt8>], terms: [Int], sizes: [Int], limit: Int
  ) -> (trie: ShardTrie, shards: [Range<Int>], names: [String]) {
    var shards: [Range<Int>] = []
    var names: [String] = []
    var seen = [Int](repeating: 0, count: sizes.count)
    var round = 0
    /// The size of the terms of some words.
    func size(_ range: Range<Int>) -> Int {
      round += 1
      var size = 0
      for term in terms[range] where seen[term] != round {
        seen[term] = round
        size += sizes[term]
      }
      return size
    }
    func node(_ range: Range<Int>, _ path: UInt64, _ depth: Int) -> ShardTrie {
      if range.isEmpty { return .empty }
      let whole = size(range)
      let middle = words[range].partitioningIndex { bit(depth, of: $0) }
      // What only one half would have.
      let apart = 2 * whole - size(range.lowerBound..<middle) - size(middle..<range.upperBound)
      let isDivided = range.count > 1 && whole > limit && depth < depthLimit && apart > limit / 2
      guard isDivided else {
        shards.append(range)
        names.append(String(path, radix: 36))
        return .shard(number: shards.count - 1, name: names[shards.count - 1])
      }
      return .split(
        node(range.lowerBound..<middle, path << 1, depth + 1),
        node(middle..<range.upperBound, path << 1 | 1, depth + 1))
    }
    let trie = node(words.indices, 1, 0)
    return (trie, shards, names)
  }

  /// Writes the trie in preorder: `1` for a split, `01` for a shard, `00` for an empty leaf.
  func write(to bits: inout BitWriter) {
    switch self {
    case .empty: bits.append(0, count: 2)
    case .shard: bits.append(1, count: 2)
    case .split(let left, let right):
      bits.append(1, count: 1)
      left.write(to: &bits)
      right.write(to: &bits)
    }
  }

  /// Reads a trie, and counts its shards.
  static func read(
    from bits: inout BitReader, path: UInt64 = 1, depth: Int = 0, count: inout Int
  ) throws(SearchFailure) -> ShardTrie {
    if try bits.bit() {
      guard depth < depthLimit else { throw .damaged }
      let left = try read(from: &bits, path: path << 1, depth: depth + 1, count: &count)
      let right = try read(from: &bits, path: path << 1 | 1, depth: depth + 1, count: &count)
      // An empty range is never divided. Otherwise a small file could describe a trie of any size.
      if case (.empty, .empty) = (left, right) { throw .damaged }
      return .split(left, right)
    }
    guard try bits.bit() else { return .empty }
    count += 1
    guard count <= shardLimit else { throw .damaged }
    return .shard(number: count - 1, name: String(path, radix: 36))
  }

  /// The shard in which a word is, if it is in the index.
  func shard(of word: [UInt8]) -> (number: Int, name: String)? {
    var node = self
    var depth = 0
    while case .split(let left, let right) = node {
      node = Self.bit(depth, of: word) ? right : left
      depth += 1
    }
    guard case .shard(let number, let name) = node else { return nil }
    return (number, name)
  }

  /// The first shards that may contain words with `prefix`, in their order.
  func shards(beginningWith prefix: [UInt8], limit: Int) -> [(number: Int, name: String)] {
    var found: [(number: Int, name: String)] = []
    func visit(_ node: ShardTrie, _ depth: Int) {
      guard found.count < limit else { return }
      switch node {
      case .empty: break
      case .shard(let number, let name): found.append((number, name))
      case .split(let left, let right):
        let isInside = depth < prefix.count * 8
        if !isInside || !Self.bit(depth, of: prefix) { visit(left, depth + 1) }
        if !isInside || Self.bit(depth, of: prefix) { visit(right, depth + 1) }
      }
    }
    visit(self, 0)
    return found
  }
}
