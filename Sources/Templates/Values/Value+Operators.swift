/// Operators on values that are not both numbers.
extension Value {
  /// Concatenates lists or text, repeats them, or formats text with `%`.
  static func combine(
    _ operation: Arithmetic, _ left: Value, _ right: Value, _ limits: Limits
  ) throws -> Value {
    for case .undefined(let undefined) in [left, right] { throw TemplateError(undefined) }
    switch (operation, left, right) {
    case (.add, .list(let first), .list(let second)):
      try limits.check(listSize: first.count + second.count)
      return .list(first + second)
    case (.add, .tuple(let first), .tuple(let second)):
      try limits.check(listSize: first.count + second.count)
      return .tuple(first + second)
    case (.add, _, _):
      guard let first = left.text, let second = right.text else { break }
      try limits.check(textSize: first.utf8.count + second.utf8.count)
      guard left.isSafe || right.isSafe else { return .string(first + second) }
      return .safe(SafeHTML(left.markup(first) + right.markup(second)))
    case (.multiply, _, .int), (.multiply, _, .bool):
      if let value = try left.repeated(right, limits) { return value }
    case (.multiply, .int, _), (.multiply, .bool, _):
      if let value = try right.repeated(left, limits) { return value }
    case (.modulo, _, _):
      guard let format = left.text else { break }
      let items: [Value] = if case .tuple(let values) = right { values } else { [right] }
      return try PercentFormat.apply(
        format, items, named: right.record, isSafe: left.isSafe, limits: limits)
    default: break
    }
    let verbs: [Arithmetic: String] = [
      .add: "added", .subtract: "subtracted", .multiply: "multiplied", .power: "raised to a power",
    ]
    let isText = operation == .add && (left.text != nil || right.text != nil)
    throw TemplateError(
      "\(left.kindName) and \(right.kindName) cannot be \(verbs[operation] ?? "divided")",
      help: isText ? "`~` joins values of any kind as text" : nil)
  }

  private func markup(_ text: String) -> String { isSafe ? text : escaped(text) }

  private func repeated(_ times: Value, _ limits: Limits) throws -> Value? {
    guard let number = times.integer else { return nil }
    let count = max(0, number)
    func size(_ unit: Int) -> Int {
      let (size, overflow) = unit.multipliedReportingOverflow(by: count)
      return overflow ? .max : size
    }
    switch self {
    case .list(let values), .tuple(let values):
      try limits.check(listSize: size(values.count))
      let result = values.isEmpty ? [] : Array(repeatElement(values, count: count).joined())
      if case .list = self { return .list(result) }
      return .tuple(result)
    case .string, .safe:
      let text = text ?? ""
      try limits.check(textSize: size(text.utf8.count))
      let result = text.isEmpty ? "" : String(repeating: text, count: count)
      return isSafe ? .safe(SafeHTML(result)) : .string(result)
    default: return nil
    }
  }

  /// The elements of Python's slice `[start:stop:step]`.
  func slice(_ bounds: [Int?]) throws -> Value {
    let step = bounds[2] ?? 1
    guard step != 0 else {
      throw TemplateError("a slice cannot have the step 0", rule: .templateArithmetic)
    }
    if record != nil { throw TemplateError("a mapping cannot be sliced") }
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
    // Any step larger than the list takes one element.
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
