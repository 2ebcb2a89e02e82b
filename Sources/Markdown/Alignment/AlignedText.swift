/// Maps the bytes of a block's literals to the block's text, and the block's text to the source.
struct AlignedText {
  /// The block's text, without the markers of containers.
  let content: [UInt8]
  /// Maps `content` to the source; `nil` where it was not found there.
  let map: ContentMap?
  /// The offset in the document's text at which the block's literals begin.
  let base: Int
  /// The offset in `content` of each byte of the literals; of the backslash for an escaped byte; -1 where unknown.
  let origins: [Int32]

  /// The offset in `content` of a byte of the document's text; `nil` where unknown.
  func origin(ofByte byte: Int) -> Int? {
    guard byte >= base, byte - base < origins.count, origins[byte - base] >= 0 else { return nil }
    return Int(origins[byte - base])
  }

  /// The range in the source of a range of `content`.
  func source(of range: Range<Int>?) -> Range<Int>? {
    guard let range, let map else { return nil }
    return map.source(of: range)
  }
}
