import Text

/// Writes the elementary values of index files.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: Int) { bytes.append(UInt8(truncatingIfNeeded: value)) }

  mutating func append(_ values: some Sequence<UInt8>) { bytes.append(contentsOf: values) }

  mutating func append(_ values: Span<UInt8>) { bytes.append(values) }

  /// Appends a number as LEB128: seven bits in each byte, the lowest first; the eighth bit is set if more follow.
  mutating func varint(_ value: Int) {
    var rest = UInt(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest | 0x80))
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Appends the lowest `count` bytes of a number in little-endian order.
  mutating func fixed(_ value: UInt32, bytes count: Int) {
    for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
  }

  /// Appends the length of a text in bytes, and its UTF-8.
  mutating func string(_ text: String) {
    varint(text.utf8.count)
    append(text.utf8)
  }
}
