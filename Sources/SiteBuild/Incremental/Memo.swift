import Concurrency

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

extension Array where Element: Sendable {
  /// The known result of each element, or a new one, which is made on all cores.
  ///
  /// `known` is asked on one core, because threads that count references to the same few values wait for each other.
  func reusing<Result: Sendable>(
    _ known: (Element) -> Result?, else make: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let known = map(known)
    let new = indices.filter { known[$0] == nil }.concurrentMap { make(self[$0]) }
    var rest = new.makeIterator()
    return known.compactMap { $0 ?? rest.next() }
  }
}
