/// Python's rules for truth, equality and order.
extension Value {
  /// Whether the value is true as a condition: `none`, zero and empty values are not.
  func isTrue() throws -> Bool {
    switch self {
    case .undefined(let undefined):
      if undefined.isLenient { false } else { throw TemplateError(undefined) }
    case .none: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .double(let number): number != 0
    case .string(let text): !text.isEmpty
    case .safe(let safe): !safe.html.isEmpty
    case .list(let values), .tuple(let values): !values.isEmpty
    case .record(let record): record.count > 0
    case .object: true
    }
  }

  /// Whether two values are equal: integers and decimals by value, mappings in any order.
  ///
  /// `budget` limits the number of comparisons, because lists that share elements can have far more elements than their
  /// memory suggests.
  func isEqual(to other: Value, budget: inout Int) throws -> Bool {
    budget -= 1
    guard budget > 0 else { throw TemplateError.limit("the values are too large to be compared") }
    switch (self, other) {
    case (.undefined(let undefined), _), (_, .undefined(let undefined)):
      guard undefined.isLenient else { throw TemplateError(undefined) }
      return isUndefined && other.isUndefined
    case (.none, .none): return true
    case (.string, _), (.safe, _):
      guard let left = text, let right = other.text else { return false }
      return sameBytes(left, right)
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      guard left.count == right.count else { return false }
      for index in left.indices {
        guard try left[index].isEqual(to: right[index], budget: &budget) else { return false }
      }
      return true
    case (.object(let left), .object(let right)): return left === right
    case (.record(let left), .record(let right)):
      if left === right { return true }
      guard left.count == right.count else { return false }
      for (key, value) in left.pairs {
        guard let match = right[key], try value.isEqual(to: match, budget: &budget) else {
          return false
        }
      }
      return true
    default:
      guard let left = number, let right = other.number else { return false }
      return left == right
    }
  }

  func isEqual(to other: Value) throws -> Bool {
    var budget = 1_000_000
    return try isEqual(to: other, budget: &budget)
  }

  /// Whether the value sorts before the other; throws where Python could not order them.
  func isLess(than other: Value) throws -> Bool {
    switch (self, other) {
    case (.undefined(let undefined), _), (_, .undefined(let undefined)):
      throw TemplateError(undefined)
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      var budget = 100_000
      for (first, second) in zip(left, right)
      where try !first.isEqual(to: second, budget: &budget) {
        return try first.isLess(than: second)
      }
      return left.count < right.count
    default: break
    }
    if let left = text, let right = other.text {
      // The order of UTF-8 bytes is that of code points, which is Python's.
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    if let left = number, let right = other.number { return left < right }
    throw TemplateError("\(kindName) and \(other.kindName) cannot be ordered")
  }

  /// Whether a comparison holds.
  static func compare(_ operation: Comparison, _ left: Value, _ right: Value) throws -> Bool {
    switch operation {
    case .equal: try left.isEqual(to: right)
    case .notEqual: try !left.isEqual(to: right)
    case .less: try left.isLess(than: right)
    case .greater: try right.isLess(than: left)
    case .lessEqual: left.isNaN || right.isNaN ? false : try !right.isLess(than: left)
    case .greaterEqual: left.isNaN || right.isNaN ? false : try !left.isLess(than: right)
    case .contained: try right.contains(left)
    case .notContained: try !right.contains(left)
    }
  }

  var record: Record? {
    if case .record(let record) = self { record } else { nil }
  }

  /// The value as an integer; `nil` for other kinds.
  var integer: Int? {
    if case .int(let number)? = number { number } else { nil }
  }

  /// Reads the value as one kind.
  ///
  /// Throws where it is of another kind.
  func expect<T>(_ what: String, _ read: (Value) -> T?) throws -> T {
    guard let result = read(self) else { throw TemplateError.expected(what, self) }
    return result
  }

  /// The value as a number; booleans are 0 and 1.
  var number: Number? {
    switch self {
    case .bool(let flag): .int(flag ? 1 : 0)
    case .int(let number): .int(number)
    case .double(let number): .double(number)
    default: nil
    }
  }
}
