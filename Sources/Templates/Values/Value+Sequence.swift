/// The elements of values.
extension Value {
  /// The items that a loop iterates over: elements, keys of a mapping, or characters of a text.
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

  /// The number of elements, keys or characters.
  ///
  /// Throws for other values.
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

  /// Whether the value contains an element, a key or a part of a text.
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
        throw TemplateError("text can only contain text, not \(element.kindName)")
      }
      return whole.utf8Span.span.offset(of: part.utf8Span.span) != nil
    default: throw TemplateError.expected("a list, a mapping or text after `in`", self)
    }
  }

  /// The texts of a list, or the text itself; `nil` for other kinds.
  var names: [String]? {
    switch self {
    case .list(let values), .tuple(let values): values.compactMap(\.text)
    default: text.map { [$0] }
    }
  }

  var isNaN: Bool {
    if case .double(let number) = self { number.isNaN } else { false }
  }

  /// Whether lists and mappings nest at most `levels` deep.
  ///
  /// Records of shared shapes come from outside and are
  /// not counted.
  ///
  /// O(n) in the memory that the value takes: a list that many lists hold is looked at once.
  func isShallow(levels: Int) -> Bool {
    var depths: [Int: Int] = [:]
    return depth(limit: levels, &depths) != nil
  }

  /// How deep lists and mappings nest; `nil` where that is more than `limit`.
  ///
  /// `depths` has the known depths by address of the list or mapping. The value keeps these alive.
  private func depth(limit: Int, _ depths: inout [Int: Int]) -> Int? {
    let parts: [Value]
    switch self {
    case .list(let values), .tuple(let values): parts = values
    case .record(let record) where !record.shape.isShared: parts = record.values
    default: return 0
    }
    guard limit > 0 else { return nil }
    let address = parts.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    if let known = depths[address] { return known <= limit ? known : nil }
    var deepest = 0
    for part in parts {
      guard let depth = part.depth(limit: limit - 1, &depths) else { return nil }
      deepest = max(deepest, depth)
    }
    if !parts.isEmpty { depths[address] = deepest + 1 }
    return deepest + 1
  }
}
