/// A JSON text that is put together from values.
///
/// Objects keep the order of their fields, so that equal values give equal bytes in every run.
package struct JSON: Sendable, Equatable {
  /// The text in UTF-8, without line breaks except those of `lines`.
  package let text: String

  /// The bytes of the text.
  package var bytes: [UInt8] { Array(text.utf8) }

  /// The value `null`.
  package static let null = JSON(text: "null")

  /// A number.
  package static func number(_ number: some Numeric & CustomStringConvertible) -> JSON {
    JSON(text: number.description)
  }

  /// A string.
  ///
  /// Control characters and bidirectional controls are escaped, so that a terminal obeys none of them.
  package static func string(_ text: String) -> JSON {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return JSON(text: result + "\"")
  }

  /// An array on one line.
  package static func array(_ elements: [JSON]) -> JSON {
    JSON(text: "[" + elements.map(\.text).joined(separator: ",") + "]")
  }

  /// An array with each element on a line of its own, and with `endsLine` the closing bracket too.
  package static func lines(_ elements: [JSON], endsLine: Bool = false) -> JSON {
    let lines = elements.map { "\n" + $0.text }.joined(separator: ",")
    return JSON(text: "[" + lines + (endsLine ? "\n]" : "]"))
  }

  /// An object with fields in the given order.
  package static func object(_ fields: [(String, JSON)]) -> JSON {
    let fields = fields.map { string($0.0).text + ":" + $0.1.text }
    return JSON(text: "{" + fields.joined(separator: ",") + "}")
  }

  /// An object without the fields that are `nil`.
  package static func object(_ fields: KeyValuePairs<String, JSON?>) -> JSON {
    object(fields.compactMap { name, value in value.map { (name, $0) } })
  }
}
