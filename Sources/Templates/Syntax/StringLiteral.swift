/// Decodes string literals with Python's escapes.
enum StringLiteral {
  private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "r": "\r", "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "v": "\u{0B}",
    "\\": "\\", "'": "'", "\"": "\"",
  ]

  /// The text of a literal in quotation marks.
  ///
  /// Unknown escapes are kept.
  static func decode(_ literal: ArraySlice<UInt8>) -> String {
    var rest = Array(
      String(decoding: literal.dropFirst().dropLast(), as: UTF8.self).unicodeScalars)[...]
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\r" {
        // Every line end becomes a line feed.
        result.append("\n")
        if rest.first == "\n" { rest.removeFirst() }
      } else if scalar == "\\", let letter = rest.popFirst() {
        if letter == "\n" { continue }
        if let meant = letters[letter] ?? number(letter, &rest) {
          result.append(meant)
        } else {
          result.append(contentsOf: [scalar, letter])
        }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The character of `\x41`, `\u0041`, `\U00000041` or `\101`.
  private static func number(
    _ letter: Unicode.Scalar, _ rest: inout ArraySlice<Unicode.Scalar>
  ) -> Unicode.Scalar? {
    var digits = String.UnicodeScalarView()
    let count = ["x": 2, "u": 4, "U": 8][letter]
    if let count {
      digits.append(contentsOf: rest.prefix(count))
    } else if "0"..."7" ~= letter {
      digits.append(letter)
      digits.append(contentsOf: rest.prefix(2).prefix { "0"..."7" ~= $0 })
    }
    guard !digits.isEmpty, digits.count >= count ?? 1,
      let value = UInt32(String(digits), radix: count == nil ? 8 : 16),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    rest = rest.dropFirst(count ?? digits.count - 1)
    return scalar
  }
}
