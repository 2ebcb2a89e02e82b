extension RandomAccessCollection where Index == Int {
  /// Where the elements begin for which the condition holds, in a collection that holds those for
  /// which it does not first; O(log n).
  ///
  /// Public, so that it is compiled into its users.
  @inlinable
  public func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
