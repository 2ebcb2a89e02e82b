/// Sorting and comparing by an attribute, shared by `sort`, `unique`, `min`, `groupby` and others.
struct SortKey {
  private let paths: [[Substring]]
  private var isCaseSensitive: Bool
  private let fallback: Value

  /// Takes as `attribute` what the filter was given: `none`, an index, a path such as `a.b.0`, or
  /// with `allowsSeveral` several paths separated by commas.
  ///
  /// `fallback` takes the place of a missing field, which is undefined where that is `none`.
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
        "an attribute is text or an index, and this is \(attribute.kindName)")
    }
  }

  /// What an element has at the path; what is missing is undefined.
  func value(of item: Value) throws -> Value { try values(of: item)[0] }

  /// What an element is compared by.
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

  /// The elements in order; those that compare equal stay as they were.
  func sorted(_ items: [Value], reverse: Bool = false) throws -> [Value] {
    let keyed = try items.map { (key: try values(of: $0), item: $0) }
    return try keyed.sorted { left, right in
      reverse
        ? try Self.isLess(right.key, left.key) : try Self.isLess(left.key, right.key)
    }.map(\.item)
  }

  /// Elements that are equal by the key, put together; O(n) for text and numbers, O(n²) for others.
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

  /// A value that is the same as another where Python finds them equal.
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
