/// Values as sequences.
extension Value {
  /// What a loop runs over: elements, keys of a mapping, characters of a text.
  func items() throws(FilterError) -> [Value] {
    switch self {
    case .list(let values), .tuple(let values): return values
    case .map(let map): return map.keys.map { .string($0) }
    case .record(let record): return record.pairs.map { .string($0.0) }
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .safe(let safe): return safe.html.unicodeScalars.map { .string(String($0)) }
    case .undefined(let undefined):
      if undefined.isLenient { return [] }
      throw FilterError(undefined: undefined)
    default: throw FilterError("expected a list, found \(kindName)")
    }
  }

  /// How many elements, keys or characters there are; throws for what has none.
  func count() throws(FilterError) -> Int {
    switch self {
    case .list(let values), .tuple(let values): return values.count
    case .map(let map): return map.count
    case .record(let record): return record.count
    case .string(let text): return text.unicodeScalars.count
    case .safe(let safe): return safe.html.unicodeScalars.count
    case .undefined(let undefined): throw FilterError(undefined: undefined)
    default: throw FilterError("expected a list, a mapping or text, found \(kindName)")
    }
  }

  /// Whether the value holds an element, key or part of a text.
  func contains(_ element: Value) throws(FilterError) -> Bool {
    switch self {
    case .list(let values), .tuple(let values):
      var budget = 1_000_000
      for value in values where try value.isEqual(to: element, budget: &budget) { return true }
      return false
    case .map, .record:
      if case .undefined(let undefined) = element { throw FilterError(undefined: undefined) }
      guard let key = element.text else { return false }
      if case .record(let record) = self { return record[key] != nil }
      return mapping?[key] != nil
    case .string, .safe:
      if case .undefined(let undefined) = element { throw FilterError(undefined: undefined) }
      guard let whole = text, let part = element.text else {
        throw FilterError("text can only hold text, and this is \(element.kindName)")
      }
      return TextSearch.first(of: part, in: whole) != nil
    case .undefined(let undefined): throw FilterError(undefined: undefined)
    default: throw FilterError("expected a list, a mapping or text after `in`, found \(kindName)")
    }
  }

  var isNaN: Bool {
    if case .double(let number) = self { number.isNaN } else { false }
  }

  /// Whether lists and mappings nest at most `levels` deep; records come from outside and do not
  /// grow.
  func isShallow(levels: Int) -> Bool {
    guard levels > 0 else { return false }
    return switch self {
    case .list(let values), .tuple(let values):
      values.allSatisfy { $0.isShallow(levels: levels - 1) }
    case .map(let map): map.values.allSatisfy { $0.isShallow(levels: levels - 1) }
    default: true
    }
  }
}

/// Search in the bytes of text, so that no normalisation blurs the match.
enum TextSearch {
  /// The byte offset of the first `part` in `whole` at or behind `start`, or `nil`.
  static func first(of part: String, in whole: String, from start: Int = 0) -> Int? {
    let needle = Array(part.utf8)
    let hay = Array(whole.utf8)
    return first(of: needle, in: hay, from: start)
  }

  static func first(of needle: [UInt8], in hay: [UInt8], from start: Int = 0) -> Int? {
    guard let head = needle.first else { return start <= hay.count ? start : nil }
    guard needle.count <= hay.count else { return nil }
    var index = start
    while index <= hay.count - needle.count {
      if hay[index] == head, hay[index..<index + needle.count].elementsEqual(needle) {
        return index
      }
      index += 1
    }
    return nil
  }

  /// All byte offsets of `part`, not overlapping.
  static func all(of needle: [UInt8], in hay: [UInt8]) -> [Int] {
    guard !needle.isEmpty else { return [] }
    var result: [Int] = []
    var start = 0
    while let found = first(of: needle, in: hay, from: start) {
      result.append(found)
      start = found + needle.count
    }
    return result
  }
}
