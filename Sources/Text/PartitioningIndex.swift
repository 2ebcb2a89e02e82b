extension RandomAccessCollection where Index == Int {
  /// The index of the first element that satisfies the condition, in a collection where all elements that do not
  /// satisfy it come first; O(log n).
  ///
  /// Public, so that it is specialized in other modules.
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
