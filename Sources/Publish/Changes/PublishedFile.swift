import Concurrency
import SiteBuild

/// A file as a target has it.
package struct PublishedFile: Sendable, Hashable {
  /// Identifies the bytes: equal bytes have equal ids at one target.
  package var id: String
  /// The size in bytes.
  package var size: Int

  /// Makes a file.
  package init(id: String, size: Int) {
    self.id = id
    self.size = size
  }

  /// Makes a file whose id is the fingerprint of its bytes.
  init(fingerprintOf bytes: [UInt8]) {
    self.init(
      id: String(decoding: Fingerprint(bytes).hexadecimal, as: UTF8.self), size: bytes.count)
  }
}
