/// A way to a target, such as a branch of Git or rsync.
///
/// Readers see a whole site at every moment, also where delivering fails or is killed.
package protocol Delivery {
  /// The place, for people.
  var place: String { get }

  /// Finds out what the target has, and changes nothing there.
  ///
  /// - Throws: `PublishFailure`.
  mutating func compare() throws -> PublishChanges

  /// Publishes the files that were compared.
  ///
  /// - Throws: `PublishFailure`.
  mutating func deliver() throws
}
