#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension String {
  /// Whether its bytes come before another's, by the C library, which compares many at once.
  ///
  /// An order of bytes is the same everywhere; Swift's own one of strings follows a version of Unicode.
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
