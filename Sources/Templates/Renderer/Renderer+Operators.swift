import Diagnostics

/// Operators on numbers, text and lists.
extension Renderer {
  mutating func arithmetic(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let left = try evaluate(node.a)
    let right = try evaluate(node.b)
    return try located(index) { () throws(FilterError) in
      if let first = left.number, let second = right.number {
        return try Self.compute(node.operation, first, second).value
      }
      return try combine(node.operation, left, right)
    }
  }

  private static func compute(
    _ operation: Operation, _ left: Number, _ right: Number
  ) throws(FilterError) -> Number {
    switch operation {
    case .add: try Arithmetic.add(left, right)
    case .subtract: try Arithmetic.subtract(left, right)
    case .multiply: try Arithmetic.multiply(left, right)
    case .divide: try Arithmetic.divide(left, right)
    case .floorDivide: try Arithmetic.floorDivide(left, right)
    case .modulo: try Arithmetic.modulo(left, right)
    default: try Arithmetic.power(left, right)
    }
  }

  /// Operators on what is not two numbers: joining, repeating, formatting.
  private func combine(
    _ operation: Operation, _ left: Value, _ right: Value
  ) throws(FilterError) -> Value {
    if case .undefined(let undefined) = left { throw FilterError(undefined: undefined) }
    if case .undefined(let undefined) = right { throw FilterError(undefined: undefined) }
    switch (operation, left, right) {
    case (.add, .list(let first), .list(let second)): return .list(try join(first, second))
    case (.add, .tuple(let first), .tuple(let second)): return .tuple(try join(first, second))
    case (.add, _, _):
      if let first = left.text, let second = right.text {
        try check(textSize: first.utf8.count + second.utf8.count)
        if left.isSafe || right.isSafe {
          return .safe(SafeHTML(markup(left, first) + markup(right, second)))
        }
        return .string(first + second)
      }
    case (.multiply, _, .int), (.multiply, _, .bool): return try repeated(left, right)
    case (.multiply, .int, _), (.multiply, .bool, _): return try repeated(right, left)
    case (.modulo, _, _):
      if let format = left.text {
        let items: [Value] = if case .tuple(let values) = right { values } else { [right] }
        return try PercentFormat.apply(
          format, items, named: right.mapping, isSafe: left.isSafe, limit: limits.textSize)
      }
    default: break
    }
    throw mismatch(operation, left, right)
  }

  private func mismatch(_ operation: Operation, _ left: Value, _ right: Value) -> FilterError {
    let verb =
      switch operation {
      case .add: "added"
      case .subtract: "subtracted"
      case .multiply: "multiplied"
      case .power: "raised to a power"
      default: "divided"
      }
    let isText = operation == .add && (left.text != nil || right.text != nil)
    return FilterError(
      "\(left.kindName) and \(right.kindName) cannot be \(verb)",
      help: isText ? "`~` joins values of any kind as text" : nil)
  }

  private func markup(_ value: Value, _ text: String) -> String {
    value.isSafe ? text : escaped(text)
  }

  private func join(_ left: [Value], _ right: [Value]) throws(FilterError) -> [Value] {
    guard left.count + right.count <= limits.listSize else {
      throw .limit("the list would be longer than allowed")
    }
    return left + right
  }

  private func repeated(_ value: Value, _ times: Value) throws(FilterError) -> Value {
    guard case .int(let number)? = times.number else { throw mismatch(.multiply, value, times) }
    let count = max(0, number)
    switch value {
    case .list(let values), .tuple(let values):
      let (size, overflow) = values.count.multipliedReportingOverflow(by: count)
      guard !overflow, size <= limits.listSize else {
        throw .limit("the list would be longer than allowed")
      }
      var result: [Value] = []
      result.reserveCapacity(size)
      for _ in 0..<(values.isEmpty ? 0 : count) { result += values }
      if case .list = value { return .list(result) }
      return .tuple(result)
    case .string, .safe:
      let text = value.text ?? ""
      let (size, overflow) = text.utf8.count.multipliedReportingOverflow(by: count)
      try check(textSize: overflow ? .max : size)
      let result = text.isEmpty ? "" : String(repeating: text, count: count)
      return value.isSafe ? .safe(SafeHTML(result)) : .string(result)
    default: throw mismatch(.multiply, value, times)
    }
  }

  func check(textSize: Int) throws(FilterError) {
    if textSize > limits.textSize { throw .limit("the text would be larger than allowed") }
  }

  mutating func sign(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let value = try evaluate(node.a)
    return try located(index) { () throws(FilterError) in
      if case .undefined(let undefined) = value { throw FilterError(undefined: undefined) }
      guard let number = value.number else {
        throw FilterError("expected a number, found \(value.kindName)")
      }
      return node.operation == .plus ? number.value : try Arithmetic.negate(number).value
    }
  }

  /// Joined text; where a part is markup, the others are escaped and the whole is markup.
  mutating func concat(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let parts = try values(node)
    return try located(index) { () throws(FilterError) in
      let isMarkup = node.flag && parts.contains(where: \.isSafe)
      var result = ""
      for part in parts {
        let text = try part.string(limit: limits.textSize)
        result += isMarkup && !part.isSafe ? escaped(text) : text
        try check(textSize: result.utf8.count)
      }
      return isMarkup ? .safe(SafeHTML(result)) : .string(result)
    }
  }

  mutating func slice(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let value = try evaluate(node.a)
    var bounds: [Int?] = []
    for offset in 0..<3 {
      let bound = view.extra[Int(node.b) + offset]
      guard bound >= 0 else {
        bounds.append(nil)
        continue
      }
      let number = try evaluate(bound)
      switch number {
      case .none: bounds.append(nil)
      default:
        guard case .int(let position)? = number.number else {
          throw fail(FilterError("expected an integer, found \(number.kindName)"), at: bound)
        }
        bounds.append(position)
      }
    }
    return try located(index) { () throws(FilterError) in try value.slice(bounds) }
  }
}

extension Value {
  /// Elements from a start to a stop by a step, as Python's `[start:stop:step]`.
  fileprivate func slice(_ bounds: [Int?]) throws(FilterError) -> Value {
    let step = bounds[2] ?? 1
    guard step != 0 else {
      throw FilterError("a slice cannot have the step 0", rule: .templateArithmetic)
    }
    if case .map = self { throw FilterError("a mapping has no slices") }
    if case .record = self { throw FilterError("a mapping has no slices") }
    let items = try items()
    let count = items.count
    func clamped(_ bound: Int?, _ fallback: Int) -> Int {
      guard let bound else { return fallback }
      let low = step > 0 ? 0 : -1
      let high = step > 0 ? count : count - 1
      return min(max(bound < 0 ? max(bound, -count - 1) + count : bound, low), high)
    }
    let start = clamped(bounds[0], step > 0 ? 0 : count - 1)
    let stop = clamped(bounds[1], step > 0 ? count : -1)
    // A step beyond the list's size takes one element, however large it is.
    let limited = max(min(step, count + 1), -count - 1)
    let taken = stride(from: start, to: stop, by: limited).map { items[$0] }
    switch self {
    case .list: return .list(taken)
    case .tuple: return .tuple(taken)
    default:
      let text = taken.compactMap(\.text).joined()
      return isSafe ? .safe(SafeHTML(text)) : .string(text)
    }
  }
}
