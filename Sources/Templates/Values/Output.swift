import Text

/// Bytes that grow at their end: the output of a render, and text that is assembled.
///
/// Owns its memory. An array checks at each append whether it is shared and calls a function that is not
/// inlined, which measured as a fifth of a render (58 instructions for each append, Swift 6.3).
struct Output: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 256) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  private var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start, count: count)
  }

  /// Appends all bytes to an array.
  func copy(to array: inout [UInt8]) { array.append(bytes.span) }

  /// Removes the bytes from `start` on, and returns them as text.
  mutating func take(from start: Int = 0) -> String {
    defer { truncate(to: start) }
    return String(decoding: bytes[start...], as: UTF8.self)
  }

  /// Removes the bytes from `count` on.
  mutating func truncate(to count: Int) {
    precondition(0...self.count ~= count, "an output cannot be truncated to a larger size")
    self.count = count
  }

  @inline(__always)
  mutating func append(_ bytes: Span<UInt8>) {
    if bytes.count > capacity - count { grow(by: bytes.count) }
    bytes.withUnsafeBufferPointer {
      if let first = $0.baseAddress { (start + count).update(from: first, count: $0.count) }
    }
    count += bytes.count
  }

  @inline(never)
  private mutating func grow(by size: Int) {
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  /// Appends the UTF-8 of `text`.
  @inline(__always)
  mutating func append(_ text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append($0.span) }
    if done == nil { append(Array(text.utf8).span) }
  }

  /// Appends `text` with `& < > ' "` as MarkupSafe writes them.
  @inline(__always)
  mutating func append(escaping text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(escaping: $0.span) }
    if done == nil { append(escaping: Array(text.utf8).span) }
  }

  @inline(__always)
  private mutating func append(escaping bytes: Span<UInt8>) {
    if let first = bytes.markupOffset() {
      append(bytes, escapingFrom: first)
    } else {
      append(bytes)
    }
  }

  @inline(never)
  private mutating func append(_ bytes: Span<UInt8>, escapingFrom first: Int) {
    var start = 0
    for index in first..<bytes.count where bytes[index].isMarkup {
      append(bytes.extracting(start..<index))
      HTMLEscaping.markupSafeEntity(for: bytes[index]).withUTF8Buffer { append($0.span) }
      start = index + 1
    }
    append(bytes.extracting(start...))
  }
}

/// The text with `& < > ' "` escaped.
package func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: \.isMarkup) else { return text }
  var output = Output(capacity: text.utf8.count + 16)
  output.append(escaping: text)
  return output.take()
}
