/// The methods that text, mappings, loops and cyclers have.
enum Methods {
  typealias Named = [(name: String, value: Value)]

  /// Calls a method; `nil` where the value has none of that name.
  static func call(
    _ name: String, on object: Value, _ positional: [Value], _ named: Named,
    _ limits: Settings.Limits
  ) throws(FilterError) -> Value? {
    switch object {
    case .map, .record: return try ofMapping(name, object, positional, named)
    case .string, .safe: return try ofText(name, object, positional, named, limits)
    case .object(let loop as LoopObject):
      switch name {
      case "cycle":
        guard !positional.isEmpty else { throw FilterError("`cycle` needs values to go through") }
        return positional[loop.position % positional.count]
      case "changed": return .bool(try loop.changed(positional))
      default: return nil
      }
    case .object(let cycler as CyclerObject):
      switch name {
      case "next": return cycler.next()
      case "reset":
        cycler.reset()
        return Value.none
      default: return nil
      }
    default: return nil
    }
  }

  private static func ofMapping(
    _ name: String, _ object: Value, _ positional: [Value], _ named: Named
  ) throws(FilterError) -> Value? {
    guard ["items", "keys", "values", "get"].contains(name) else { return nil }
    if name == "get" {
      let signature = Signature(["key", .init("default", default: Value.none)], acceptsMore: false)
      let arguments = try signature.bind(positional, named, of: name)
      if case .undefined(let undefined) = arguments[0] { throw FilterError(undefined: undefined) }
      guard let key = arguments[0].text else { return arguments[1] }
      if case .record(let record) = object { return record[key] ?? arguments[1] }
      return object.mapping?[key] ?? arguments[1]
    }
    _ = try Signature([], acceptsMore: false).bind(positional, named, of: name)
    guard let map = object.mapping else { return nil }
    switch name {
    case "items": return .list(map.pairs.map { .tuple([.string($0.0), $0.1]) })
    case "keys": return .list(map.keys.map { .string($0) })
    default: return .list(map.values)
    }
  }

  private static func ofText(
    _ name: String, _ object: Value, _ positional: [Value], _ named: Named,
    _ limits: Settings.Limits
  ) throws(FilterError) -> Value? {
    guard let parameters = textParameters[name], let text = object.text else { return nil }
    let arguments = try Signature(parameters, acceptsMore: false).bind(positional, named, of: name)
    func wrap(_ result: String) -> Value {
      object.isSafe ? .safe(SafeHTML(result)) : .string(result)
    }
    switch name {
    case "upper": return wrap(text.uppercased())
    case "lower": return wrap(text.lowercased())
    case "title": return wrap(TextCase.pythonTitle(text))
    case "capitalize": return wrap(TextCase.capitalized(text))
    case "strip", "lstrip", "rstrip":
      let characters = try arguments.optionalString(0)
      return wrap(
        TextTrim.trim(text, characters, left: name != "rstrip", right: name != "lstrip"))
    case "startswith", "endswith":
      let parts = try affixes(arguments[0])
      return .bool(
        parts.contains { part in
          let matches =
            name == "startswith"
            ? text.utf8.starts(with: part.utf8)
            : text.utf8.reversed().starts(with: part.utf8.reversed())
          return matches
        })
    case "split":
      return .list(
        try TextSplit.split(
          text, arguments.optionalString(0), limit: arguments.int(1)
        ).map { wrap($0) })
    case "splitlines": return .list(TextSplit.lines(text).map { wrap($0) })
    case "replace":
      let count = try arguments.int(2)
      return try TextReplace.apply(
        object, arguments[0], arguments[1], count: count < 0 ? nil : count, limits: limits)
    case "join":
      var result = ""
      for (index, item) in try arguments[0].items().enumerated() {
        guard let part = item.text else {
          throw FilterError("`join` joins text, and this is \(item.kindName)")
        }
        if index > 0 { result += text }
        result += object.isSafe && !item.isSafe ? escaped(part) : part
        if result.utf8.count > limits.textSize {
          throw .limit("the text would be larger than allowed")
        }
      }
      return wrap(result)
    case "find":
      guard let offset = TextSearch.first(of: try arguments.string(0), in: text) else { return -1 }
      return .int(String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count)
    case "count":
      let part = Array(try arguments.string(0).utf8)
      if part.isEmpty { return .int(text.unicodeScalars.count + 1) }
      return .int(TextSearch.all(of: part, in: Array(text.utf8)).count)
    case "isdigit":
      return .bool(
        !text.isEmpty
          && text.unicodeScalars.allSatisfy {
            $0.properties.numericType != nil
              && $0.properties.numericType != .numeric
          })
    default: return nil
    }
  }

  private static let textParameters: [String: [Signature.Parameter]] = [
    "upper": [], "lower": [], "title": [], "capitalize": [], "isdigit": [], "splitlines": [],
    "strip": [.init("chars", default: Value.none)], "lstrip": [.init("chars", default: Value.none)],
    "rstrip": [.init("chars", default: Value.none)], "startswith": ["prefix"],
    "endswith": ["suffix"],
    "split": [.init("sep", default: Value.none), .init("maxsplit", default: -1)],
    "replace": ["old", "new", .init("count", default: -1)], "join": ["iterable"],
    "find": ["sub"], "count": ["sub"],
  ]

  private static func affixes(_ value: Value) throws(FilterError) -> [String] {
    if let text = value.text { return [text] }
    if case .tuple(let values) = value { return values.compactMap(\.text) }
    throw FilterError("expected text, found \(value.kindName)")
  }
}
