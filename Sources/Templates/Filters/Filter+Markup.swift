/// Filters about escaping, markup and URLs.
extension Filter {
  static let markup: [Filter] = [
    Filter("escape", apply: escape),
    Filter("e", apply: escape),
    Filter("forceescape") { (input, _, context) throws(FilterError) in
      .safe(SafeHTML(escaped(try input.string(limit: context.limits.textSize))))
    },
    Filter("safe") { (input, _, context) throws(FilterError) in
      .safe(SafeHTML(try input.string(limit: context.limits.textSize)))
    },
    Filter("striptags") { (input, _, context) throws(FilterError) in
      .string(StripTags.apply(try input.string(limit: context.limits.textSize)))
    },
    Filter("urlencode", apply: urlencode),
    Filter("xmlattr", [.init("autospace", default: true)], apply: attributes),
  ]

  private static let escape: Body = { (input, _, context) throws(FilterError) in
    input.isSafe
      ? input : .safe(SafeHTML(escaped(try input.string(limit: context.limits.textSize))))
  }

  /// Text is encoded but for `/`; of a mapping or pairs, a query is made.
  private static let urlencode: Body = { (input, _, context) throws(FilterError) in
    var pairs: [(Value, Value)] = []
    switch input {
    case .map, .record: pairs = input.mapping?.pairs.map { (.string($0.0), $0.1) } ?? []
    case .list(let items), .tuple(let items):
      for item in items {
        let pair = try item.items()
        guard pair.count == 2 else { throw FilterError("expected pairs of a name and a value") }
        pairs.append((pair[0], pair[1]))
      }
    default:
      return .string(Percent.encode(try input.string(limit: context.limits.textSize)))
    }
    var parts: [String] = []
    for (key, value) in pairs {
      parts.append(
        Percent.encode(try key.string(limit: context.limits.textSize), isQuery: true) + "="
          + Percent.encode(try value.string(limit: context.limits.textSize), isQuery: true))
    }
    return .string(parts.joined(separator: "&"))
  }

  /// HTML attributes from a mapping; those that are none or undefined are left out.
  private static let attributes: Body = { (input, arguments, context) throws(FilterError) in
    guard let map = input.mapping else {
      throw FilterError("expected a mapping, found \(input.kindName)")
    }
    var parts: [String] = []
    for (key, value) in map.pairs {
      switch value {
      case .none, .undefined: continue
      default: break
      }
      let isInvalid = key.utf8.contains { isSpace($0) || "/>=".utf8.contains($0) }
      if isInvalid { throw FilterError("`\(key)` cannot be the name of an attribute") }
      let text = try value.string(limit: context.limits.textSize)
      parts.append("\(escaped(key))=\"\(value.isSafe ? text : escaped(text))\"")
    }
    let result = parts.joined(separator: " ")
    let spaced = try arguments.bool(0) && !result.isEmpty ? " " + result : result
    return context.autoescape ? .safe(SafeHTML(spaced)) : .string(spaced)
  }
}

/// Percent-encoding of UTF-8.
enum Percent {
  /// Letters, digits and `_.-~` stay, and `/` outside of queries, where a space becomes `+`.
  static func encode(_ text: String, isQuery: Bool = false) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
      let isKept =
        byte < 0x80
        && (isNameByte(byte) || "-.~".utf8.contains(byte)
          || (!isQuery && byte == UInt8(ascii: "/")))
      if isKept {
        result.append(byte)
      } else if isQuery, byte == UInt8(ascii: " ") {
        result.append(UInt8(ascii: "+"))
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Markup to text, as MarkupSafe's `striptags` does it.
enum StripTags {
  static func apply(_ html: String) -> String {
    let bytes = removeTags(removeComments(Array(html.utf8)))
    let words = TextSplit.words(String(decoding: bytes, as: UTF8.self)).joined(separator: " ")
    return Entities.decode(words)
  }

  private static func removeComments(_ bytes: [UInt8]) -> [UInt8] {
    remove(bytes, from: Array("<!--".utf8), to: Array("-->".utf8))
  }

  private static func removeTags(_ bytes: [UInt8]) -> [UInt8] {
    remove(bytes, from: [UInt8(ascii: "<")], to: [UInt8(ascii: ">")])
  }

  private static func remove(_ bytes: [UInt8], from open: [UInt8], to close: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    while let opening = TextSearch.first(of: open, in: bytes, from: start),
      let closing = TextSearch.first(of: close, in: bytes, from: opening)
    {
      result += bytes[start..<opening]
      start = closing + close.count
    }
    return result + bytes[start...]
  }
}

/// The character references that text from markup is likely to hold.
enum Entities {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "copy": "©", "reg": "®", "trade": "™", "hellip": "…", "mdash": "—", "ndash": "–",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
    "bull": "•", "middot": "·", "times": "×", "deg": "°", "euro": "€", "pound": "£",
    "rarr": "→", "larr": "←", "shy": "\u{AD}",
  ]

  static func decode(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      let window = rest.prefix(12)
      guard let end = window.firstIndex(of: ";"),
        let decoded = decodeOne(rest[rest.index(after: start)..<end])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result += decoded
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func decodeOne(_ name: Substring) -> String? {
    guard name.hasPrefix("#") else { return names[String(name)] }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") || digits.hasPrefix("X")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
