import Text

/// The parts of a wiki link between its brackets.
struct WikiLinkName {
  /// The page, with escapes decoded; empty for a link within the page.
  let target: String
  let fragment: String?
  /// The range of target and fragment in the content.
  let place: Range<Int>
  /// The range of the label, if there is one.
  let label: Range<Int>?

  init(_ content: [UInt8], _ range: Range<Int>) {
    var bar: Int?
    for index in range where content[index] == UInt8(ascii: "|") {
      bar = index
      break
    }
    var end = bar ?? range.upperBound
    // Inside a table the separator is written `\|`. It is accepted everywhere.
    if bar != nil, end > range.lowerBound, content[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    place = content.trimmed(range.lowerBound..<end)
    label = bar.map { ($0 + 1)..<range.upperBound }

    let name = Self.unescaped(content, place)
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

  /// The bytes with backslash escapes decoded and line ends replaced by spaces.
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
      if !PrivateComments.isFiller(content[index]) {
        bytes.append(content[index] == UInt8(ascii: "\n") ? UInt8(ascii: " ") : content[index])
      }
      index += 1
    }
    return bytes
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[bytes.trimmed(bytes.indices)], as: UTF8.self)
  }
}
