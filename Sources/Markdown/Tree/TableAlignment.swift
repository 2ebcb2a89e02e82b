/// The alignment of a table's column; the raw values are those of cmark-gfm.
package enum TableAlignment: UInt8, Sendable, Hashable {
  case none = 0
  case left = 0x6C
  case center = 0x63
  case right = 0x72
}
