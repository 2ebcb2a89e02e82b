/// Compares elements by an attribute, for `sort`, `unique`, `min`, `groupby` and others.
struct SortKey {
  private let paths: [[Substring]]
  private var isCaseSensitive: Bool
  private let fallback: Value

  /// Makes a key.
  ///
  /// `attribute` is `none`, an index, or a path such as `a.b.0`; `allowsSeveral` allows several paths separated by
  /// commas. `fallback` is the value of a missing field; with `none` the field is undefined.
  init(
    _ attribute: Value = .none, isCaseSensitive: Bool = true, allowsSeveral: Bool = false,
    fallback: Value = .none
  ) throws {
    self.isCaseSensitive = isCaseSensitive
    self.fallback = fallback
    if case .none = attribute {
      paths = [[]]
    } else if case .int(let index) = attribute {
      paths = [["\(index)"]]
    } else if let text = attribute.text {
      let names = allowsSeveral ? text.split(separator: ",") : [text[...]]
      paths = names.map { $0.split(separator: ".", omittingEmptySubsequences: false) }
    } else {
      throw TemplateError(
        "an attribute must be text or an index, not \(attribute.kindName)")
    }
  }

  /// The value of an element at the path; undefined where it is missing.
  func value(of item: Value) throws -> Value { try values(of: item)[0] }

  /// The values by which an element is compared.
  func values(of item: Value) throws -> [Value] {
    try paths.map { path in
      var value = item
      for step in path {
        if case .undefined(let undefined) = value { throw TemplateError(undefined) }
        value = Int(step).map { value.element($0) } ?? value.member(String(step))
        if value.isUndefined, !fallback.isNone { value = fallback }
      }
      if !isCaseSensitive, let text = value.text { return .string(text.lowercased()) }
      return value
    }
  }

  /// Sorts elements.
  ///
  /// The sort is stable.
  func sorted(_ items: [Value], reverse: Bool = false) throws -> [Value] {
    let keyed = try items.map { (key: try values(of: $0), item: $0) }
    return try keyed.sorted { left, right in
      reverse
        ? try Self.isLess(right.key, left.key) : try Self.isLess(left.key, right.key)
    }.map(\.item)
  }

  /// Groups elements with equal keys; O(n) for text and numbers, O(n²) for other values.
  func groups(_ items: [Value]) throws -> [Value] {
    var plain = self
    plain.isCaseSensitive = true
    var groups: [(key: Value, items: [Value])] = []
    var places: [Compared: Int] = [:]
    for item in items {
      let compared = try value(of: item)
      if case .undefined(let undefined) = compared { throw TemplateError(undefined) }
      if let place = places[Compared(value: compared)] {
        groups[place].items.append(item)
        continue
      }
      guard groups.count < 10_000 || compared.text != nil || compared.number != nil else {
        throw TemplateError.limit("too many different values")
      }
      places[Compared(value: compared)] = groups.count
      groups.append((try plain.value(of: item), [item]))
    }
    return groups.map { .record(Record(.group, [$0.key, .list($0.items)])) }
  }

  /// A value that is hashed and compared as Python does.
  private struct Compared: Hashable {
    let value: Value

    static func == (left: Compared, right: Compared) -> Bool {
      (try? left.value.isEqual(to: right.value)) ?? false
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(value.text)
      hasher.combine(value.number?.double)
    }
  }

  static func isLess(_ left: [Value], _ right: [Value]) throws -> Bool {
    for (first, second) in zip(left, right) {
      if try first.isLess(than: second) { return true }
      if try second.isLess(than: first) { return false }
    }
    return false
  }
}
