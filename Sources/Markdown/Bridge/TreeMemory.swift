import CCMarkGFM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread's memory for cmark's trees: handed out from front to back, and taken back all at once.
///
/// cmark asks for a piece for each node, text and delimiter, and gives each back, which is much of what a
/// parse costs. Its own arena is one for all threads. The piece that was handed out last grows where it
/// stands and can be given back, so that what cmark makes for a moment takes no room for long.
struct TreeMemory {
  private static let blockSize = 1 << 18
  /// What precedes each piece, which holds its size; pieces begin at multiples of it.
  private static let headSize = 16

  /// What cmark calls; each call finds the memory of its thread.
  nonisolated(unsafe) static let callbacks: UnsafeMutablePointer<cmark_mem> = {
    let callbacks = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    callbacks.initialize(
      to: cmark_mem(
        calloc: { count, size in
          let piece = TreeMemory.ofThread.pointee.piece(of: count * size)
          memset(piece, 0, count * size)
          return piece
        },
        realloc: { piece, size in TreeMemory.ofThread.pointee.resized(piece, to: size) },
        free: { piece in TreeMemory.ofThread.pointee.giveBack(piece) }))
    return callbacks
  }()

  /// Calls `body`, which has cmark use `callbacks`, and then takes back what that was given.
  static func lent<Result>(_ body: () -> Result) -> Result {
    let memory = ofThread
    memory.pointee.loans += 1
    defer {
      memory.pointee.loans -= 1
      if memory.pointee.loans == 0 { memory.pointee.reset() }
    }
    return body()
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { TreeMemory.release($0) }
    return key
  }()

  private static var ofThread: UnsafeMutablePointer<TreeMemory> {
    if let known = pthread_getspecific(key) {
      return known.assumingMemoryBound(to: TreeMemory.self)
    }
    let made = UnsafeMutablePointer<TreeMemory>.allocate(capacity: 1)
    made.initialize(to: TreeMemory())
    pthread_setspecific(key, made)
    return made
  }

  /// Ends the memory of a thread that ended.
  private static func release(_ memory: UnsafeMutableRawPointer?) {
    guard let memory = memory?.assumingMemoryBound(to: TreeMemory.self) else { return }
    memory.pointee.reset()
    memory.pointee.first.deallocate()
    memory.deinitialize(count: 1)
    memory.deallocate()
  }

  /// Kept from tree to tree.
  private let first = UnsafeMutableRawBufferPointer.allocate(
    byteCount: blockSize, alignment: headSize)
  private var others: [UnsafeMutableRawBufferPointer] = []
  /// What is left of the latest block.
  private var start: UnsafeMutableRawPointer
  private var left: Int
  private var lastPiece: UnsafeMutableRawPointer?
  private var loans = 0

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

  private mutating func piece(of size: Int) -> UnsafeMutableRawPointer {
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

  private mutating func resized(
    _ piece: UnsafeMutableRawPointer?, to size: Int
  ) -> UnsafeMutableRawPointer {
    guard let piece else {
      let piece = self.piece(of: size)
      // cmark makes the text of every block with room and without a terminating zero, and adds none to the
      // cells that fill up a short row; reading such a text would read what an earlier tree left here.
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
    let moved = self.piece(of: size)
    moved.copyMemory(from: piece, byteCount: known)
    return moved
  }

  private mutating func giveBack(_ piece: UnsafeMutableRawPointer?) {
    guard let piece, piece == lastPiece else { return }
    let head = piece - Self.headSize
    left += start - head
    start = head
    lastPiece = nil
  }
}
