import TestSupport
import Testing
import Text

@Suite struct WordBoundariesTests {
  /// The words that comparing byte by byte finds.
  private func words(
    _ bytes: [UInt8], _ range: Range<Int>, where isWordByte: (UInt8) -> Bool
  ) -> [Range<Int>] {
    var words: [Range<Int>] = []
    for place in range where isWordByte(bytes[place]) {
      if words.last?.upperBound == place {
        words[words.count - 1] = words[words.count - 1].lowerBound..<place + 1
      } else {
        words.append(place..<place + 1)
      }
    }
    return words
  }

  private func found(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    WordBoundaries.forEachWord(in: bytes.span, range) { words.append($0..<$1) }
    return words
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || Unicode.Scalar(byte).properties.isAlphabetic
  }

  @Test("Every byte is in a word, or in none, wherever it stands in a block")
  func everyByte() {
    for byte in UInt8.min...UInt8.max {
      for place in [0, 1, 7, 8, 63, 64, 70] {
        var bytes = [UInt8](repeating: 0x20, count: 71)
        bytes[place] = byte
        let word = [place..<place + 1]
        #expect(found(bytes, 0..<71) == (isWordByte(byte) ? word : []), "\(byte)")
      }
    }
  }

  @Test("Words of random bytes, in a part of them", arguments: 0..<4)
  func randomBytes(run: Int) {
    var generator = SeededGenerator(offset: run)
    let seed = SeededGenerator.seed
    for _ in 0..<500 {
      let count = Int.random(in: 0...300, using: &generator)
      let bytes = (0..<count).map { _ in
        Bool.random(using: &generator)
          ? UInt8.random(in: 0x60...0x7B, using: &generator)
          : UInt8.random(in: 0...255, using: &generator)
      }
      let start = Int.random(in: 0...count, using: &generator)
      let range = start..<Int.random(in: start...count, using: &generator)
      #expect(found(bytes, range) == words(bytes, range, where: isWordByte), "seed \(seed)")
      let length = Int.random(in: 1...8, using: &generator)
      var starts: [Int] = []
      WordBoundaries.forEachStart(in: bytes.span, range, ofAtLeast: length) { starts.append($0) }
      // At the end of a block a word may turn out to be shorter; the one who asks looks at it anyway.
      let long = words(bytes, range, where: isWordByte).filter { $0.count >= length }
      #expect(Set(long.map(\.lowerBound)).isSubset(of: starts), "seed \(seed)")
      #expect(
        starts.count { !long.map(\.lowerBound).contains($0) } <= range.count / 64, "seed \(seed)")
    }
  }
}
