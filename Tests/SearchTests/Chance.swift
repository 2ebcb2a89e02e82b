import Foundation

/// Numbers by chance, the same for the same seed (SplitMix64).
struct Chance {
  /// `WAYMARK_SEED` runs other collections, queries and damages.
  static let seed = UInt64(ProcessInfo.processInfo.environment["WAYMARK_SEED"] ?? "") ?? 20_261_121

  private var state: UInt64

  init(_ stream: UInt64) { state = Self.seed &+ stream &* 0x1_0000_0001 }

  /// A number from 0 to below `bound`.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  /// A number below `bound`, small ones more often, as words are distributed in texts.
  mutating func skewed(_ bound: Int) -> Int { next(next(bound) + 1) }

  mutating func element<Element>(of elements: [Element]) -> Element {
    elements[next(elements.count)]
  }
}
