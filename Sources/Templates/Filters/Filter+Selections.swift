/// Filters that pick elements or apply another filter to each.
extension Filter {
  static let selections: [Filter] = [
    Filter("map", acceptsMore: true, apply: map),
    Filter("select", acceptsMore: true) { (input, arguments, context) throws(FilterError) in
      try select(input, arguments, context, byAttribute: false, keeps: true)
    },
    Filter("reject", acceptsMore: true) { (input, arguments, context) throws(FilterError) in
      try select(input, arguments, context, byAttribute: false, keeps: false)
    },
    Filter("selectattr", acceptsMore: true) { (input, arguments, context) throws(FilterError) in
      try select(input, arguments, context, byAttribute: true, keeps: true)
    },
    Filter("rejectattr", acceptsMore: true) { (input, arguments, context) throws(FilterError) in
      try select(input, arguments, context, byAttribute: true, keeps: false)
    },
    Filter("attr", ["name"]) { (input, arguments, _) throws(FilterError) in
      input.member(try arguments.string(0))
    },
    Filter("where", ["attribute", .init("value", default: true)]) {
      (input, arguments, _) throws(FilterError) in
      let path = SortKey.path(try arguments.string(0))
      var result: [Value] = []
      for item in try input.items() {
        let value = try SortKey.follow(path, from: item)
        if value.isUndefined { continue }
        if try value.isEqual(to: arguments[1]) { result.append(item) }
      }
      return .list(result)
    },
    Filter("group_by", ["attribute"]) { (input, arguments, _) throws(FilterError) in
      let path = SortKey.path(try arguments.string(0))
      var keys: [Value] = []
      var groups: [[Value]] = []
      for item in try input.items() {
        let key = try SortKey.follow(path, from: item)
        var place: Int?
        for (index, other) in keys.enumerated() where try other.isEqual(to: key) { place = index }
        if let place {
          groups[place].append(item)
        } else {
          guard keys.count < 10_000 else { throw .limit("too many different groups") }
          keys.append(key)
          groups.append([item])
        }
      }
      return .list(
        zip(keys, groups).map { .record(Record(groupShape, [$0, .list($1)])) })
    },
  ]

  private static let map: Body = { (input, arguments, context) throws(FilterError) in
    let items = try input.items()
    var result: [Value] = []
    result.reserveCapacity(items.count)
    if let attribute = arguments.named.first(where: { $0.name == "attribute" }),
      arguments.more.isEmpty
    {
      let fallback = arguments.named.first { $0.name == "default" }?.value
      let key = try SortKey(attribute.value, isCaseSensitive: true, allowsSeveral: false)
      for item in items {
        let value = try key.values(of: item)[0]
        result.append(value.isUndefined ? fallback ?? value : value)
      }
      return .list(result)
    }
    guard let name = arguments.more.first?.text else {
      throw FilterError("`map` needs a filter's name or `attribute=`", rule: .templateArguments)
    }
    let filter = try context.registry.filter(name)
    let rest = try filter.signature.bind(
      Array(arguments.more.dropFirst()), arguments.named, of: name)
    for item in items {
      if case .undefined(let undefined) = item, !filter.signature.acceptsUndefined {
        throw FilterError(undefined: undefined)
      }
      result.append(try filter.apply(item, rest, context))
    }
    return .list(result)
  }

  /// Elements that pass a test, or of which an attribute does; without a test, those that are true.
  private static func select(
    _ input: Value, _ arguments: Arguments, _ context: FilterContext, byAttribute: Bool,
    keeps: Bool
  ) throws(FilterError) -> Value {
    var rest = arguments.more[...]
    var key: SortKey?
    if byAttribute {
      guard let attribute = rest.popFirst() else {
        throw FilterError("an attribute's name is missing", rule: .templateArguments)
      }
      key = try SortKey(attribute, isCaseSensitive: true, allowsSeveral: false)
    }
    var test: TemplateTest?
    var testArguments = Arguments([])
    if let name = rest.popFirst() {
      guard let text = name.text else { throw FilterError("expected a test's name") }
      let found = try context.registry.test(text)
      test = found
      testArguments = try found.signature.bind(Array(rest), arguments.named, of: text)
    }
    var result: [Value] = []
    for item in try input.items() {
      let value = try key?.values(of: item)[0] ?? item
      let passes: Bool
      if let test {
        if case .undefined(let undefined) = value, !test.signature.acceptsUndefined {
          throw FilterError(undefined: undefined)
        }
        passes = try test.apply(value, testArguments, context)
      } else {
        passes = try value.isTrue()
      }
      if passes == keeps { result.append(item) }
    }
    return .list(result)
  }
}
