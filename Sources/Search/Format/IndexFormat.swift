/// The names of an index's files, relative to its folder, and the numbers that fix its shape.
enum IndexFormat {
  /// The first bytes of the boot file; the digit is the format's version.
  static let magic = Array("WMS1".utf8)
  static let boot = "boot.bin"
  static let topics = "topics.bin"
  /// Documents to a block: what a result needs, with as little as possible that it does not.
  static let blockSize = 8
  /// Terms in more documents keep their best ones in the shard and the others in a file of their own.
  static let headLimit = 2048
  /// How large a shard may become before it is divided, in bytes.
  static let shardLimit = 6144
  /// Up to so many bytes, compressed, everything is in the boot file.
  static let packLimit = 60 << 10

  static func shard(_ name: String) -> String { "terms/\(name).bin" }

  static func tail(_ shard: String, _ term: Int) -> String { "terms/\(shard)-\(term).bin" }

  static func block(_ number: Int) -> String { "pages/\(number).bin" }

  static func spelling(_ key: Int) -> String { "words/\(key).bin" }
}
