/// A file of an index.
package struct IndexFile: Sendable, Equatable {
  /// The path relative to the folder of the index.
  package var name: String
  /// The content as it is written.
  package var bytes: [UInt8]
}

extension [IndexFile] {
  /// What the first file that a reader needs holds, where the index is divided; `nil` for an index in one file.
  package var beginning: [UInt8]? {
    guard contains(where: { $0.name == IndexFormat.block(0) }) else { return nil }
    return first { $0.name == IndexFormat.header }.flatMap { try? Gzip.decompress($0.bytes) }
  }
}
