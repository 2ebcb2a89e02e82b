#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension String {
  /// Whether the string precedes another in the order of UTF-8 bytes, compared by `memcmp`.
  ///
  /// The order of bytes is the same everywhere; Swift's own order depends on the version of Unicode.
  public func precedesInUTF8(_ other: String) -> Bool {
    let precedes = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(leftBase, rightBase, min(left.count, right.count))
        return order != 0 ? order < 0 : left.count < right.count
      }
    }
    return precedes.flatMap(\.self) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
