import Text

/// Attributes at the end of a heading, as Docusaurus, Pandoc, Hugo and MkDocs write them: `{#id}`, `{#id .class}` and
/// kramdown's `{: #id .class}`.
struct HeadingAttributes {
  /// The longest attributes in bytes.
  private static let limit = 300

  /// The id; `nil` where there are only classes and other attributes, which have no effect.
  let id: String?
  /// The offset of the brace in the heading's text.
  let start: Int

  /// Reads the attributes that a text ends with, in O(limit); `nil` where there are none.
  init?(_ content: [UInt8]) {
    let text = content.trimmed(content.indices)
    guard let last = content[text].last, last == UInt8(ascii: "}"),
      let open = content[text].suffix(Self.limit).lastIndex(of: UInt8(ascii: "{")),
      open == text.lowerBound || content[open - 1] != UInt8(ascii: "\\")
    else { return nil }
    var inner = content[open + 1..<text.upperBound - 1]
    let isKramdown = inner.first == UInt8(ascii: ":")
    if isKramdown { inner = inner.dropFirst() }
    let parts = Self.parts(inner)
    guard !parts.isEmpty || isKramdown, parts.allSatisfy(Self.isAttribute) else { return nil }
    let ids = parts.filter { $0.first == UInt8(ascii: "#") }
    id = ids.first.map { String(decoding: $0.dropFirst(), as: UTF8.self) }
    start = open
  }

  /// The attributes, which spaces outside quotation marks separate.
  private static func parts(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var isQuoted = false
    return text.split { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte.isASCIISpace && !isQuoted
    }
  }

  private static func isAttribute(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count > 1, part.allSatisfy({ !"<>[]`\\&*".utf8.contains($0) }) else { return false }
    if part.first == UInt8(ascii: "#") || part.first == UInt8(ascii: ".") {
      return !part.contains { "\"'=".utf8.contains($0) }
    }
    guard let sign = part.firstIndex(of: UInt8(ascii: "=")), sign > part.startIndex else {
      return false
    }
    return part[..<sign].allSatisfy { $0.isASCIIAlphanumeric || "-_:".utf8.contains($0) }
  }
}

extension HeadingAttributes {
  /// Removes the attributes from the inlines of a heading; returns whether they end in text.
  func remove(
    from nodes: inout ArraySlice<Node>, _ content: [UInt8], origins: AlignedText?, _ text: [UInt8]
  ) -> Bool {
    let end = content.trimmed(content.indices).upperBound
    guard let last = nodes.indices.last, nodes[last].kind == .text else { return false }
    let literal = nodes[last].text
    var cut = literal.upperBound - (end - start)
    if let origins {
      guard let found = literal.first(where: { origins.origin(ofByte: $0) == start }) else {
        return false
      }
      cut = found
    } else if cut < literal.lowerBound
      || !text[cut..<literal.upperBound].elementsEqual(content[start..<end])
    {
      return false
    }
    while cut > literal.lowerBound, text[cut - 1].isASCIISpace { cut -= 1 }
    nodes[last].text = literal.lowerBound..<cut
    return true
  }
}
