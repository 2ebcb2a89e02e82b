/// A file of an index.
package struct IndexFile: Sendable, Equatable {
  /// Relative to the index's folder.
  package var name: String
  package var bytes: [UInt8]
}
