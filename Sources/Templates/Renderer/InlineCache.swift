import Synchronization

/// The inline cache of a program, which stores where each operation last found its field: the record's shape and
/// the position in it.
///
/// A render takes a cache from the pool of its environment and returns it at its end, so that a template looks
/// up a name once for many pages.
struct InlineCache: Sendable {
  struct Entry: Sendable {
    var shape: ObjectIdentifier?
    var index = 0
  }

  private var entries: [Entry]
  /// Keeps the shapes alive, so that no new one gets the identity of an old one.
  private var shapes: [Shape] = []

  init(count: Int) { entries = Array(repeating: Entry(), count: count) }

  @inline(__always)
  subscript(id: ID<CacheEntry>) -> Entry { entries[Int(id.index)] }

  /// Records where an operation found its field.
  mutating func record(_ position: Int, of shape: Shape, at id: ID<CacheEntry>) {
    if !shapes.contains(where: { $0 === shape }) {
      // Shapes are few. Where each render makes its own, the old ones are released.
      if shapes.count == 64 { self = InlineCache(count: entries.count) }
      shapes.append(shape)
    }
    entries[Int(id.index)] = Entry(shape: ObjectIdentifier(shape), index: position)
  }

  /// The caches of an environment that no render uses.
  final class Pool: Sendable {
    private let idle = Mutex<[InlineCache]>([])
    private let count: Int

    init(count: Int) { self.count = count }

    /// Takes a cache that no other render uses until it is returned.
    func take() -> InlineCache { idle.withLock { $0.popLast() } ?? InlineCache(count: count) }

    /// Returns a cache for other renders.
    func put(_ cache: InlineCache) { idle.withLock { $0.append(cache) } }
  }
}
