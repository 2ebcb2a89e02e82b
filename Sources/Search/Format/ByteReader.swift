/// Reads the elementary values of index files.
///
/// Throws at the end of the bytes.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private(set) var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  mutating func byte() throws(SearchFailure) -> Int {
    guard index < bytes.endIndex else { throw .damaged }
    index += 1
    return Int(bytes[index - 1])
  }

  mutating func varint() throws(SearchFailure) -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = try byte()
      guard shift < 35 else { throw .damaged }
      value |= (byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func fixed(bytes count: Int) throws(SearchFailure) -> UInt32 {
    var value: UInt32 = 0
    for shift in 0..<count { value |= UInt32(try byte()) << (8 * shift) }
    return value
  }

  mutating func slice(_ count: Int) throws(SearchFailure) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.endIndex - index else { throw .damaged }
    index += count
    return bytes[(index - count)..<index]
  }

  mutating func string() throws(SearchFailure) -> String {
    String(decoding: try slice(try varint()), as: UTF8.self)
  }
}
