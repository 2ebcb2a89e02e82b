/// What a template can read of its context, known before it is rendered.
///
/// Sound before precise: a render never reads anything that is not in here.
package struct TemplateReads: Sendable, Equatable {
  /// Fields read as `root.field`, by root.
  package var fields: [String: Set<String>] = [:]
  /// Roots that are used in any other way, and so are read as a whole.
  package var wholeRoots: Set<String> = []

  package init(fields: [String: Set<String>] = [:], wholeRoots: Set<String> = []) {
    self.fields = fields
    self.wholeRoots = wholeRoots
  }

  /// Adds what another reads.
  package mutating func formUnion(_ other: TemplateReads) {
    fields.merge(other.fields) { $0.union($1) }
    wholeRoots.formUnion(other.wholeRoots)
  }

  /// Whether reading `field` of `root` (or the whole root, for `nil`) was foreseen.
  package func contains(root: String, field: String?) -> Bool {
    if wholeRoots.contains(root) { return true }
    guard let field else { return false }
    return fields[root]?.contains(field) ?? false
  }
}
