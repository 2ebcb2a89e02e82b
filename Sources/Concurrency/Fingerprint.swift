/// 128 bits that stand for a value: two values with one fingerprint are the same value.
///
/// The same in every process, unlike `hashValue`.
package struct Fingerprint: Sendable, Hashable {
  package var high: UInt64
  package var low: UInt64

  package static let zero = Fingerprint(high: 0, low: 0)

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The fingerprint of some bytes.
  package init(_ bytes: [UInt8]) {
    var hasher = FingerprintHasher()
    hasher.combine(bytes)
    self = hasher.finish()
  }
}

/// Makes a fingerprint of what it is fed, in the order in which it is fed.
///
/// MurmurHash3's 128 bits for x64 (Austin Appleby, public domain), fed with blocks of sixteen bytes; each text
/// is preceded by its length, so that no two sequences of texts feed the same blocks. It is no
/// protection from somebody who wants two values to look alike.
package struct FingerprintHasher: Sendable {
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var blocks: UInt64 = 0

  package init() {}

  @inline(__always)
  package mutating func combine(_ value: UInt64, _ other: UInt64 = 0) {
    first ^= Self.rotated(value &* 0x87c3_7b91_1142_53d5, 31) &* 0x4cf5_ad43_2745_937f
    first = (Self.rotated(first, 27) &+ second) &* 5 &+ 0x52dc_e729
    second ^= Self.rotated(other &* 0x4cf5_ad43_2745_937f, 33) &* 0x87c3_7b91_1142_53d5
    second = (Self.rotated(second, 31) &+ first) &* 5 &+ 0x3849_5ab5
    blocks &+= 1
  }

  package mutating func combine(_ value: Int) { combine(UInt64(bitPattern: Int64(value))) }

  package mutating func combine(_ value: Fingerprint) { combine(value.high, value.low) }

  package mutating func combine(_ bytes: [UInt8]) { bytes.withUnsafeBytes { combine($0) } }

  package mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    combine(UInt64(bytes.count), 0x9e37_79b9_7f4a_7c15)
    // A copy, whose state stays in registers.
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
      let place = index - offset
      if place < 8 { rest.0 |= byte << (8 * place) } else { rest.1 |= byte << (8 * (place - 8)) }
    }
    combine(rest.0, rest.1)
  }

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
