#if canImport(Glibc)
  import CMalloc
  import Glibc
#endif

/// How the C library's allocator takes memory from the system: in a few large steps.
///
/// It would take pages of 4 kB, and ask for each few of them. Large pages, for which Linux waits to be asked on most
/// machines, halve what the system does while a site is built. Elsewhere all this does nothing.
package enum Heap {
  #if canImport(Glibc)
    /// How much room is made at once, of which only what is used takes memory.
    private static let room = 24 << 20
    private static let largePage = 2 << 20
  #endif

  /// Sets the allocator up, once, for threads on so many cores.
  static func setUp(cores: Int) {
    #if canImport(Glibc)
      // Work within work has more threads than cores for a while: a heap for each of them would keep what it was given.
      _ = mallopt(M_ARENA_MAX, Int32(clamping: cores))
      // The room comes from the heap, and stays there when it is free.
      _ = mallopt(M_MMAP_THRESHOLD, Int32(room + largePage))
      _ = mallopt(M_TRIM_THRESHOLD, Int32(4 * room))
    #endif
  }

  /// Has the calling thread's heap consist of large pages.
  static func makeRoom() {
    #if canImport(Glibc)
      guard let start = malloc(room) else { return }
      let first = (Int(bitPattern: start) + largePage - 1) / largePage * largePage
      let end = (Int(bitPattern: start) + room) / largePage * largePage
      _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
      free(start)
    #endif
  }

  /// Gives free memory back to the system.
  ///
  /// For when many small pieces were freed and large ones come next, which do not fit between what stayed.
  package static func release() {
    #if canImport(Glibc)
      _ = malloc_trim(0)
    #endif
  }
}
