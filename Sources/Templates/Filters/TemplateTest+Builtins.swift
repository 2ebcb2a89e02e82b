/// Jinja2's tests: of kinds, and of two values.
extension TemplateTest {
  static let kinds: [TemplateTest] = [
    TemplateTest("defined", acceptsUndefined: true) { (value, _, _) in !value.isUndefined },
    TemplateTest("undefined", acceptsUndefined: true) { (value, _, _) in value.isUndefined },
    kind("none") { if case .none = $0 { true } else { false } },
    kind("boolean") { if case .bool = $0 { true } else { false } },
    kind("true") { if case .bool(true) = $0 { true } else { false } },
    kind("false") { if case .bool(false) = $0 { true } else { false } },
    kind("integer") { if case .int = $0 { true } else { false } },
    kind("float") { if case .double = $0 { true } else { false } },
    kind("number") { $0.number != nil },
    kind("string") { $0.text != nil },
    kind("mapping") { value in
      switch value {
      case .map, .record: true
      default: false
      }
    },
    kind("sequence", isSequence), kind("iterable", isSequence),
    kind("callable") { value in
      if case .object(let object) = value { object.isCallable } else { false }
    },
    kind("escaped") { $0.isSafe },
    TemplateTest("lower") { (value, _, context) throws(FilterError) in
      try hasCase(value, context) { $0.lowercased() }
    },
    TemplateTest("upper") { (value, _, context) throws(FilterError) in
      try hasCase(value, context) { $0.uppercased() }
    },
    TemplateTest("odd") { (value, _, _) throws(FilterError) in try remainder(value, 2) == .int(1) },
    TemplateTest("even") { (value, _, _) throws(FilterError) in
      try remainder(value, 2) == .int(0)
    },
    TemplateTest("divisibleby", ["num"]) { (value, arguments, _) throws(FilterError) in
      try remainder(value, arguments[0]) == .int(0)
    },
    TemplateTest("filter") { (value, _, context) throws(FilterError) in
      value.text.map { context.registry.filterIndex($0) != nil } ?? false
    },
    TemplateTest("test") { (value, _, context) throws(FilterError) in
      value.text.map { context.registry.testIndex($0) != nil } ?? false
    },
  ]

  static let comparisons: [TemplateTest] =
    named(["eq", "equalto", "=="]) { (left, right) throws(FilterError) in
      try left.isEqual(to: right)
    }
    + named(["ne", "!="]) { (left, right) throws(FilterError) in try !left.isEqual(to: right) }
    + named(["lt", "lessthan", "<"]) { (left, right) throws(FilterError) in
      try left.isLess(than: right)
    }
    + named(["gt", "greaterthan", ">"]) { (left, right) throws(FilterError) in
      try right.isLess(than: left)
    }
    + named(["le", "<="]) { (left, right) throws(FilterError) in
      left.isNaN || right.isNaN ? false : try !right.isLess(than: left)
    }
    + named(["ge", ">="]) { (left, right) throws(FilterError) in
      left.isNaN || right.isNaN ? false : try !left.isLess(than: right)
    }
    + named(["in"]) { (left, right) throws(FilterError) in try right.contains(left) }
    + named(["sameas"]) { (left, right) throws(FilterError) in try isSame(left, right) }

  /// A test of what a value is, which an undefined one never passes.
  private static func kind(
    _ name: String, _ body: @escaping @Sendable (Value) -> Bool
  ) -> TemplateTest {
    TemplateTest(name, acceptsUndefined: true) { (value, _, _) in body(value) }
  }

  private static func named(
    _ names: [String],
    _ body: @escaping @Sendable (Value, Value) throws(FilterError) -> Bool
  ) -> [TemplateTest] {
    names.map { name in
      TemplateTest(name, ["other"]) { (value, arguments, _) throws(FilterError) in
        try body(value, arguments[0])
      }
    }
  }

  private static let isSequence: @Sendable (Value) -> Bool = { value in
    switch value {
    case .list, .tuple, .map, .record, .string, .safe: true
    default: false
    }
  }

  private static func hasCase(
    _ value: Value, _ context: FilterContext, _ change: (String) -> String
  ) throws(FilterError) -> Bool {
    let text = try value.string(limit: context.limits.textSize)
    return text.unicodeScalars.contains { $0.properties.isCased } && sameBytes(text, change(text))
  }

  private static func remainder(_ value: Value, _ divisor: Value) throws(FilterError) -> Number {
    guard let number = value.number, let divisor = divisor.number else {
      throw FilterError("expected a number, found \(value.kindName)")
    }
    return try Arithmetic.modulo(number, divisor)
  }

  private static func isSame(_ left: Value, _ right: Value) throws(FilterError) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int, .int), (.double, .double), (.string, .string), (.safe, .safe):
      try left.isEqual(to: right)
    case (.map(let left), .map(let right)): left === right
    case (.record(let left), .record(let right)): left === right
    case (.object(let left), .object(let right)): left === right
    case (.list, .list), (.tuple, .tuple): try left.isEqual(to: right)
    default: false
    }
  }
}
