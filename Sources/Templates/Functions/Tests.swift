extension Function {
  /// Jinja2's tests.
  package static let tests: [Function] =
    kinds + comparisons + [
      Function("lower") { .bool(try $0.text.hasCase(\.isLowercase)) },
      Function("upper") { .bool(try $0.text.hasCase(\.isUppercase)) },
      Function("iterable") { .bool($0.input.isSequence) },
      Function("odd") { call in .bool(try remainder(call.input, 2) == .int(1)) },
      Function("even") { call in .bool(try remainder(call.input, 2) == .int(0)) },
      Function("divisibleby", ["num": nil]) { call in
        .bool(try remainder(call.input, call[0]) == .int(0))
      },
      Function("filter") { call in
        .bool(call.registry.filters[call.input.text ?? ""] != nil)
      },
      Function("test") { call in
        .bool(call.registry.tests[call.input.text ?? ""] != nil)
      },
    ]

  /// Tests of the kind of a value, which may be undefined.
  private static let kinds: [Function] = [
    kind("defined") { !$0.isUndefined },
    kind("undefined") { $0.isUndefined },
    kind("none") { if case .none = $0 { true } else { false } },
    kind("boolean") { if case .bool = $0 { true } else { false } },
    kind("true") { if case .bool(true) = $0 { true } else { false } },
    kind("false") { if case .bool(false) = $0 { true } else { false } },
    kind("integer") { if case .int = $0 { true } else { false } },
    kind("float") { if case .double = $0 { true } else { false } },
    kind("number") { $0.number != nil },
    kind("string") { $0.text != nil },
    kind("mapping") { $0.record != nil },
    kind("sequence") { $0.isSequence },
    kind("callable") { if case .object(let object) = $0 { object.isCallable } else { false } },
    kind("escaped") { $0.isSafe },
  ]

  private static func kind(
    _ name: String, _ body: @escaping @Sendable (Value) -> Bool
  ) -> Function {
    Function(name, acceptsUndefined: true) { .bool(body($0.input)) }
  }

  private static let comparisons: [Function] =
    [
      (["eq", "equalto", "=="], Comparison.equal), (["ne", "!="], .notEqual),
      (["lt", "lessthan", "<"], .less), (["gt", "greaterthan", ">"], .greater),
      (["le", "<="], .lessEqual), (["ge", ">="], .greaterEqual), (["in"], .contained),
    ].flatMap { names, comparison in
      names.map { name in
        Function(name, ["other": nil]) { .bool(try Value.compare(comparison, $0.input, $0[0])) }
      }
    } + [
      Function("sameas", ["other": nil], acceptsUndefined: true) {
        .bool(try isSame($0.input, $0[0]))
      }
    ]

  private static func remainder(_ value: Value, _ divisor: Value) throws -> Number {
    try Number.compute(
      .modulo, value.expect("a number", \.number), divisor.expect("a number", \.number))
  }

  private static func isSame(_ left: Value, _ right: Value) throws -> Bool {
    switch (left, right) {
    case (.undefined, _), (_, .undefined): false
    case (.record(let left), .record(let right)): left === right
    // Equal values of one kind also print alike, which `1` and `true` do not.
    default:
      try left.isEqual(to: right)
        && left.representation(limit: 1 << 20) == right.representation(limit: 1 << 20)
    }
  }
}

extension Value {
  fileprivate var isSequence: Bool {
    switch self {
    case .list, .tuple, .record, .string, .safe: true
    default: false
    }
  }
}
