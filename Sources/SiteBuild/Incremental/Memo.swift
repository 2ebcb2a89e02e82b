/// Results of one stage that are kept from build to build, by a key such as the path of a page.
///
/// A memo does not decide whether a result is still valid. The caller compares the inputs of the result.
struct Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: Value] = [:]

  /// The result for a key; `nil` if the last build had none.
  subscript(key: Key) -> Value? { values[key] }

  /// Adds new results, and drops those whose keys no longer exist.
  ///
  /// O(new results), or O(keys) if some are dropped.
  ///
  /// - Parameters:
  ///   - new: The results that this build made.
  ///   - keys: The keys of all results of this build, each once.
  mutating func store(_ new: some Sequence<(Key, Value)>, keys: some Collection<Key>) {
    for (key, value) in new { values[key] = value }
    guard values.count > keys.count else { return }
    let keys = Set(keys)
    values = values.filter { keys.contains($0.key) }
  }

  /// Drops everything.
  mutating func removeAll() { values = [:] }
}
