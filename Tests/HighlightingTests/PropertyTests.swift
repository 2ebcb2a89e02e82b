import TestSupport
import Testing
import Text

@testable import Highlighting

/// What holds for any bytes.
@Suite("Highlighting by chance")
struct PropertyTests {
  /// Pieces that begin, end and escape something in some language.
  private static let pieces = [
    "\"", "'", "`", "\"\"\"", "'''", "/*", "*/", "//", "<!--", "-->", "<", ">", "</", "/>",
    "<script>", "</script>", "<style>",
    "${", "$(", "$((", "))", "\\(", "\\", "#", "##", "#\"", "\"#", "{", "}", "{{", "(", ")", "[",
    "]", "<<EOF\n", "EOF\n", "<<-'A'", "\n",
    "\r\n", "\n\n", "\t", "  ", ":", ": ", "- ", "|\n", ">\n", "&a", "*a", "!t", "@@ -1,2 +1 @@\n",
    "--- a\n", "+++ b\n", "-", "+", "$$",
    "$a$", "f'", "rb\"", "@", "%", ">>> ", "$ ", "é", "日", "🎉", "a\u{301}", "0x", "1e-", ".5",
    "func ", "class ", "for ", "in ", "case ",
    "\u{0}", "&amp;", ";", ",", "=", "==", "if", "true", "A", "a", "Ab", "/", "~",
  ]

  @Test("Tokens cover every byte once, and end between characters")
  func cover() {
    var chance = SeededGenerator()
    let sources = CaseTests.all.compactMap { $0["code"] }
    for round in 0..<4000 {
      let language = Language.all[round % Language.all.count]
      let code = Array(Self.text(sources, &chance).utf8)
      if let fault = Self.fault(language.tokens(of: code.span), code) {
        Issue.record(
          "seed \(SeededGenerator.seed), round \(round), \(language.names[0]): \(fault)\n\(String(decoding: code, as: UTF8.self))"
        )
        return
      }
    }
  }

  /// Some pieces, or code of any language with pieces put in and parts taken out.
  private static func text(_ sources: [String], _ chance: inout SeededGenerator) -> String {
    var scalars = Array(
      Bool.random(using: &chance)
        ? sources.randomElement(using: &chance)?.unicodeScalars ?? "".unicodeScalars
        : "".unicodeScalars)
    for _ in 0..<Int.random(in: 0..<40, using: &chance) {
      let place = Int.random(in: 0...scalars.count, using: &chance)
      if Int.random(in: 0..<4, using: &chance) == 0 {
        scalars.removeSubrange(place..<min(scalars.count, place + 7))
      } else {
        scalars.insert(
          contentsOf: pieces.randomElement(using: &chance)?.unicodeScalars ?? "".unicodeScalars,
          at: place)
      }
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  private static func fault(_ tokens: [Token], _ code: [UInt8]) -> String? {
    var start = 0
    for token in tokens {
      if token.end <= start { return "a token is empty at \(start)" }
      if token.end < code.count, code[token.end] & 0xC0 == 0x80 {
        return "a character is divided at \(token.end)"
      }
      start = token.end
    }
    return start == code.count ? nil : "\(start) of \(code.count) bytes are covered"
  }

  /// Parts that a scanner without care would look at again and again.
  static let hostile = [
    "\"", "`", "/*", "<!--", "(", "{", "}", "#", "<", "$((", "\\",
    "\"#", "[/", "/ [", "<<A\n$(", "$(<<A\n", "'\n", "a:", "a: |\n", "((", "{a", "$a$ $b$", "<a ",
    "<script", "</scrip", "@{", "a{", ";a",
    "#### ", "f'{", "`${", "<b>{", "\\(\"", "#\"\\#(", "/*/", "&a", "/[", "x <<'", "\"\\", "a|",
    "start|", "\"${a:-", "--- a\n+++",
  ]

  @Test("A long text of one piece takes linear time", arguments: Language.all.indices)
  func linear(index: Int) {
    let clock = ContinuousClock()
    let language = Language.all[index]
    for piece in Self.hostile {
      let code = Array(String(repeating: piece, count: (1 << 14) / piece.utf8.count).utf8)
      var tokens: [Token] = []
      let time = clock.measure { tokens = language.tokens(of: code.span) }
      #expect(Self.fault(tokens, code) == nil)
      // 16 kB take 0.05 seconds without optimization; quadratic time would be several.
      #expect(time < .milliseconds(1500), "\(language.names[0]): \(piece)")
    }
  }
}
