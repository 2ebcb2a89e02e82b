/// Bytes that a render has written, and how text gets into them.
extension [UInt8] {
  /// Appends the UTF-8 of `text`.
  @inline(__always)
  mutating func append(text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(contentsOf: $0) }
    if done == nil { append(contentsOf: text.utf8) }
  }

  /// Appends `text` with `& < > ' "` as MarkupSafe writes them; runs without them are copied whole.
  @inline(__always)
  mutating func append(escaping text: String) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { append(escaping: $0) }
    if done == nil { Array(text.utf8).withUnsafeBufferPointer { append(escaping: $0) } }
  }

  private mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if !isSpecialInHTML(byte) { continue }
      let entity: StaticString
      switch byte {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&#34;"
      case UInt8(ascii: "'"): entity = "&#39;"
      default: continue
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      append(
        contentsOf: UnsafeBufferPointer(
          start: entity.utf8Start, count: entity.utf8CodeUnitCount))
      start = index + 1
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<bytes.count]))
  }

  /// Appends a number in base ten.
  mutating func append(number: Int) { append(text: String(number)) }
}

/// The text with `& < > ' "` escaped.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: isSpecialInHTML) else { return text }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count + 16)
  bytes.append(escaping: text)
  return String(decoding: bytes, as: UTF8.self)
}

/// Whether it is one of `& < > " '`, which are bits of one word.
@inline(__always)
private func isSpecialInHTML(_ byte: UInt8) -> Bool {
  byte < 64 && (0x5000_00C4_0000_0000 as UInt64) >> UInt64(byte) & 1 != 0
}
