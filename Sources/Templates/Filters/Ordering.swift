/// Sorting and comparing by an attribute, shared by `sort`, `unique`, `min`, `groupby` and others.
struct SortKey {
  private let paths: [[PathStep]]
  private let isCaseSensitive: Bool

  /// One step of `attribute="a.b.0"`.
  enum PathStep {
    case name(String)
    case index(Int)
  }

  /// Takes what was given as `attribute`: none, an index, a path, or paths with commas.
  init(_ attribute: Value, isCaseSensitive: Bool, allowsSeveral: Bool = true) throws(FilterError) {
    self.isCaseSensitive = isCaseSensitive
    switch attribute {
    case .none: paths = [[]]
    case .int(let index): paths = [[.index(index)]]
    default:
      guard let text = attribute.text else {
        throw FilterError("an attribute is text or an index, and this is \(attribute.kindName)")
      }
      let names = allowsSeveral ? text.split(separator: ",").map(String.init) : [text]
      paths = (names.isEmpty ? [""] : names).map(Self.path)
    }
  }

  static func path(_ text: String) -> [PathStep] {
    text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      Int(part).map { .index($0) } ?? .name(String(part))
    }
  }

  /// What an element is compared by.
  func values(of item: Value) throws(FilterError) -> [Value] {
    var result: [Value] = []
    for path in paths {
      let value = try Self.follow(path, from: item)
      if !isCaseSensitive, let text = value.text {
        result.append(.string(text.lowercased()))
      } else {
        result.append(value)
      }
    }
    return result
  }

  /// The value at a path; what is missing is undefined.
  static func follow(_ path: [PathStep], from item: Value) throws(FilterError) -> Value {
    var value = item
    for step in path {
      if case .undefined(let undefined) = value { throw FilterError(undefined: undefined) }
      switch step {
      case .name(let name): value = value.member(name)
      case .index(let index): value = value.element(index)
      }
    }
    return value
  }

  /// The elements in order; those that compare equal stay as they were.
  func sorted(_ items: [Value], reverse: Bool = false) throws(FilterError) -> [Value] {
    var keyed: [(key: [Value], item: Value)] = []
    keyed.reserveCapacity(items.count)
    for item in items { keyed.append((try values(of: item), item)) }
    // `sort(by:)` cannot throw a typed error, so the first one is kept and thrown behind it.
    var failure: FilterError?
    keyed.sort { left, right in
      do throws(FilterError) {
        return reverse
          ? try Self.isLess(right.key, left.key) : try Self.isLess(left.key, right.key)
      } catch {
        failure = failure ?? error
        return false
      }
    }
    if let failure { throw failure }
    return keyed.map(\.item)
  }

  static func isLess(_ left: [Value], _ right: [Value]) throws(FilterError) -> Bool {
    for (first, second) in zip(left, right) {
      if try first.isLess(than: second) { return true }
      if try second.isLess(than: first) { return false }
    }
    return false
  }
}

extension Value {
  /// The field of that name; undefined where there is none.
  func member(_ name: String) -> Value {
    let found: Value? =
      switch self {
      case .record(let record): record[name]
      case .map(let map): map[name]
      case .object(let object): object.attribute(name)
      default: nil
      }
    return found ?? .undefined(Undefined(name, of: self, node: -1))
  }

  /// The element at that place, from the end if negative; undefined where there is none.
  func element(_ index: Int) -> Value {
    switch self {
    case .list(let values), .tuple(let values):
      let offset = index < 0 ? index + values.count : index
      if values.indices.contains(offset) { return values[offset] }
    case .map, .record: return member(String(index))
    default: break
    }
    return .undefined(Undefined(String(index), of: self, node: -1))
  }
}
