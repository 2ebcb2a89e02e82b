/// Results of a stage from build to build, by what each is a result of: a page's path, an output's path.
///
/// A memo does not decide whether a result is still valid. The caller compares what the result was made from.
struct Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: Value] = [:]

  /// The result of the last build that had one for the key.
  subscript(key: Key) -> Value? { values[key] }

  /// Stores results and drops those whose keys no longer exist; O(new results), or O(keys) where some are dropped.
  ///
  /// - Parameters:
  ///   - new: Results that were made by this build.
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
