import Testing
import Text

@Suite struct LoadUInt64Tests {
  @Test("The bytes from each place of each short text, and zeros behind them")
  func everyPlace() {
    for count in 0...20 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 0xF1 &+ $0 &* 37) }
      for place in 0...24 {
        let eight = bytes.span.loadUInt64(at: place)
        let expected = (0..<8).reduce(UInt64(0)) { sum, offset in
          place + offset < count ? sum | UInt64(bytes[place + offset]) << UInt64(offset * 8) : sum
        }
        #expect(eight == expected, "\(count) bytes, from \(place)")
      }
    }
  }
}
