#if canImport(Glibc)
  import CMalloc
#endif

/// Gives memory that is free back to the system, where the allocator keeps it.
///
/// For when many small pieces were freed and large ones come next, which do not fit between what stayed.
package func releaseFreeMemory() {
  #if canImport(Glibc)
    _ = malloc_trim(0)
  #endif
}
