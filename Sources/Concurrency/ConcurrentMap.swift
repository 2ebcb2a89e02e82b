import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Array where Element: Sendable {
  /// `map` on all cores; the results are in the order of the elements whatever runs first.
  ///
  /// Work is handed out in small blocks, since pages differ in size by orders of magnitude. The
  /// threads are our own because parsers and templates recurse, and a queue's threads have a
  /// sixteenth of the main thread's stack.
  package func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let blockSize = Swift.max(1, Swift.min(32, count / 16))
    let workers = Swift.min(Workers.count, (count + blockSize - 1) / blockSize)
    guard workers > 1, !Workers.isSerial else { return map(transform) }
    return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let start = buffer.baseAddress
      let counter = BlockCounter()
      Workers.run(workers) {
        while let lower = counter.take(blockSize, of: count) {
          for index in lower..<Swift.min(lower + blockSize, count) {
            start?.advanced(by: index).initialize(to: transform(self[index]))
          }
        }
      }
      initialized = count
    }
  }

  /// The same with memory to work in, which is made once for so many elements in a row.
  package func concurrentMap<Memory, Result: Sendable>(
    inPartsOf size: Int, with makeMemory: @Sendable () -> Memory,
    _ transform: @Sendable (inout Memory, Element) -> Result
  ) -> [Result] {
    let parts = stride(from: 0, to: count, by: size).map { $0..<Swift.min(count, $0 + size) }
    return parts.concurrentMap { part in
      var memory = makeMemory()
      return part.map { transform(&memory, self[$0]) }
    }.flatMap(\.self)
  }
}

/// The results of two functions that are called at once.
package func concurrently<First: Sendable, Second: Sendable>(
  _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  let results = [0, 1].concurrentMap { part -> (First?, Second?) in
    part == 0 ? (first(), nil) : (nil, second())
  }
  return (results[0].0 ?? first(), results[1].1 ?? second())
}

/// Hands out blocks of a range to whoever asks first.
private final class BlockCounter: Sendable {
  private let next = Atomic(0)

  /// Where the next block starts, or `nil` when there is none left.
  func take(_ size: Int, of count: Int) -> Int? {
    let start = next.add(size, ordering: .relaxed).oldValue
    return start < count ? start : nil
  }
}

/// Threads that do one piece of work and end.
package enum Workers {
  /// Whether the calling thread does all work itself, so that a test can compare one core with several.
  @TaskLocal package static var isSerial = false
  /// One for each core.
  fileprivate static let count: Int = {
    let cores = Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    Heap.setUp(cores: cores)
    Heap.makeRoom()
    return cores
  }()
  /// As much as main threads commonly have; only what is used takes memory.
  private static let stackSize = 8 << 20

  /// Runs `work` on so many threads, the calling one among them, and returns when all have ended.
  fileprivate static func run(_ count: Int, _ work: @Sendable () -> Void) {
    withoutActuallyEscaping(work) { work in
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, stackSize)
      defer { pthread_attr_destroy(&attributes) }
      var threads: [pthread_t] = []
      for _ in 1..<count {
        if let thread = start(work, &attributes) { threads.append(thread) }
      }
      work()
      for thread in threads { pthread_join(thread, nil) }
    }
  }

  /// `nil` where the system gives no thread; the others then do its share.
  private static func start(
    _ work: @escaping @Sendable () -> Void, _ attributes: inout pthread_attr_t
  ) -> pthread_t? {
    let box = Unmanaged.passRetained(Work(work)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let result = pthread_create(&thread, &attributes, enterWorker, box)
    #else
      var thread = pthread_t()
      let result = pthread_create(&thread, &attributes, enterWorker, box)
    #endif
    if result == 0 { return thread }
    Unmanaged<Work>.fromOpaque(box).release()
    return nil
  }
}

/// A piece of work as C can carry it.
private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }

  static func run(_ box: UnsafeMutableRawPointer) {
    Heap.makeRoom()
    Unmanaged<Work>.fromOpaque(box).takeRetainedValue().run()
  }
}

#if canImport(Darwin)
  private func enterWorker(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Work.run(box)
    return nil
  }
#else
  private func enterWorker(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { Work.run(box) }
    return nil
  }
#endif
