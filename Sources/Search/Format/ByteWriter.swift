/// Appends the index's elementary values to bytes.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ value: Int) { bytes.append(UInt8(truncatingIfNeeded: value)) }

  mutating func append(_ values: some Sequence<UInt8>) { bytes.append(contentsOf: values) }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  mutating func varint(_ value: Int) {
    var rest = UInt(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest | 0x80))
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The low bytes of a number, the lowest first.
  mutating func fixed(_ value: UInt32, bytes count: Int) {
    for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
  }

  /// The length in bytes, then UTF-8.
  mutating func string(_ text: String) {
    varint(text.utf8.count)
    append(text.utf8)
  }
}
