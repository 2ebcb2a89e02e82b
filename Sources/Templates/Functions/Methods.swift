extension Value {
  /// The method of that name, which is called with the value as its input.
  func method(_ name: String) -> Function? {
    switch self {
    case .string: Function.textMethods[name]
    case .safe: Function.textMethods[name] ?? Function.markupMethods[name]
    case .list: Function.listMethods[name]
    case .tuple: Function.tupleMethods[name]
    case .double: Function.floatMethods[name]
    case .record: Function.mapMethods[name]
    case .object(let object) where object.kind == .loop: Function.loopMethods[name]
    default: nil
    }
  }

  /// The advice for a method of Python that changes the value in place; `nil` for other names.
  func replacement(ofMethod name: String) -> String? {
    switch (self, name) {
    case (.list, "append"), (.list, "extend"), (.list, "insert"):
      "make a longer list with `+`, such as `{% set list = list + [value] %}`; "
        + "a list that grows in a loop belongs into a `namespace()`"
    case (.list, "pop"), (.list, "remove"), (.list, "clear"):
      "take a part of the list, such as `list[:-1]` or `list|reject('eq', value)`"
    case (.list, "reverse"), (.list, "sort"): "write `list|\(name)`, which makes another list"
    case (.record, "update"), (.record, "setdefault"):
      "make another mapping, such as `{% set mapping = dict(mapping, key=value) %}`"
    case (.record, "pop"), (.record, "popitem"), (.record, "clear"):
      "leave the key out where the mapping is made or read"
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
    Function("copy") { $0.input },
    Function("get", ["key": nil, "default": Value.none]) { call in
      if case .undefined(let undefined) = call[0] { throw TemplateError(undefined) }
      guard let key = call[0].text else { return call[1] }
      let found = call.input.member(key)
      return found.isUndefined ? call[1] : found
    },
  ])

  static let loopMethods = FunctionTable(functions: [
    Function(Loop.Method.cycle.rawValue, acceptsAny: true) { call in
      guard let loop = call.input.loop, !call.values.isEmpty else {
        throw TemplateError("`cycle` needs at least one value")
      }
      return call.values[loop.position % call.values.count]
    },
    Function(Loop.Method.changed.rawValue, acceptsAny: true) { call in
      .bool(try call.input.loop?.changed(call.values) ?? false)
    },
  ])

  static let listMethods = FunctionTable(
    functions: tupleMethods.elements + [Function("copy") { $0.input }])

  static let tupleMethods = FunctionTable(functions: [
    Function("count", ["value": nil]) { call in
      .int(try call.input.items().count { try $0.isEqual(to: call[0]) })
    },
    Function("index", ["value": nil, "start": 0, "stop": Value.none]) { call in
      let items = try call.input.items()
      let range = try call.range(of: items.count, start: 1)
      guard let index = try items[range].firstIndex(where: { try $0.isEqual(to: call[0]) }) else {
        throw TemplateError("the list does not contain this value", help: "check with `in` first")
      }
      return .int(index)
    },
  ])

  static let floatMethods = FunctionTable(functions: [
    Function("is_integer") { call in
      let number = try call.input.expect("a number", \.number).double
      return .bool(number.isFinite && number.rounded() == number)
    }
  ])
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

  /// Replaces the first argument by the second in a value.
  ///
  /// Markup stays markup.
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

  /// Joins the texts of values.
  ///
  /// If `isMarkup`, escapes those that are not markup.
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
