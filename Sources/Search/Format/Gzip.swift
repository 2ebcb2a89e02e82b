import CDeflate
import Concurrency

/// Compresses and decompresses gzip streams, whose checksums reveal damaged files.
package enum Gzip {
  /// The maximum size of decompressed content.
  ///
  /// No file of an index is larger.
  private static let sizeLimit = 256 << 20
  /// Higher levels take twice the time and save one percent.
  private static let level: Int32 = 9

  /// Compresses streams one after the other, and reuses its half megabyte of memory.
  package final class Compressor {
    private let handle: OpaquePointer

    /// Makes a compressor.
    package init() {
      guard let handle = libdeflate_alloc_compressor(level) else {
        preconditionFailure("libdeflate has no memory")
      }
      self.handle = handle
    }

    deinit { libdeflate_free_compressor(handle) }

    /// Compresses bytes; equal bytes give equal streams.
    package func compress(_ bytes: [UInt8]) -> [UInt8] {
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

  /// Compresses many files on all cores.
  static func compress(_ files: [IndexFile]) -> [IndexFile] {
    files.concurrentMap(inPartsOf: 16, with: { Compressor() }) { compressor, file in
      IndexFile(name: file.name, bytes: compressor.compress(file.bytes))
    }
  }

  /// Decompresses a stream.
  ///
  /// Throws where it is truncated, damaged, or not a gzip stream.
  static func decompress(_ bytes: [UInt8]) throws(SearchFailure) -> [UInt8] {
    let size = Int(number(bytes, fromEnd: 4))
    guard bytes.count >= 18, size <= sizeLimit, let decompressor = libdeflate_alloc_decompressor()
    else { throw .damaged }
    defer { libdeflate_free_decompressor(decompressor) }
    var read = 0
    var result = LIBDEFLATE_BAD_DATA
    // One byte more than needed, because an empty array has no address.
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

  /// The checksum in a stream of these bytes: their CRC-32.
  package static func checksum(ofContent bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
  }

  /// The checksum that a stream contains; 0 for bytes that are not a stream.
  static func checksum(_ stream: [UInt8]) -> UInt32 { number(stream, fromEnd: 8) }

  /// One of the two little-endian numbers at the end of a stream.
  private static func number(_ stream: [UInt8], fromEnd distance: Int) -> UInt32 {
    guard stream.count >= 18 else { return 0 }
    let start = stream.count - distance
    return (0..<4).reduce(0) { $0 | UInt32(stream[start + $1]) << (8 * $1) }
  }
}
