import Concurrency

extension Journal {
  /// The largest size of a journal in bytes.
  static let sizeLimit = 1 << 30
  private static let heading = Array("waymark journal 1\n".utf8)

  /// The bytes are not a valid journal.
  struct Damage: Error {
    /// The offset in the file.
    let offset: Int
    let reason: String
  }

  /// The bytes of the journal: a heading, fields, each as its length, a colon and its bytes, and a checksum.
  var encoded: [UInt8] {
    var writer = Writer(bytes: Self.heading)
    writer.add(String(token, radix: 16))
    writer.add(command.count)
    command.forEach { writer.add($0) }
    writer.add(folders.count)
    folders.forEach { writer.add($0.text) }
    writer.add(changes.count)
    for change in changes {
      writer.add(change.path.text)
      writer.add(change.original == nil ? 0 : 1)
      if let original = change.original {
        writer.add(Int(original.attributes.mode))
        writer.add(Int(original.attributes.owner))
        writer.add(Int(original.attributes.group))
        writer.add(original.bytes)
      }
      writer.add(change.new == nil ? 0 : 1)
      if let new = change.new {
        writer.add(new.size)
        writer.add(Self.text(of: new.fingerprint))
      }
    }
    let sum = Fingerprint(writer.bytes)
    writer.add(Self.text(of: sum))
    return writer.bytes
  }

  /// Reads a journal.
  ///
  /// - Throws: `Damage`.
  init(_ bytes: [UInt8]) throws {
    var reader = Reader(bytes)
    try reader.skip(Self.heading)
    token = try reader.hexadecimal()
    command = []
    for _ in 0..<(try reader.count(atMost: 64)) { command.append(try reader.text()) }
    for _ in 0..<(try reader.count()) { folders.append(try reader.path()) }
    for _ in 0..<(try reader.count()) {
      let path = try reader.path()
      let original = try reader.count(atMost: 1) == 1 ? try reader.original() : nil
      let new = try reader.count(atMost: 1) == 1 ? try reader.digest() : nil
      changes.append(Change(path: path, original: original, new: new))
    }
    guard Set(changes.map(\.path)).count == changes.count else {
      throw Damage(offset: reader.offset, reason: "it names a file twice")
    }
    let end = reader.offset
    guard try reader.fingerprint() == Fingerprint(Array(bytes[..<end])),
      reader.offset == bytes.count
    else { throw Damage(offset: end, reason: "its checksum is not that of its contents") }
  }

  private static func text(of fingerprint: Fingerprint) -> String {
    String(fingerprint.high, radix: 16) + " " + String(fingerprint.low, radix: 16)
  }

  private struct Writer {
    var bytes: [UInt8]

    mutating func add(_ field: [UInt8]) { bytes += Array("\(field.count):".utf8) + field }
    mutating func add(_ text: String) { add(Array(text.utf8)) }
    mutating func add(_ number: Int) { add(String(number)) }
  }

  private struct Reader {
    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    private func damage(_ reason: String) -> Damage { Damage(offset: offset, reason: reason) }

    mutating func skip(_ expected: [UInt8]) throws {
      guard bytes.starts(with: expected) else { throw damage("it does not begin as a journal") }
      offset += expected.count
    }

    /// The bytes of the next field.
    mutating func field() throws -> ArraySlice<UInt8> {
      guard let colon = bytes[offset...].prefix(11).firstIndex(of: UInt8(ascii: ":")),
        let size = Int(String(decoding: bytes[offset..<colon], as: UTF8.self)), size >= 0,
        size <= bytes.count - colon - 1
      else { throw damage("a field has no length, or is cut off") }
      let start = colon + 1
      offset = start + size
      return bytes[start..<offset]
    }

    mutating func text() throws -> String { String(decoding: try field(), as: UTF8.self) }

    mutating func number() throws -> Int {
      guard let number = Int(try text()), number >= 0 else { throw damage("this is no number") }
      return number
    }

    /// Reads a count of elements.
    ///
    /// Each takes at least two bytes, so a count beyond the rest of the file is refused.
    mutating func count(atMost limit: Int = .max) throws -> Int {
      let count = try number()
      guard count <= min(limit, (bytes.count - offset) / 2) else {
        throw damage("this count is too large")
      }
      return count
    }

    mutating func hexadecimal() throws -> UInt64 {
      guard let number = UInt64(try text(), radix: 16) else { throw damage("this is no number") }
      return number
    }

    mutating func path() throws -> RelativePath {
      guard let path = RelativePath(try text()) else {
        throw damage("this is no path of a file below the folder")
      }
      return path
    }

    mutating func fingerprint() throws -> Fingerprint {
      let parts = try text().split(separator: " ").compactMap { UInt64($0, radix: 16) }
      guard parts.count == 2 else { throw damage("this is no fingerprint") }
      return Fingerprint(high: parts[0], low: parts[1])
    }

    mutating func digest() throws -> Digest {
      Digest(size: try number(), fingerprint: try fingerprint())
    }

    mutating func original() throws -> Original {
      // An untrusted journal must not create a set-user-ID program.
      let mode = UInt32(truncatingIfNeeded: try number()) & 0o777
      let owner = UInt32(truncatingIfNeeded: try number())
      let group = UInt32(truncatingIfNeeded: try number())
      return Original(
        bytes: Array(try field()),
        attributes: OpenFolder.Attributes(mode: mode, owner: owner, group: group))
    }
  }
}
