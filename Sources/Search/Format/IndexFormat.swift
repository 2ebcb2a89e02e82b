/// The names of the files of an index, relative to its folder, and the sizes of its parts.
enum IndexFormat {
  /// The first bytes of the header, before its version.
  static let magic = Array("WMS".utf8)
  /// The version of the format, a digit after the magic bytes.
  ///
  /// Readers of another version refuse the index.
  static let version = UInt8(ascii: "4")
  static let header = "boot.bin"
  static let topics = "topics.bin"
  /// The number of documents in a block.
  ///
  /// A result loads the whole block of its document.
  static let blockSize = 8
  /// The maximum number of a term's postings in its shard.
  ///
  /// Those with lower impacts go into an overflow file.
  static let shardPostingLimit = 2048
  /// The size in bytes above which a shard is divided.
  static let shardLimit = 6144
  /// The compressed size in bytes up to which all files are packed into the header.
  static let packLimit = 72_000

  static func shard(_ name: String) -> String { "terms/\(name).bin" }

  static func overflow(_ shard: String, _ term: Int) -> String { "terms/\(shard)-\(term).bin" }

  static func block(_ number: Int) -> String { "pages/\(number).bin" }

  static func spelling(_ key: Int) -> String { "words/\(key).bin" }
}
