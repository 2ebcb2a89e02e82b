import Search

/// Writes a ZIP archive whose bytes depend on nothing but its files: no times, no attributes.
/// (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT)
struct ZipArchive {
  private var entries: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// The first day that the format knows, 1980-01-01, as the date of every file.
  private static let day = 1 << 5 | 1

  /// Adds a file at the end; `isStored` leaves it uncompressed.
  mutating func add(_ name: String, _ bytes: [UInt8], isStored: Bool = false) {
    let packed = isStored ? bytes : Deflate.compressed(bytes)
    let isPacked = packed.count < bytes.count
    let data = isPacked ? packed : bytes
    var fields: [UInt8] = []
    Self.append(20, 2, to: &fields)
    Self.append(0, 2, to: &fields)
    Self.append(isPacked ? 8 : 0, 2, to: &fields)
    Self.append(0, 2, to: &fields)
    Self.append(Self.day, 2, to: &fields)
    Self.append(Int(Deflate.checksum(bytes)), 4, to: &fields)
    Self.append(data.count, 4, to: &fields)
    Self.append(bytes.count, 4, to: &fields)
    Self.append(name.utf8.count, 2, to: &fields)
    Self.append(0, 2, to: &fields)

    Self.append(0x0201_4B50, 4, to: &directory)
    Self.append(20, 2, to: &directory)
    directory += fields
    // No comment, the first disk, and no attributes.
    Self.append(0, 10, to: &directory)
    Self.append(entries.count, 4, to: &directory)
    directory += name.utf8

    Self.append(0x0403_4B50, 4, to: &entries)
    entries += fields
    entries += name.utf8
    entries += data
    count += 1
  }

  /// The archive; `nil` if it has more files or bytes than the format without extensions can hold.
  var bytes: [UInt8]? {
    guard count <= 0xFFFF, entries.count + directory.count < 0xFFFF_FFFF else { return nil }
    var bytes = entries + directory
    Self.append(0x0605_4B50, 4, to: &bytes)
    Self.append(0, 4, to: &bytes)
    Self.append(count, 2, to: &bytes)
    Self.append(count, 2, to: &bytes)
    Self.append(directory.count, 4, to: &bytes)
    Self.append(entries.count, 4, to: &bytes)
    Self.append(0, 2, to: &bytes)
    return bytes
  }

  /// Appends a number of some bytes, the lowest first.
  private static func append(_ value: Int, _ size: Int, to bytes: inout [UInt8]) {
    for index in 0..<size {
      bytes.append(UInt8(truncatingIfNeeded: index < 8 ? value >> (8 * index) : 0))
    }
  }
}
