import Testing
import Text

@Suite struct JSONTests {
  @Test(
    "Strings are quoted and escaped",
    arguments: [
      ("a\"b\\c", #""a\"b\\c""#), ("\n\t\r\u{0}", #""\n\t\r\u0000""#),
      ("</script>", "\"</script>\""), ("\u{2028}é𝄞", "\"\u{2028}é𝄞\""), ("", "\"\""),
    ])
  func quoting(text: String, json: String) {
    #expect(JSON.string(text).text == json)
  }
}
