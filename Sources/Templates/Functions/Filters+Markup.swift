import Text

extension Function {
  /// Filters about escaping, markup and URLs.
  static let markup: [Function] = [
    Function("escape") { call in
      call.input.isSafe ? call.input : .safe(SafeHTML(escaped(try call.text)))
    },
    Function("forceescape") { .safe(SafeHTML(escaped(try $0.text))) },
    Function("safe") { .safe(SafeHTML(try $0.text)) },
    Function("striptags") { .string(StripTags.apply(try $0.text)) },
    Function("xml_escape") { call in
      // XML 1.0 does not allow most control characters, even escaped.
      let allowed = try call.text.unicodeScalars.filter {
        $0.value >= 0x20 || $0 == "\t" || $0 == "\n" || $0 == "\r"
      }
      return .safe(SafeHTML(escaped(String(String.UnicodeScalarView(allowed)))))
    },
    Function("url_encode") { .string(percentEncoded(try $0.text, keeping: "-.~")) },
    Function("urlencode") { try urlEncoded($0) },
    Function("xmlattr", ["autospace": true]) { try attributes($0) },
  ]

  /// Percent-encodes text except `/`; makes a query string from a mapping or from pairs.
  private static func urlEncoded(_ call: Call) throws -> Value {
    var pairs: [[Value]] = []
    switch call.input {
    case .record: pairs = try call.pairs.map { [.string($0.0), $0.1] }
    case .list(let items), .tuple(let items): pairs = try items.map { try $0.items() }
    default: return .string(percentEncoded(try call.text, keeping: "-.~/"))
    }
    guard pairs.allSatisfy({ $0.count == 2 }) else {
      throw TemplateError("expected pairs of a name and a value")
    }
    let limit = call.limits.textSize
    let parts = try pairs.map { pair in
      try pair.map { value in
        percentEncoded(try value.string(limit: limit), keeping: "-.~ ")
          .replacing(" ", with: "+")
      }.joined(separator: "=")
    }
    return .string(parts.joined(separator: "&"))
  }

  /// Percent-encodes all bytes except letters, digits, `_` and those of `kept`.
  private static func percentEncoded(_ text: String, keeping kept: String) -> String {
    text.percentEncoded {
      $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") || kept.utf8.contains($0)
    }
  }

  /// HTML attributes from a mapping.
  ///
  /// Attributes whose value is `none` or undefined are left out.
  private static func attributes(_ call: Call) throws -> Value {
    var result = ""
    for (key, value) in try call.pairs {
      if value.isUndefined { continue }
      if case .none = value { continue }
      if key.utf8.contains(where: { $0.isASCIISpace || "/>=".utf8.contains($0) }) {
        throw TemplateError("`\(key)` cannot be the name of an attribute")
      }
      let text = try value.string(limit: call.limits.textSize)
      if try !result.isEmpty || call.bool(0) { result += " " }
      result += "\(escaped(key))=\"\(value.isSafe ? text : escaped(text))\""
    }
    return call.autoescape ? .safe(SafeHTML(result)) : .string(result)
  }
}

/// Removes markup from a text, as MarkupSafe's `striptags` does.
enum StripTags {
  static func apply(_ html: String) -> String {
    let text = remove("<", ">", from: remove("<!--", "-->", from: Array(html.utf8)))
    let words = String(decoding: text, as: UTF8.self).words()
    return decodeEntities(words.joined(separator: " "))
  }

  private static func remove(_ open: String, _ close: String, from bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    while let opening = bytes.firstOffset(of: Array(open.utf8), from: start),
      let closing = bytes.firstOffset(of: Array(close.utf8), from: opening)
    {
      result += bytes[start..<opening]
      start = closing + close.utf8.count
    }
    return result + bytes[start...]
  }

  /// The common character references.
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©",
    "reg": "®", "trade": "™", "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘",
    "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "bull": "•",
    "middot": "·", "times": "×", "deg": "°", "euro": "€", "pound": "£", "rarr": "→",
    "larr": "←", "shy": "\u{AD}",
  ]

  static func decodeEntities(_ text: String) -> String {
    var parts = text.split(separator: "&", omittingEmptySubsequences: false)
    var result = String(parts.removeFirst())
    for part in parts {
      let name = part.prefix(10).prefix { $0 != ";" }
      let decoded = part.dropFirst(name.count).first == ";" ? decode(name) : nil
      result += decoded.map { $0 + part.dropFirst(name.count + 1) } ?? "&" + part
    }
    return result
  }

  private static func decode(_ name: Substring) -> String? {
    guard name.hasPrefix("#") else { return names[String(name)] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    return UInt32(digits.dropFirst(isHex ? 1 : 0), radix: isHex ? 16 : 10)
      .flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
