/// The files of an index.
///
/// Each is read and checked once.
final class IndexStore {
  let header: IndexHeader
  private let read: (String) -> [UInt8]?
  private var kept: [String: [UInt8]] = [:]

  /// Opens the index whose files `read` gives by name.
  init(read: @escaping (String) -> [UInt8]?) throws(SearchFailure) {
    guard let header = read(IndexFormat.header) else { throw .missing(file: IndexFormat.header) }
    self.read = read
    self.header = try IndexHeader(Gzip.decompress(header))
    kept = self.header.packed
  }

  /// The bytes of a file after its generation.
  ///
  /// Throws where the generation or the checksum is wrong.
  func file(_ name: String, checksum: UInt16? = nil) throws(SearchFailure) -> ArraySlice<UInt8> {
    let bytes = try content(name, checksum: checksum)
    var reader = ByteReader(bytes[...])
    guard try reader.fixed(bytes: 4) == header.generation else { throw .outdated }
    return bytes[reader.index...]
  }

  /// All bytes of a file; throws where the checksum is wrong.
  func content(_ name: String, checksum: UInt16?) throws(SearchFailure) -> [UInt8] {
    if let known = kept[name] { return known }
    guard let stream = read(name) else { throw .missing(file: name) }
    let bytes = try Gzip.decompress(stream)
    if let checksum, UInt16(truncatingIfNeeded: Gzip.checksum(stream)) != checksum {
      throw .outdated
    }
    kept[name] = bytes
    return bytes
  }
}

/// The content of the header.
struct IndexHeader {
  var generation: UInt32
  var weights: RankingWeights
  var stopWords: StopWords
  /// The endings of words of one family.
  var endings: Set<[UInt8]>
  var documentCount: Int { typeOfDocument.count }
  var types: [IndexSettings.Facet]
  var topics: [IndexSettings.Facet]
  /// The number of each document's type.
  var typeOfDocument: [UInt8]
  /// The checksum of each spelling list, by key.
  var spellingChecksums: [Int: UInt16]
  var trie: ShardTrie
  var shardChecksums: [UInt16]
  var blockChecksums: [UInt16]
  var packed: [String: [UInt8]]

  /// The maximum number of documents.
  ///
  /// A larger number means that the file is damaged.
  private static let documentLimit = 4_000_000

  init(_ bytes: [UInt8]) throws(SearchFailure) {
    var reader = ByteReader(bytes[...])
    guard try reader.slice(3).elementsEqual(IndexFormat.magic) else { throw .damaged }
    guard try reader.byte() == Int(IndexFormat.version) else { throw .otherVersion }
    generation = try reader.fixed(bytes: 4)
    weights = try RankingWeights(&reader)
    stopWords = StopWords(text: try reader.string())
    endings = Set(
      try reader.slice(try reader.varint()).split(separator: UInt8(ascii: " ")).map { Array($0) })
    types = try Self.facets(&reader)
    for number in types.indices { types[number].isList = try reader.byte() == 1 }
    typeOfDocument = []
    for _ in 0..<(try reader.varint()) {
      let count = try reader.varint()
      let type = try reader.varint()
      guard type < min(types.count, 256), count <= Self.documentLimit - typeOfDocument.count else {
        throw .damaged
      }
      typeOfDocument += repeatElement(UInt8(type), count: count)
    }
    topics = try Self.facets(&reader)
    spellingChecksums = [:]
    for _ in 0..<(try reader.varint()) {
      let key = try reader.byte()
      spellingChecksums[key] = UInt16(try reader.fixed(bytes: 2))
    }
    var bits = BitReader(try reader.slice(try reader.varint()))
    var shardCount = 0
    trie = try ShardTrie.read(from: &bits, count: &shardCount)
    shardChecksums = try Self.checksums(shardCount, &reader)
    let size = IndexFormat.blockSize
    blockChecksums = try Self.checksums((typeOfDocument.count + size - 1) / size, &reader)
    // The list of topics is used in the browser only.
    _ = try Self.checksums(1, &reader)
    packed = try Self.packed(&reader)
  }

  private static func facets(
    _ reader: inout ByteReader
  ) throws(SearchFailure) -> [IndexSettings.Facet] {
    var facets: [IndexSettings.Facet] = []
    for _ in 0..<(try reader.varint()) {
      let name = try reader.string()
      facets.append(IndexSettings.Facet(name: name, label: try reader.string()))
    }
    return facets
  }

  private static func checksums(
    _ count: Int, _ reader: inout ByteReader
  ) throws(SearchFailure) -> [UInt16] {
    var checksums: [UInt16] = []
    for _ in 0..<count { checksums.append(UInt16(try reader.fixed(bytes: 2))) }
    return checksums
  }

  private static func packed(
    _ reader: inout ByteReader
  ) throws(SearchFailure) -> [String: [UInt8]] {
    var entries: [(name: String, length: Int)] = []
    for _ in 0..<(try reader.varint()) {
      let name = try reader.string()
      entries.append((name, try reader.varint()))
    }
    var files: [String: [UInt8]] = [:]
    for entry in entries { files[entry.name] = Array(try reader.slice(entry.length)) }
    return files
  }
}
