import Foundation

/// Chance that can be had again: SplitMix64 from a seed, which `WAYMARK_SEED` sets.
package struct SeededGenerator: RandomNumberGenerator {
  package static let seed =
    UInt64(ProcessInfo.processInfo.environment["WAYMARK_SEED"] ?? "") ?? 20_261_121

  private var state: UInt64

  /// `offset` tells the runs of one test apart.
  package init(offset: Int = 0) {
    state = Self.seed &+ UInt64(offset)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
