import CDeflate

/// Compresses bytes without a header, as in ZIP archives. (RFC 1951)
package enum Deflate {
  private static let level: Int32 = 9

  /// The compressed bytes.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    guard let handle = libdeflate_alloc_compressor(level) else {
      preconditionFailure("libdeflate has no memory")
    }
    defer { libdeflate_free_compressor(handle) }
    let bound = libdeflate_deflate_compress_bound(handle, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = bytes.withUnsafeBytes {
        libdeflate_deflate_compress(handle, $0.baseAddress, $0.count, output.baseAddress, bound)
      }
      precondition(count > 0, "libdeflate's bound was wrong")
    }
  }

  /// The CRC-32 of bytes.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 { Gzip.checksum(ofContent: bytes) }
}
