import Synchronization

/// The inline cache of a program: for each operation that reads a field, in which shape it found the
/// field last, and at which position.
///
/// Renders hand it on to the next ones, so that a template looks for a name once for many pages. One
/// render uses it at a time, on one thread.
final class InlineCache: @unchecked Sendable {
  struct Entry {
    var shape: ObjectIdentifier?
    var index = 0
  }

  private let entries: UnsafeMutableBufferPointer<Entry>
  /// Keeps the shapes alive, so that no other can get the identity of one.
  private var shapes: [Shape] = []

  init(count: Int) {
    entries = .allocate(capacity: count)
    entries.initialize(repeating: Entry())
  }

  deinit { entries.deallocate() }

  @inline(__always)
  subscript(id: ID<CacheEntry>) -> Entry { entries[Int(id.index)] }

  /// Records where an operation found its field.
  func record(_ position: Int, of shape: Shape, at id: ID<CacheEntry>) {
    if !shapes.contains(where: { $0 === shape }) {
      // Shapes are few; where they are made for each render, the old ones are released.
      if shapes.count == 64 {
        shapes = []
        entries.update(repeating: Entry())
      }
      shapes.append(shape)
    }
    entries[Int(id.index)] = Entry(shape: ObjectIdentifier(shape), index: position)
  }

  /// The caches of an environment that no render uses.
  final class Pool: Sendable {
    private let idle = Mutex<[InlineCache]>([])
    private let count: Int

    init(count: Int) { self.count = count }

    func withCache(_ body: (InlineCache) throws -> Void) rethrows {
      let cache = idle.withLock { $0.popLast() } ?? InlineCache(count: count)
      defer { idle.withLock { $0.append(cache) } }
      try body(cache)
    }
  }
}
