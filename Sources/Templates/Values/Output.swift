import Diagnostics
import Text

/// Bytes that grow at their end: what a render writes, and text that is put together.
///
/// An array would ask at each append whether it is shared, which measured as a fifth of a render.
struct Output: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 256) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Takes away what is behind `count` bytes, and gives it as text.
  mutating func take(from count: Int = 0) -> String {
    defer { truncate(to: count) }
    return String(decoding: bytes[count...], as: UTF8.self)
  }

  mutating func truncate(to count: Int) { self.count = count }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    if count + bytes.count > capacity { grow(by: bytes.count) }
    (start + count).update(from: first, count: bytes.count)
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
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
    if done == nil { Array(text.utf8).withUnsafeBufferPointer { append($0) } }
  }

  /// Appends `text` with `& < > ' "` as MarkupSafe writes them.
  @inline(__always)
  mutating func append(escaping text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(escaping: $0) }
    if done == nil { Array(text.utf8).withUnsafeBufferPointer { append(escaping: $0) } }
  }

  @inline(__always)
  mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.holdsMarkup { appendEscaped(bytes) } else { append(bytes) }
  }

  @inline(never)
  private mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for (index, byte) in bytes.enumerated() where byte.isMarkup {
      append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
      let entity = HTMLEscaping.markupSafeEntity(for: byte)
      append(UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
    }
    append(UnsafeBufferPointer(rebasing: bytes[start...]))
  }
}

/// The text with `& < > ' "` escaped.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: \.isMarkup) else { return text }
  var output = Output(capacity: text.utf8.count + 16)
  output.append(escaping: text)
  return output.take()
}
