import CDeflate
import Concurrency

/// Gzip streams, which carry a checksum of what they hold, so that a damaged file is noticed.
enum Gzip {
  /// More than any file of an index holds; a longer one was not made by us.
  private static let sizeLimit = 256 << 20
  /// Readers wait for each byte; beyond this level an index takes twice the time for one byte in a hundred.
  private static let level: Int32 = 9

  /// Makes one stream after the other in memory that it uses again, of which it takes half a megabyte.
  final class Compressor {
    private let handle: OpaquePointer

    init() {
      guard let handle = libdeflate_alloc_compressor(level) else {
        preconditionFailure("libdeflate has no memory")
      }
      self.handle = handle
    }

    deinit { libdeflate_free_compressor(handle) }

    func compress(_ bytes: [UInt8]) -> [UInt8] {
      let bound = libdeflate_gzip_compress_bound(handle, bytes.count)
      return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        count = bytes.withUnsafeBytes {
          libdeflate_gzip_compress(handle, $0.baseAddress, $0.count, output.baseAddress, bound)
        }
        precondition(count > 0, "libdeflate's bound was wrong")
      }
    }
  }

  static func compress(_ bytes: [UInt8]) -> [UInt8] { Compressor().compress(bytes) }

  /// Streams of many files, made on all cores.
  static func compress(_ files: [IndexFile]) -> [IndexFile] {
    files.concurrentMap(inPartsOf: 16, with: { Compressor() }) { compressor, file in
      IndexFile(name: file.name, bytes: compressor.compress(file.bytes))
    }
  }

  /// What the stream holds; throws where it is cut, damaged or no gzip stream.
  static func decompress(_ bytes: [UInt8]) throws(SearchFailure) -> [UInt8] {
    let size = Int(number(bytes, fromEnd: 4))
    guard bytes.count >= 18, size <= sizeLimit, let decompressor = libdeflate_alloc_decompressor()
    else { throw .damaged }
    defer { libdeflate_free_decompressor(decompressor) }
    var read = 0
    var result = LIBDEFLATE_BAD_DATA
    // One byte more than is used, since an empty array has no address.
    let output = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
      result = bytes.withUnsafeBytes {
        libdeflate_gzip_decompress_ex(
          decompressor, $0.baseAddress, $0.count, output.baseAddress, size, &read, &count)
      }
      if result != LIBDEFLATE_SUCCESS { count = 0 }
    }
    guard result == LIBDEFLATE_SUCCESS, read == bytes.count else { throw .damaged }
    return output
  }

  /// The checksum that a stream of these bytes will have.
  static func checksum(ofContent bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
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
