import CCMarkGFM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread's arena for cmark's trees: allocates from front to back, and frees everything at once.
///
/// cmark allocates and frees memory for each node, text and delimiter, which is a large part of the cost of a
/// parse. cmark's own arena is shared by all threads. The latest allocation can grow in place and can be freed, so
/// that short-lived allocations do not add up.
struct CMarkArena {
  private static let blockSize = 1 << 18
  /// The size of the head before each allocation, which stores its size.
  ///
  /// Allocations are aligned to it.
  private static let headSize = 16

  /// The functions that cmark calls.
  ///
  /// Each uses the arena of its thread.
  nonisolated(unsafe) static let callbacks: UnsafeMutablePointer<cmark_mem> = {
    let callbacks = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    callbacks.initialize(
      to: cmark_mem(
        calloc: { count, size in
          let piece = CMarkArena.ofThread.pointee.allocate(count * size)
          memset(piece, 0, count * size)
          return piece
        },
        realloc: { piece, size in CMarkArena.ofThread.pointee.reallocate(piece, to: size) },
        free: { piece in CMarkArena.ofThread.pointee.free(piece) }))
    return callbacks
  }()

  /// Calls `body`, in which cmark may use `callbacks`, and then frees everything that it allocated.
  static func withArena<Result>(_ body: () -> Result) -> Result {
    let memory = ofThread
    memory.pointee.useCount += 1
    defer {
      memory.pointee.useCount -= 1
      if memory.pointee.useCount == 0 { memory.pointee.reset() }
    }
    return body()
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { CMarkArena.release($0) }
    return key
  }()

  private static var ofThread: UnsafeMutablePointer<CMarkArena> {
    if let known = pthread_getspecific(key) {
      return known.assumingMemoryBound(to: CMarkArena.self)
    }
    let made = UnsafeMutablePointer<CMarkArena>.allocate(capacity: 1)
    made.initialize(to: CMarkArena())
    pthread_setspecific(key, made)
    return made
  }

  /// Frees the arena of a thread that ended.
  private static func release(_ memory: UnsafeMutableRawPointer?) {
    guard let memory = memory?.assumingMemoryBound(to: CMarkArena.self) else { return }
    memory.pointee.reset()
    memory.pointee.first.deallocate()
    memory.deinitialize(count: 1)
    memory.deallocate()
  }

  /// The block that is kept from tree to tree.
  private let first = UnsafeMutableRawBufferPointer.allocate(
    byteCount: blockSize, alignment: headSize)
  private var others: [UnsafeMutableRawBufferPointer] = []
  /// The free part of the latest block.
  private var start: UnsafeMutableRawPointer
  private var left: Int
  private var lastPiece: UnsafeMutableRawPointer?
  private var useCount = 0

  private init() {
    (start, left) = (first.baseAddress.unsafelyUnwrapped, first.count)
  }

  private mutating func reset() {
    for block in others { block.deallocate() }
    others = []
    (start, left, lastPiece) = (first.baseAddress.unsafelyUnwrapped, first.count, nil)
  }

  private static func room(for size: Int) -> Int {
    headSize + (size + headSize - 1) / headSize * headSize
  }

  private mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let room = Self.room(for: size)
    if room > left {
      let block = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(Self.blockSize, room), alignment: Self.headSize)
      others.append(block)
      (start, left) = (block.baseAddress.unsafelyUnwrapped, block.count)
    }
    let piece = start + Self.headSize
    start.storeBytes(of: size, as: Int.self)
    start += room
    left -= room
    lastPiece = piece
    return piece
  }

  private mutating func reallocate(
    _ piece: UnsafeMutableRawPointer?, to size: Int
  ) -> UnsafeMutableRawPointer {
    guard let piece else {
      let piece = self.allocate(size)
      // cmark allocates the text of every block without a terminating zero, and writes none for the cells that
      // fill up a short row. Without this zero, such a text would be what an earlier tree left here.
      piece.storeBytes(of: 0, as: UInt8.self)
      return piece
    }
    let known = (piece - Self.headSize).load(as: Int.self)
    if size <= known { return piece }
    let more = Self.room(for: size) - Self.room(for: known)
    if piece == lastPiece, more <= left {
      (piece - Self.headSize).storeBytes(of: size, as: Int.self)
      start += more
      left -= more
      return piece
    }
    let moved = self.allocate(size)
    moved.copyMemory(from: piece, byteCount: known)
    return moved
  }

  private mutating func free(_ piece: UnsafeMutableRawPointer?) {
    guard let piece, piece == lastPiece else { return }
    let head = piece - Self.headSize
    left += start - head
    start = head
    lastPiece = nil
  }
}
