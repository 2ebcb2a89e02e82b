/// Where the bytes of a block's literals came from: a place in the block's text, and by that one in the source.
struct AlignedText {
  /// The block's text, without the markers of containers.
  let content: [UInt8]
  /// Where `content` lies in the source, if that is known.
  let map: ContentMap?
  /// Where the block's literals begin in the document's text.
  let base: Int
  /// By byte of the literals: its place in `content`, of an escaped one its backslash's; -1 where unknown.
  let origins: [Int32]

  /// The place in `content` of a byte of the document's text; `nil` where unknown.
  func origin(ofByte byte: Int) -> Int? {
    guard byte >= base, byte - base < origins.count, origins[byte - base] >= 0 else { return nil }
    return Int(origins[byte - base])
  }

  /// The source of a range of `content`.
  func source(of range: Range<Int>?) -> Range<Int>? {
    guard let range, let map else { return nil }
    return map.source(of: range)
  }
}
