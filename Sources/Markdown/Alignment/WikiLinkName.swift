import Text

/// What stands between the brackets of a wiki link.
struct WikiLinkName {
  /// The page, with escapes resolved; empty where only a fragment is named.
  let target: String
  let fragment: String?
  /// Where target and fragment stand in the content.
  let place: Range<Int>
  /// Where the label stands, if there is one.
  let label: Range<Int>?

  init(_ content: [UInt8], _ range: Range<Int>) {
    var bar: Int?
    for index in range where content[index] == UInt8(ascii: "|") {
      bar = index
      break
    }
    var end = bar ?? range.upperBound
    // `\|` is what a table needs; elsewhere it does no harm.
    if bar != nil, end > range.lowerBound, content[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    var start = range.lowerBound
    while start < end, content[start].isASCIISpace { start += 1 }
    while start < end, content[end - 1].isASCIISpace { end -= 1 }
    place = start..<end
    label = bar.map { ($0 + 1)..<range.upperBound }

    let name = Self.unescaped(content, start..<end)
    let parts = Reference.split(String(decoding: name, as: UTF8.self))
    if let fragment = parts.fragment, !fragment.isEmpty {
      target = Self.trimmed(parts.target)
      self.fragment = Self.trimmed(fragment)
    } else {
      // A title may end in `#`, as `C#` does.
      target = parts.fragment == nil || parts.target.isEmpty ? parts.target : parts.target + "#"
      fragment = nil
    }
  }

  /// The bytes with backslash escapes resolved and line ends as spaces.
  private static func unescaped(
    _ content: [UInt8], _ range: Range<Int>
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if content[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound,
        content[index + 1].isASCIIPunctuation
      {
        index += 1
      }
      bytes.append(content[index] == UInt8(ascii: "\n") ? UInt8(ascii: " ") : content[index])
      index += 1
    }
    return bytes
  }

  static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var slice = bytes[...]
    while let first = slice.first, first.isASCIISpace { slice.removeFirst() }
    while let last = slice.last, last.isASCIISpace { slice.removeLast() }
    return slice
  }

  private static func trimmed(_ text: String) -> String {
    String(decoding: trimmed(Array(text.utf8)), as: UTF8.self)
  }
}
