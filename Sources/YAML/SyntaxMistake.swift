import Diagnostics
import Text

/// What libyaml's message about a syntax error means to an author: the message, its range and what to do.
struct SyntaxMistake {
  let message: String
  let range: Range<Int>
  let advice: Advice

  private init(_ message: String, _ range: Range<Int>, _ advice: Advice) {
    (self.message, self.range, self.advice) = (message, range, advice)
  }

  private init(_ message: String, _ range: Range<Int>, help: String) {
    self.init(message, range, Advice(help))
  }

  /// Recognizes a frequent mistake in a document by libyaml's message; `nil` for others.
  ///
  /// `place` is the byte that the message is about, `context` the one at which libyaml began to read the part with the
  /// mistake.
  static func recognized(
    _ problem: String, at place: Int, since context: Int, in source: SourceText,
    _ document: Range<Int>
  ) -> SyntaxMistake? {
    let line = source.lines.range(ofLine: source.lines.line(at: place))
      .clamped(to: document)
    let bytes = source.bytes[line]
    let start = bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.upperBound
    if let tab = bytes[..<start].firstIndex(of: 0x09) {
      return SyntaxMistake(
        "a tab cannot indent YAML", tab..<tab + 1,
        help: "use spaces: two for each level, and as many in each line of one level")
    }
    if problem.hasPrefix("mapping values are not allowed") {
      return secondValue(at: place, from: start, in: source, line)
    }
    if problem == "found character that cannot start any token", place < line.upperBound {
      let sign = source.text(place..<place + 1)
      return SyntaxMistake(
        "a value cannot begin with `\(sign)`", place..<place + 1,
        help: "put the value in quotation marks")
    }
    if problem == "could not find expected ':'", context < document.upperBound {
      let end = source.lines.range(ofLine: source.lines.line(at: context)).upperBound
      return SyntaxMistake(
        "there is no `: ` in this line, so it is no key with a value", context..<max(context, end),
        help: "write `key: value`, with a space after the colon")
    }
    if problem == "did not find expected key" || problem.hasPrefix("did not find expected '-'"),
      place == start, start > line.lowerBound
    {
      return SyntaxMistake(
        "no line above begins as far right as this one", place..<place + 1,
        help: "indent it by as many spaces as the lines that it belongs to")
    }
    if problem.hasPrefix("did not find expected ',' or"), context < document.upperBound {
      return SyntaxMistake(
        "this bracket is not closed before something else begins", context..<context + 1,
        help: "close it, and put a comma between two values; "
          + "a text that contains a bracket or a comma stands in quotation marks")
    }
    return nil
  }

  /// A colon after which YAML expects no value: there is a value already, in its line or in the one above.
  private static func secondValue(
    at colon: Int, from start: Int, in source: SourceText, _ line: Range<Int>
  ) -> SyntaxMistake {
    let bytes = source.bytes
    let before = bytes[start..<max(start, colon)]
    guard
      let first = before.indices.first(where: {
        bytes[$0] == UInt8(ascii: ":") && bytes.indices.contains($0 + 1) && bytes[$0 + 1] == 0x20
      }), let value = bytes[(first + 1)..<line.upperBound].firstIndex(where: { $0 > 0x20 })
    else {
      return SyntaxMistake(
        "this line belongs to the value above, which cannot have keys", start..<max(start, colon),
        help: "indent it as the line above, or put a text of several lines in quotation marks")
    }
    let end = (bytes[..<line.upperBound].lastIndex { $0 > 0x20 } ?? value) + 1
    let text = source.text(value..<end)
    let quoted =
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    return SyntaxMistake(
      "this value contains `: `, which YAML reads as the start of another value", value..<end,
      Advice(
        "put the value in quotation marks: `\(quoted)`", fixes: [Fix(quoted, .possible)]))
  }
}
