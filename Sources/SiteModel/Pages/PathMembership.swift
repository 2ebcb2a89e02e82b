/// The position of a page on a path.
package struct PathMembership: Sendable, Hashable {
  /// The page of the path.
  package let path: PageID
  /// The index of the step, from 0.
  package let step: Int
  /// The pages of all steps of the path, in order.
  package let steps: [PageID]
}
