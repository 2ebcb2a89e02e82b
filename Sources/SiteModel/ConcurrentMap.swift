import Dispatch

extension Array where Element: Sendable {
  /// `map` on all cores; the results are in the order of the elements whatever runs first.
  ///
  /// Work is handed out in small blocks, since pages differ in size by orders of magnitude.
  package func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    guard count > 1 else { return map(transform) }
    let blockSize = Swift.max(1, Swift.min(32, count / 16))
    let blocks = (count + blockSize - 1) / blockSize
    return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let start = buffer.baseAddress
      DispatchQueue.concurrentPerform(iterations: blocks) { block in
        let lower = block * blockSize
        for index in lower..<Swift.min(lower + blockSize, count) {
          start?.advanced(by: index).initialize(to: transform(self[index]))
        }
      }
      initialized = count
    }
  }
}
