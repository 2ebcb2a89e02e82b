/// Why a search could not be answered.
package enum SearchFailure: Error, Sendable, Equatable {
  /// There is no index, or a file of it is missing.
  case missing(file: String)
  /// A file is cut, or holds what no index holds.
  case damaged
  /// A file belongs to another build than the rest.
  case outdated
}
