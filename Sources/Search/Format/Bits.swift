/// Appends single bits, the highest of each byte first.
struct BitWriter {
  private var whole: [UInt8] = []
  /// What is not yet a whole byte, in the lowest bits.
  private var rest: UInt = 0
  private var restCount = 0

  /// What was written, with zeros to the end of the last byte.
  var bytes: [UInt8] {
    restCount == 0 ? whole : whole + [UInt8(truncatingIfNeeded: rest << UInt(8 - restCount))]
  }

  /// Appends the lowest `count` bits of a value, at most 48, its highest first.
  mutating func append(_ value: Int, count: Int) {
    rest = rest << UInt(count) | UInt(bitPattern: value) & (1 << UInt(count) - 1)
    restCount += count
    while restCount >= 8 {
      restCount -= 8
      whole.append(UInt8(truncatingIfNeeded: rest >> UInt(restCount)))
    }
  }

  /// Appends a number by Rice's code: the part above `parameter` bits in ones, a zero, the rest.
  ///
  /// With the mean gap's logarithm as the parameter a posting takes about as many bits as it can be
  /// said in. See Witten, Moffat and Bell, "Managing Gigabytes", 3.3.
  mutating func rice(_ value: Int, parameter: Int) {
    var ones = value >> parameter
    while ones > 8 {
      append(0xFF, count: 8)
      ones -= 8
    }
    // The ones with their zero, and the rest, at once.
    let low = value & (1 << parameter - 1)
    append((1 << (ones + 1) - 2) << parameter | low, count: ones + 1 + parameter)
  }
}

/// Reads what `BitWriter` wrote, and never past the end.
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

  mutating func rice(parameter: Int) throws(SearchFailure) -> Int {
    var high = 0
    while try bit() { high += 1 }
    var low = 0
    for _ in 0..<parameter { low = low << 1 | (try bit() ? 1 : 0) }
    return high << parameter | low
  }
}

/// How the gaps between document numbers are written.
enum Gaps {
  /// The parameter of Rice's code for `count` numbers among `total`.
  static func parameter(count: Int, total: Int) -> Int {
    let mean = UInt32(clamping: total * 7 / (max(1, count) * 10))
    return mean == 0 ? 0 : 31 - mean.leadingZeroBitCount
  }
}
