import CZlib

/// Gzip streams, which carry a checksum of what they hold, so that a damaged file is noticed.
enum Gzip {
  /// More than any file of an index holds; a longer one was not made by us.
  private static let sizeLimit = 256 << 20

  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    precondition(waymark_deflate_init(&stream, 9) == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        let result = deflate(&stream, Z_FINISH)
        precondition(result == Z_STREAM_END, "deflateBound was wrong")
        count = Int(stream.total_out)
      }
    }
  }

  /// What the stream holds; throws where it is cut, damaged or no gzip stream.
  static func decompress(_ bytes: [UInt8]) throws(SearchFailure) -> [UInt8] {
    let size = Int(number(bytes, fromEnd: 4))
    guard bytes.count >= 18, size <= sizeLimit else { throw .damaged }
    var stream = z_stream()
    guard waymark_inflate_init(&stream) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    var result = Z_OK
    let output = bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: size) { output, count in
        var none: UInt8 = 0
        withUnsafeMutablePointer(to: &none) { none in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
          stream.avail_in = UInt32(input.count)
          stream.next_out = output.baseAddress ?? none
          stream.avail_out = UInt32(size)
          result = inflate(&stream, Z_FINISH)
        }
        count = Int(stream.total_out)
      }
    }
    guard result == Z_STREAM_END, stream.avail_in == 0 else { throw .damaged }
    return output
  }

  /// The checksum that a stream of these bytes will have.
  static func checksum(ofContent bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
  }

  /// The checksum of the content, as the stream says it; 0 for what is no stream.
  static func checksum(_ stream: [UInt8]) -> UInt32 { number(stream, fromEnd: 8) }

  /// One of the two numbers with which a stream ends, its lowest byte first.
  private static func number(_ stream: [UInt8], fromEnd distance: Int) -> UInt32 {
    guard stream.count >= 18 else { return 0 }
    let start = stream.count - distance
    return (0..<4).reduce(0) { $0 | UInt32(stream[start + $1]) << (8 * $1) }
  }
}
