/// The reason why a query could not be answered.
package enum SearchFailure: Error, Sendable, Equatable {
  /// There is no index, or a file of it is missing.
  case missing(file: String)
  /// A file is truncated or invalid.
  case damaged
  /// The index has another version of the format, so that this reader cannot read it.
  case otherVersion
  /// A file belongs to another build than the header.
  case outdated
}
