import Diagnostics
import Markdown

extension Reference {
  /// Whether the target is a page name in `[[…]]` or `![[…]]`, instead of an address.
  var isWikiLink: Bool { kind == .wikiLink || kind == .embed }
}

/// The source range of the target of a reference, without its fragment.
struct WrittenTarget {
  /// `nil` if the target is written elsewhere, in a link definition.
  let range: Range<Int>?

  init(_ reference: Reference, at place: Range<Int>, in source: SourceText) {
    let bytes = source.bytes
    // `[text][name]` contains a name, not an address.
    if !reference.isWikiLink, place.lowerBound > 0, bytes[place.lowerBound - 1] == UInt8(ascii: "[")
    {
      range = nil
      return
    }
    var end = place.upperBound
    if reference.fragment != nil, let hash = bytes[place].firstIndex(of: UInt8(ascii: "#")) {
      end = hash
    }
    while end > place.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    let written = Self.unescaped(source.text(place.lowerBound..<end))
    let words = written.split(whereSeparator: \.isWhitespace)
    let isSame = words == reference.target.split(whereSeparator: \.isWhitespace)
    range = isSame ? place.lowerBound..<end : nil
  }

  /// Removes the backslashes of escaped punctuation.
  static func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let isEscape = byte == UInt8(ascii: "\\") && rest.first.map(isPunctuation) ?? false
      result.append(isEscape ? rest.removeFirst() : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
