/// Chance that a seed repeats: SplitMix64.
package struct Chance: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 &+ 1 }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  /// A number below `bound`, which is at least 1.
  package mutating func number(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// True once in so many times.
  package mutating func once(in times: Int) -> Bool { number(times) == 0 }

  package mutating func pick<Element>(_ all: [Element]) -> Element { all[number(all.count)] }

  /// One of the words between vertical lines.
  package mutating func word(_ words: String) -> String {
    String(pick(words.split(separator: "|", omittingEmptySubsequences: false)))
  }
}
