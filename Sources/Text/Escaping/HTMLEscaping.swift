/// Writes text as HTML, with the characters of markup as entities.
///
/// Two forms are in use: cmark's, which XML shares, and MarkupSafe's, which templates must give to match Jinja2.
package enum HTMLEscaping {
  /// Appends text with `& < > "` as entities, for content and double-quoted attributes.
  ///
  /// O(n).
  package static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0.span, to: &output) }
  }

  /// Appends the bytes of a text with `& < > "` as entities.
  ///
  /// Runs without these are copied whole.
  package static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    var start = 0
    var place = 0
    while let index = bytes.markupOffset(from: place) {
      place = index + 1
      if bytes[index] == UInt8(ascii: "'") { continue }
      output.append(bytes.extracting(start..<index))
      entity(for: bytes[index]).withUTF8Buffer { output.append(contentsOf: $0) }
      start = place
    }
    output.append(bytes.extracting(start...))
  }

  /// The text with `& < > "` as entities.
  package static func escaped(_ text: String) -> String {
    var text = text
    guard text.withUTF8({ $0.span.markupOffset() != nil }) else { return text }
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with the entities that Waymark writes decoded; others stay.
  package static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var bytes: [UInt8] = []
    appendUnescaped(Array(text.utf8)[...], to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends bytes with the entities that Waymark writes decoded; others stay.
  package static func appendUnescaped(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    var rest = bytes
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      output += rest[..<start]
      rest = rest[start...]
      if let entity = entities.first(where: { rest.starts(with: $0.name.utf8) }) {
        output.append(entity.byte)
        rest = rest.dropFirst(entity.name.utf8.count)
      } else {
        output.append(rest.removeFirst())
      }
    }
    output += rest
  }

  private static let entities: [(name: String, byte: UInt8)] = [
    ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&quot;", UInt8(ascii: "\"")),
    ("&#34;", UInt8(ascii: "\"")), ("&#39;", UInt8(ascii: "'")), ("&#x27;", UInt8(ascii: "'")),
    ("&amp;", UInt8(ascii: "&")),
  ]

  /// The entity for one of `& < > "`, as cmark writes it.
  private static func entity(for byte: UInt8) -> StaticString {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    default: "&quot;"
    }
  }

  /// The entity for one of `& < > " '`, as MarkupSafe writes it.
  package static func markupSafeEntity(for byte: UInt8) -> StaticString {
    switch byte {
    case UInt8(ascii: "\""): "&#34;"
    case UInt8(ascii: "'"): "&#39;"
    default: entity(for: byte)
    }
  }

  /// Appends a URL for a double-quoted `href` or `src`, with the bytes that URLs cannot hold percent-encoded.
  ///
  /// The result is that of cmark's `houdini_escape_href`.
  package static func appendURL(_ url: String, to output: inout [UInt8]) {
    var url = url
    url.withUTF8 { appendURL($0.span, to: &output) }
  }

  private static func appendURL(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    var start = 0
    for index in bytes.indices where !isAddressByte(bytes[index]) {
      output.append(bytes.extracting(start..<index))
      start = index + 1
      switch bytes[index] {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#x27;".utf8)
      case let byte:
        output.append(UInt8(ascii: "%"))
        output.append(hexDigit(byte >> 4))
        output.append(hexDigit(byte & 15))
      }
    }
    output.append(bytes.extracting(start...))
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || isAddressMark(byte)
  }

  /// Whether the byte is one of the marks that stay in a URL: `-_.+!*(),%#@?=;:/$~`.
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
