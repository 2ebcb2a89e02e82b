import Testing
import Text

@Suite struct DigitsTests {
  @Test(
    "Digits alone are a number",
    arguments: [
      ("0", 0), ("007", 7), ("2026", 2026), ("9223372036854775807", Int.max),
      ("9223372036854775808", nil), ("99999999999999999999", nil), ("", nil), ("+1", nil),
      ("-1", nil), (" 1", nil),
      ("1 ", nil), ("１", nil), ("١", nil), ("1_0", nil), ("0x1", nil), ("1e3", nil),
    ])
  func number(_ text: String, _ expected: Int?) {
    #expect(Int(digits: text.utf8) == expected)
  }
}
