import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Array where Element: Sendable {
  /// Maps the elements on all cores.
  ///
  /// The results are in the order of the elements.
  ///
  /// Threads take small blocks of elements, since pages differ in size by orders of magnitude. They are not threads of
  /// a dispatch queue, whose stacks of half a megabyte are too small for recursive parsers and templates.
  package func concurrentMap<Result: Sendable>(
    _ transform: @escaping @Sendable (Element) -> Result
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

  /// Maps the elements on all cores, with working memory that is created once for each part of `size` elements.
  package func concurrentMap<Memory, Result: Sendable>(
    inPartsOf size: Int, with makeMemory: @escaping @Sendable () -> Memory,
    _ transform: @escaping @Sendable (inout Memory, Element) -> Result
  ) -> [Result] {
    let parts = stride(from: 0, to: count, by: size).map { $0..<Swift.min(count, $0 + size) }
    return parts.concurrentMap { part in
      var memory = makeMemory()
      return part.map { transform(&memory, self[$0]) }
    }.flatMap(\.self)
  }
}

/// Calls two functions concurrently and returns their results.
package func concurrently<First: Sendable, Second: Sendable>(
  _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  let results = [0, 1].concurrentMap { part -> (First?, Second?) in
    part == 0 ? (first(), nil) : (nil, second())
  }
  return (results[0].0 ?? first(), results[1].1 ?? second())
}

/// Distributes blocks of a range among threads.
private final class BlockCounter: Sendable {
  private let next = Atomic(0)

  /// The start of the next block; `nil` when none is left.
  func take(_ size: Int, of count: Int) -> Int? {
    let start = next.add(size, ordering: .relaxed).oldValue
    return start < count ? start : nil
  }
}

/// Short-lived threads for parallel work.
package enum Workers {
  /// Whether all work runs on the calling thread, so that tests can compare one core with several.
  @TaskLocal package static var isSerial = false
  /// The number of cores.
  fileprivate static let count = Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  /// The size of a thread's stack in bytes: as large as that of a main thread.
  ///
  /// The system provides memory only for the pages of it that are used.
  private static let stackSize = 8 << 20

  /// Runs `work` on `count` threads, including the calling one, and returns when all have finished.
  ///
  /// It escapes because `withoutActuallyEscaping` puts the length of this file's path into an optimized build, and two
  /// builds in two folders would differ.
  fileprivate static func run(_ count: Int, _ work: @escaping @Sendable () -> Void) {
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

  /// Starts a thread; `nil` where the system refuses.
  ///
  /// The work is then done by the threads that did start.
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

/// A closure in a form that can be passed through C.
private final class Work: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }

  static func run(_ box: UnsafeMutableRawPointer) {
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
