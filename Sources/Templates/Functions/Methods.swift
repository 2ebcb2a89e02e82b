extension Value {
  /// The method of that name, which is called with the value as its input.
  func method(_ name: String) -> Function? {
    switch self {
    case .string, .safe: Function.textMethods[name]
    case .record: Function.mapMethods[name]
    case .object(let object) where object.kind == .loop: Function.loopMethods[name]
    default: nil
    }
  }

  fileprivate var loop: Loop? {
    if case .object(let object) = self { object as? Loop } else { nil }
  }
}

extension Function {
  static let mapMethods = FunctionTable(functions: [
    Function("items") { .list(try $0.items) },
    Function("keys") { call in .list(try call.pairs.map { .string($0.0) }) },
    Function("values") { call in .list(try call.pairs.map(\.1)) },
    Function("get", ["key": nil, "default": Value.none]) { call in
      if case .undefined(let undefined) = call[0] { throw TemplateError(undefined) }
      guard let key = call[0].text else { return call[1] }
      let found = call.input.member(key)
      return found.isUndefined ? call[1] : found
    },
  ])

  static let loopMethods = FunctionTable(functions: [
    Function("cycle", acceptsAny: true) { call in
      guard let loop = call.input.loop, !call.values.isEmpty else {
        throw TemplateError("`cycle` needs values to go through")
      }
      return call.values[loop.position % call.values.count]
    },
    Function("changed", acceptsAny: true) { call in
      .bool(try call.input.loop?.changed(call.values) ?? false)
    },
  ])

  static let textMethods = FunctionTable(
    functions: letterCases + [
      Function("title") { try $0.result($0.text.titleByLetters) },
      strip("strip"), strip("lstrip", right: false), strip("rstrip", left: false),
      Function("startswith", ["prefix": nil]) { call in
        let text = try call.text.utf8
        return .bool(try affixes(call[0]).contains { text.starts(with: $0.utf8) })
      },
      Function("endswith", ["suffix": nil]) { call in
        let text = try call.text.utf8.reversed()
        return .bool(try affixes(call[0]).contains { text.starts(with: $0.utf8.reversed()) })
      },
      Function("split", ["sep": Value.none, "maxsplit": -1]) { call in
        let limit = try call.int(1)
        let separator = try call.optional(0, call.string)
        let parts = try separator.map { try call.text.parts(at: $0, limit: limit) }
        return .list(try (parts ?? call.text.words(limit: limit)).map { try call.result($0) })
      },
      Function("splitlines") { call in .list(try call.text.lines.map { try call.result($0) }) },
      Function("replace", ["old": nil, "new": nil, "count": -1]) { call in
        let count = try call.int(2)
        return try call.replacing(in: call.input, count < 0 ? .max : count)
      },
      Function("join", ["iterable": nil]) { call in
        let items = try call[0].items()
        if let item = items.first(where: { $0.text == nil }) {
          throw TemplateError("`join` joins text, and this is \(item.kindName)")
        }
        return try call.joined(items, by: call.input, isMarkup: call.input.isSafe)
      },
      Function("find", ["sub": nil]) { call in
        let bytes = Array(try call.text.utf8)
        guard let offset = bytes.firstOffset(of: Array(try call.string(0).utf8)) else { return -1 }
        return .int(bytes[..<offset].count { $0 & 0xC0 != 0x80 })
      },
      Function("count", ["sub": nil]) { call in
        .int(try Array(call.text.utf8).parts(at: Array(call.string(0).utf8)).count - 1)
      },
      Function("isdigit") { call in
        let scalars = try call.text.unicodeScalars
        return .bool(
          !scalars.isEmpty
            && scalars.allSatisfy {
              $0.properties.numericType != nil && $0.properties.numericType != .numeric
            })
      },
    ])

  static func strip(_ name: String, left: Bool = true, right: Bool = true) -> Function {
    Function(name, ["chars": Value.none]) { call in
      let characters = try call.optional(0, call.string)
      return try call.result(call.text.trimmed(characters, left: left, right: right))
    }
  }

  private static func affixes(_ value: Value) throws -> [String] {
    if case .tuple = value { return value.names ?? [] }
    return [try value.expect("text", \.text)]
  }
}

extension Call {
  /// The input's keys and values as tuples.
  var items: [Value] {
    get throws { try pairs.map { .tuple([.string($0.0), $0.1]) } }
  }

  /// The input's keys and values.
  var pairs: Zip2Sequence<[String], [Value]> {
    get throws { try input.expect("a mapping", \.record).pairs }
  }

  /// A value with the first argument replaced by the second; markup stays markup.
  func replacing(in value: Value, _ count: Int) throws -> Value {
    let limit = limits.textSize
    func bytes(_ part: Value) throws -> [UInt8] {
      let text = try part.string(limit: limit)
      return Array((value.isSafe && !part.isSafe ? escaped(text) : text).utf8)
    }
    let (needle, replacement) = (try bytes(values[0]), try bytes(values[1]))
    let text = Array(try value.string(limit: limit).utf8)
    let parts = text.parts(at: needle, limit: max(0, count))
    try check(textSize: text.count + (parts.count - 1) * (replacement.count - needle.count))
    let output = String(decoding: Array(parts.joined(separator: replacement)), as: UTF8.self)
    return value.isSafe ? .safe(SafeHTML(output)) : .string(output)
  }

  /// Joined text; as markup, with what is none escaped.
  func joined(_ items: [Value], by separator: Value, isMarkup: Bool) throws -> Value {
    func text(_ value: Value) throws -> String {
      let text = try value.string(limit: limits.textSize)
      return isMarkup && !value.isSafe ? escaped(text) : text
    }
    let between = try text(separator)
    var result = ""
    for (index, item) in items.enumerated() {
      if index > 0 { result += between }
      result += try text(item)
      try check(textSize: result.utf8.count)
    }
    return isMarkup ? .safe(SafeHTML(result)) : .string(result)
  }
}
