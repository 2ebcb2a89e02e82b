import Diagnostics
import Text

/// Writes text so that HTML takes it for text.
package enum HTMLEscaping {
  /// Appends `bytes` with `& < > "` as entities; good for content and for double-quoted attributes.
  ///
  /// O(n); runs without such bytes are copied whole.
  package static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { append($0, to: &output) }
    if isContiguous == nil {
      Array(bytes).withUnsafeBufferPointer { append($0, to: &output) }
    }
  }

  private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    guard bytes.holdsMarkup else { return output.append(contentsOf: bytes) }
    var start = 0
    for index in 0..<bytes.count {
      let entity: StaticString
      switch bytes[index] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      default: continue
      }
      output.append(contentsOf: bytes[start..<index])
      output.append(
        contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
      start = index + 1
    }
    output.append(contentsOf: bytes[start..<bytes.count])
  }

  /// Appends an address for a double-quoted `href` or `src`: what no address may hold as `%XX`.
  ///
  /// The same bytes as cmark's `houdini_escape_href`, so that both can be compared.
  package static func appendURL(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { appendURL($0, to: &output) }
    if isContiguous == nil {
      Array(bytes).withUnsafeBufferPointer { appendURL($0, to: &output) }
    }
  }

  private static func appendURL(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var start = 0
    for (index, byte) in bytes.enumerated() where !isAddressByte(byte) {
      output.append(contentsOf: bytes[start..<index])
      start = index + 1
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#x27;".utf8)
      default:
        output.append(UInt8(ascii: "%"))
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 15))
      }
    }
    output.append(contentsOf: bytes[start..<bytes.count])
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
      || isAddressMark(byte)
  }

  /// Whether the byte is one of the marks that an address may hold: `-_.+!*(),%#@?=;:/$~`.
  private static func isAddressMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23...0x25, 0x28...0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
