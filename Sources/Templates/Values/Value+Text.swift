/// Printing as Python's `str` and `repr` do it.
extension Value {
  /// The text that printing shows, before any escaping.
  ///
  /// Throws where the value is or holds something undefined, or is larger than `limit` bytes.
  func string(limit: Int) throws -> String {
    switch self {
    case .string(let text): return text
    case .safe(let safe): return safe.html
    case .int(let number): return String(number)
    default: return try representation(limit: limit, isPrinted: true)
    }
  }

  /// The text of `repr(value)`, which shows the quotes of text; or of `str(value)`.
  func representation(limit: Int, isPrinted: Bool = false) throws -> String {
    var output = Output()
    try write(into: &output, limit: limit, depth: 0, isPrinted: isPrinted)
    return output.take()
  }

  private func write(
    into output: inout Output, limit: Int, depth: Int, isPrinted: Bool = false
  ) throws {
    guard output.count <= limit, depth < 200 else {
      throw TemplateError.limit("the value is too large to be printed")
    }
    func elements(_ values: [Value], _ open: String, _ close: String) throws {
      output.append(open)
      for (index, value) in values.enumerated() {
        if index > 0 { output.append(", ") }
        try value.write(into: &output, limit: limit, depth: depth + 1)
      }
      output.append(close)
    }
    switch self {
    case .undefined(let undefined):
      if !undefined.isLenient { throw TemplateError(undefined) }
    case .none: output.append("None")
    case .bool(let flag): output.append(flag ? "True" : "False")
    case .int(let number): output.append(String(number))
    case .double(let number): output.append(number.description)
    case .string(let text): output.append(quoted(text))
    case .safe(let safe): output.append("Markup(\(quoted(safe.html)))")
    case .list(let values): try elements(values, "[", "]")
    case .tuple(let values): try elements(values, "(", values.count == 1 ? ",)" : ")")
    case .record(let record):
      var separator = "{"
      for (key, value) in record.pairs {
        output.append(separator + quoted(key) + ": ")
        try value.write(into: &output, limit: limit, depth: depth + 1)
        separator = ", "
      }
      output.append(separator == "{" ? "{}" : "}")
    case .object(let object): output.append(object.summary)
    }
  }
}

/// `text` as Python writes a string literal.
private func quoted(_ text: String) -> String {
  let quote: Unicode.Scalar = text.utf8.contains(0x27) && !text.utf8.contains(0x22) ? "\"" : "'"
  var result = String(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case quote, "\\": result += "\\\(scalar)"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{0}"..<" ", "\u{7F}"..<"\u{A1}", "\u{AD}":
      result += (scalar.value < 16 ? "\\x0" : "\\x") + String(scalar.value, radix: 16)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + String(quote)
}
