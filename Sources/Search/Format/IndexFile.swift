/// A file of an index.
package struct IndexFile: Sendable, Equatable {
  /// The path relative to the folder of the index.
  package var name: String
  /// The content as it is written.
  package var bytes: [UInt8]
}
