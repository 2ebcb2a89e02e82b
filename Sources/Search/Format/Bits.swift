/// Writes bits, from the highest to the lowest bit of each byte.
struct BitWriter {
  private var whole: [UInt8] = []
  /// The bits that are not a whole byte yet, in the lowest bits.
  private var rest: UInt = 0
  private var restCount = 0

  /// The bytes that were written, with zeros up to the end of the last byte.
  var bytes: [UInt8] {
    restCount == 0 ? whole : whole + [UInt8(truncatingIfNeeded: rest << UInt(8 - restCount))]
  }

  /// Appends the lowest `count` bits of a value, from the highest.
  ///
  /// `count` is at most 48.
  mutating func append(_ value: Int, count: Int) {
    rest = rest << UInt(count) | UInt(bitPattern: value) & (1 << UInt(count) - 1)
    restCount += count
    while restCount >= 8 {
      restCount -= 8
      whole.append(UInt8(truncatingIfNeeded: rest >> UInt(restCount)))
    }
  }

  /// Appends a number in Rice coding: the part above the lowest `parameter` bits in unary, then these bits.
  ///
  /// With the logarithm of the mean gap as the parameter, the code is close to optimal for postings. See Witten,
  /// Moffat and Bell, "Managing Gigabytes", 3.3.
  mutating func rice(_ value: Int, parameter: Int) {
    var ones = value >> parameter
    while ones > 8 {
      append(0xFF, count: 8)
      ones -= 8
    }
    // The unary part and the low bits together.
    let low = value & (1 << parameter - 1)
    append((1 << (ones + 1) - 2) << parameter | low, count: ones + 1 + parameter)
  }
}

/// Reads what `BitWriter` wrote.
///
/// Throws at the end of the bytes.
struct BitReader {
  private let bytes: ArraySlice<UInt8>
  private var position = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  mutating func bit() throws(SearchFailure) -> Bool {
    guard position >> 3 < bytes.count else { throw .damaged }
    let byte = bytes[bytes.startIndex + (position >> 3)]
    position += 1
    return byte & (0x80 >> UInt8((position - 1) & 7)) != 0
  }

  /// The next bits as a number.
  mutating func number(count: Int) throws(SearchFailure) -> Int {
    var value = 0
    for _ in 0..<count { value = value << 1 | (try bit() ? 1 : 0) }
    return value
  }

  mutating func rice(parameter: Int) throws(SearchFailure) -> Int {
    var high = 0
    while try bit() { high += 1 }
    return high << parameter | (try number(count: parameter))
  }
}

/// The coding of the words of a family that the document of a posting has.
enum FormBits {
  /// The maximum number of words of a family that are told apart.
  static let limit = UInt16.bitWidth

  /// The bits of each posting of a family with so many words; the first word has the highest.
  ///
  /// A family with one word needs none.
  static func count(words: Int) -> Int { words < 2 ? 0 : min(words, limit) }

  /// The bytes of so many postings.
  static func size(postings: Int, words: Int) -> Int { (postings * count(words: words) + 7) / 8 }
}

/// The coding of gaps between document numbers.
enum Gaps {
  /// The Rice parameter for `count` numbers below `total`.
  static func parameter(count: Int, total: Int) -> Int {
    let mean = UInt32(clamping: total * 7 / (max(1, count) * 10))
    return mean == 0 ? 0 : 31 - mean.leadingZeroBitCount
  }
}
