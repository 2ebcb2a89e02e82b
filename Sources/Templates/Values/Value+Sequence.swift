/// Values as sequences.
extension Value {
  /// What a loop runs over: elements, keys of a mapping, characters of a text.
  func items() throws -> [Value] {
    switch self {
    case .list(let values), .tuple(let values): return values
    case .record(let record) where isGroup: return record.values
    case .record(let record): return record.pairs.map { .string($0.0) }
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .safe(let safe): return safe.html.unicodeScalars.map { .string(String($0)) }
    case .undefined(let undefined):
      if undefined.isLenient { return [] }
      throw TemplateError(undefined)
    default: throw TemplateError.expected("a list", self)
    }
  }

  /// How many elements, keys or characters there are; throws for what has none.
  func count() throws -> Int {
    switch self {
    case .list(let values), .tuple(let values): return values.count
    case .record(let record): return record.count
    case .string(let text): return text.unicodeScalars.count
    case .safe(let safe): return safe.html.unicodeScalars.count
    case .undefined(let undefined) where undefined.isLenient: return 0
    default: throw TemplateError.expected("a list, a mapping or text", self)
    }
  }

  /// Whether the value holds an element, key or part of a text.
  func contains(_ element: Value) throws -> Bool {
    switch self {
    case .list(let values), .tuple(let values):
      var budget = 1_000_000
      for value in values where try value.isEqual(to: element, budget: &budget) { return true }
      return false
    case .record(let record):
      if case .undefined(let undefined) = element { throw TemplateError(undefined) }
      switch element {
      case .list, .record: throw TemplateError.expected("text", element)
      default: break
      }
      guard let key = element.text else { return false }
      return record[key] != nil
    case .string, .safe:
      if case .undefined(let undefined) = element { throw TemplateError(undefined) }
      guard let whole = text, let part = element.text else {
        throw TemplateError("text can only hold text, and this is \(element.kindName)")
      }
      return Array(whole.utf8).firstOffset(of: Array(part.utf8)) != nil
    default: throw TemplateError.expected("a list, a mapping or text after `in`", self)
    }
  }

  /// The texts of a list, or the one text that the value is; `nil` for other kinds.
  var names: [String]? {
    switch self {
    case .list(let values), .tuple(let values): values.compactMap(\.text)
    default: text.map { [$0] }
    }
  }

  var isNaN: Bool {
    if case .double(let number) = self { number.isNaN } else { false }
  }

  /// Whether lists and mappings nest at most `levels` deep; records of shared shapes come from
  /// outside and do not grow.
  func isShallow(levels: Int) -> Bool {
    guard levels > 0 else { return false }
    return switch self {
    case .list(let values), .tuple(let values):
      values.allSatisfy { $0.isShallow(levels: levels - 1) }
    case .record(let record) where !record.shape.isShared:
      record.values.allSatisfy { $0.isShallow(levels: levels - 1) }
    default: true
    }
  }
}
