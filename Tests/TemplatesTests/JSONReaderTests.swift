import Diagnostics
import Testing

@testable import Templates

/// JSON as RFC 8259 defines it, and nothing else.
@Suite("JSON data")
struct JSONReaderTests {
  private func read(_ text: String) throws(TemplateError) -> Value {
    try JSONReader.read(SourceText(name: "data.json", text: text))
  }

  @Test(
    "every form of the grammar is read",
    arguments: [
      ("0", "0"), ("-0", "0"), ("10", "10"), ("-1.5e+3", "-1500.0"), ("1E2", "100.0"),
      ("0.5", "0.5"), ("0e0", "0.0"), ("9223372036854775807", "9223372036854775807"),
      (" \t\r\n[ ] ", "[]"), ("{ }", "{}"), ("[1,\n2]", "[1, 2]"), ("true", "True"),
      ("null", "None"), (#""""#, "''"),
      (#""\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\""#, "é😀/\u{8}\u{C}\n\r\t\"\\"),
      (#"{"b": 1, "a": 2, "": 3}"#, "{'b': 1, 'a': 2, '': 3}"), ("\"\u{7F}é\"", "\u{7F}é"),
      (#"{"a": 1, "a": 2}"#, "{'a': 2}"), ("\u{FEFF}1", "1"), (#""\u0000""#, "\0"),
    ])
  func accepts(_ text: String, _ expected: String) throws {
    let value = try read(text)
    let shown = try value.text.map { $0.isEmpty ? "''" : $0 } ?? value.representation(limit: 1000)
    #expect(shown == expected)
  }

  @Test("markup has a notation of its own")
  func markup() throws {
    guard case .record(let record) = try read(#"{"a": {"$safe": "<b>"}, "b": {"$safe": 1}}"#) else {
      Issue.record("no mapping")
      return
    }
    #expect(record["a"]?.isSafe == true && record["a"]?.text == "<b>")
    #expect(record["b"]?.record != nil)
  }

  @Test(
    "everything else is an error at the first byte that is wrong",
    arguments: [
      ("", 0), ("01", 1), ("-01", 2), ("00", 1), ("1.", 2), (".5", 0), ("+1", 0), ("-", 1),
      ("1e", 2), ("1e+", 3), ("1.e1", 2), ("0x1", 1), ("NaN", 0), ("Infinity", 0), ("-Infinity", 1),
      ("1 2", 2), ("[1,]", 3), ("[1 2]", 3), ("[,1]", 1), ("[", 1), ("{", 1), ("{\"a\"}", 4),
      ("{\"a\":}", 5), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{1:1}", 1), ("{'a':1}", 1), ("'a'", 0),
      ("\"a", 2), ("\"a\nb\"", 2), ("\"a\tb\"", 2), ("\"\u{0}\"", 1), ("\"\u{1F}\"", 1),
      (#""\x41""#, 2), (#""\u12""#, 5), (#""\u12g4""#, 5), (#""\u+123""#, 3), (#""\"#, 2),
      (#""\ud800""#, 1), (#""\udc00""#, 1), (#""\ud800\u0041""#, 1), (#""\ud800\ud800""#, 1),
      ("tru", 0), ("True", 0), ("truex", 4), ("nul", 0), ("[1]]", 3), ("// a\n1", 0),
      ("\u{A0}1", 0), ("\u{C}1", 0), ("9223372036854775808", 0), ("1e999", 0), ("-1e999", 0),
    ])
  func rejects(_ text: String, _ offset: Int) {
    #expect {
      try read(text)
    } throws: { error in
      let diagnostic = (error as? TemplateError)?.diagnostic
      return diagnostic?.rule == .templateData
        && diagnostic?.location?.range?.lowerBound == offset
    }
  }

  @Test("bytes that are not UTF-8 are an error where the string begins")
  func invalidUTF8() {
    let source = SourceText(
      name: "data.json", bytes: Array("[\"a".utf8) + [0xFF] + Array("\"]".utf8))
    #expect {
      try JSONReader.read(source)
    } throws: { ($0 as? TemplateError)?.diagnostic.location?.range?.lowerBound == 1 }
  }

  @Test("depth and size are bounded")
  func bounds() throws {
    let deepest = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    _ = try read(deepest)
    #expect(throws: TemplateError.self) { try read("[" + deepest + "]") }
    #expect(throws: TemplateError.self) { try read(String(repeating: "[", count: 1_000_000)) }
    let large = [UInt8](repeating: 0x20, count: JSONReader.maximumSize + 1)
    #expect(throws: TemplateError.self) {
      try JSONReader.read(SourceText(name: "data.json", bytes: large))
    }
  }
}
