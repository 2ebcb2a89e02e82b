/// A hash of 128 bits, which identifies a value.
///
/// Unlike `hashValue` it is the same in every process.
package struct Fingerprint: Sendable, Hashable {
  /// The first 64 bits.
  package var high: UInt64
  /// The last 64 bits.
  package var low: UInt64

  /// The fingerprint of which all bits are 0.
  package static let zero = Fingerprint(high: 0, low: 0)

  /// Makes a fingerprint from its halves.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Computes the fingerprint of some bytes.
  package init(_ bytes: [UInt8]) {
    var hasher = FingerprintHasher()
    hasher.combine(bytes)
    self = hasher.finish()
  }
}

/// Computes a fingerprint of a sequence of values.
///
/// It is MurmurHash3 with 128 bits for x64 (Austin Appleby, public domain), over blocks of sixteen bytes. Each text is
/// preceded by its length, so that no two sequences of texts give the same blocks. It is not cryptographic: an attacker
/// can construct collisions.
package struct FingerprintHasher: Sendable {
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var blocks: UInt64 = 0

  /// Makes a hasher that has seen no values.
  package init() {}

  /// Adds a block of sixteen bytes, as two little-endian numbers.
  @inline(__always)
  package mutating func combine(_ value: UInt64, _ other: UInt64 = 0) {
    first ^= Self.rotated(value &* 0x87c3_7b91_1142_53d5, 31) &* 0x4cf5_ad43_2745_937f
    first = (Self.rotated(first, 27) &+ second) &* 5 &+ 0x52dc_e729
    second ^= Self.rotated(other &* 0x4cf5_ad43_2745_937f, 33) &* 0x87c3_7b91_1142_53d5
    second = (Self.rotated(second, 31) &+ first) &* 5 &+ 0x3849_5ab5
    blocks &+= 1
  }

  /// Adds a number.
  package mutating func combine(_ value: Int) { combine(UInt64(bitPattern: Int64(value))) }

  /// Adds a fingerprint.
  package mutating func combine(_ value: Fingerprint) { combine(value.high, value.low) }

  /// Adds bytes, preceded by their number.
  package mutating func combine(_ bytes: [UInt8]) { bytes.withUnsafeBytes { combine($0) } }

  /// Adds the UTF-8 of a text, preceded by its length.
  package mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes, preceded by their number.
  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    combine(UInt64(bytes.count), 0x9e37_79b9_7f4a_7c15)
    // Work on a local copy, so that the state stays in registers.
    var state = self
    var offset = 0
    for _ in 0..<bytes.count / 16 {
      state.combine(
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)))
      offset &+= 16
    }
    self = state
    guard offset < bytes.count else { return }
    var rest: (UInt64, UInt64) = (0, 0)
    for index in offset..<bytes.count {
      let byte = UInt64(bytes[index])
      let shift = 8 * (index - offset)
      if shift < 64 { rest.0 |= byte << shift } else { rest.1 |= byte << (shift - 64) }
    }
    combine(rest.0, rest.1)
  }

  /// The fingerprint of the values so far.
  package func finish() -> Fingerprint {
    var high = first ^ blocks
    var low = second ^ blocks
    high &+= low
    low &+= high
    high = Self.mixed(high)
    low = Self.mixed(low)
    high &+= low
    low &+= high
    return Fingerprint(high: high, low: low)
  }

  @inline(__always)
  private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value << count | value >> (64 - count)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value ^= value >> 33
    value &*= 0xff51_afd7_ed55_8ccd
    value ^= value >> 33
    value &*= 0xc4ce_b9fe_1a85_ec53
    value ^= value >> 33
    return value
  }
}
