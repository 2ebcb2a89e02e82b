/// A set of bytes: any of ASCII, and all bytes beyond ASCII or none.
///
/// Sets that are needed for each token are static, because making one takes longer than asking it.
struct ByteSet: Sendable {
  private var ascii: UInt128 = 0
  private var hasOthers = false

  static let lowerCase = ByteSet("abcdefghijklmnopqrstuvwxyz")
  static let upperCase = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  static let digits = ByteSet("0123456789")
  /// What a name may begin with in most languages.
  static let nameStart = lowerCase.union(upperCase).union("_").union(.others)
  /// What a name may hold in most languages.
  static let name = nameStart.union(digits)
  static let blanks = ByteSet(" \t")
  static let others: ByteSet = {
    var set = ByteSet("")
    set.hasOthers = true
    return set
  }()
  static let all: ByteSet = {
    var set = others
    set.ascii = .max
    return set
  }()

  init(_ characters: String) {
    for byte in characters.utf8 { ascii |= 1 << UInt128(byte) }
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 0x80 ? ascii >> UInt128(byte) & 1 != 0 : hasOthers
  }

  func union(_ other: ByteSet) -> ByteSet {
    var set = self
    set.ascii |= other.ascii
    set.hasOthers = hasOthers || other.hasOthers
    return set
  }

  func union(_ characters: String) -> ByteSet { union(ByteSet(characters)) }

  func subtracting(_ characters: String) -> ByteSet {
    var set = self
    set.ascii &= ~ByteSet(characters).ascii
    return set
  }
}
