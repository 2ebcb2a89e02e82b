/// Filters that order, group and part lists.
extension Filter {
  static let sequences: [Filter] = [
    Filter("length") { (input, _, _) throws(FilterError) in .int(try input.count()) },
    Filter("count") { (input, _, _) throws(FilterError) in .int(try input.count()) },
    Filter("first") { (input, _, _) throws(FilterError) in
      try input.items().first ?? .undefined(Undefined("the first element of an empty list"))
    },
    Filter("last") { (input, _, _) throws(FilterError) in
      try input.items().last ?? .undefined(Undefined("the last element of an empty list"))
    },
    Filter("list") { (input, _, _) throws(FilterError) in .list(try input.items()) },
    Filter("reverse") { (input, _, _) throws(FilterError) in
      guard let text = input.text else { return .list(try input.items().reversed()) }
      let result = String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
      return input.isSafe ? .safe(SafeHTML(result)) : .string(result)
    },
    Filter(
      "sort",
      [
        .init("reverse", default: false), .init("case_sensitive", default: false),
        .init("attribute", default: Value.none),
      ]
    ) { (input, arguments, _) throws(FilterError) in
      let key = try SortKey(arguments[2], isCaseSensitive: arguments.bool(1))
      return .list(try key.sorted(input.items(), reverse: arguments.bool(0)))
    },
    Filter("unique", caseAndAttribute) { (input, arguments, _) throws(FilterError) in
      let key = try SortKey(arguments[1], isCaseSensitive: arguments.bool(0), allowsSeveral: false)
      return .list(try distinct(input.items(), key))
    },
    Filter("min", caseAndAttribute) { (input, arguments, _) throws(FilterError) in
      try extreme(input, arguments) { (new, best) throws(FilterError) in
        try SortKey.isLess(new, best)
      }
    },
    Filter("max", caseAndAttribute) { (input, arguments, _) throws(FilterError) in
      try extreme(input, arguments) { (new, best) throws(FilterError) in
        try SortKey.isLess(best, new)
      }
    },
    Filter(
      "dictsort",
      [
        .init("case_sensitive", default: false), .init("by", default: "key"),
        .init("reverse", default: false),
      ]
    ) { (input, arguments, _) throws(FilterError) in
      guard let map = input.mapping else {
        throw FilterError("expected a mapping, found \(input.kindName)")
      }
      let by = try arguments.string(1)
      guard by == "key" || by == "value" else {
        throw FilterError("`by` must be `key` or `value`, found `\(by)`")
      }
      let key = try SortKey(.int(by == "key" ? 0 : 1), isCaseSensitive: arguments.bool(0))
      let pairs = map.pairs.map { Value.tuple([.string($0.0), $0.1]) }
      return .list(try key.sorted(pairs, reverse: arguments.bool(2)))
    },
    Filter(
      "groupby",
      [
        "attribute", .init("default", default: Value.none), .init("case_sensitive", default: false),
      ]
    ) { (input, arguments, _) throws(FilterError) in try grouped(input, arguments) },
    Filter("batch", ["linecount", .init("fill_with", default: Value.none)]) {
      (input, arguments, context) throws(FilterError) in
      let size = try arguments.int(0)
      guard size > 0 else { throw FilterError("a batch needs at least one element") }
      guard size <= context.limits.listSize else { throw .limit("the batch is too large") }
      let items = try input.items()
      var rows: [Value] = []
      for start in stride(from: 0, to: items.count, by: size) {
        var row = Array(items[start..<min(items.count, start + size)])
        if case .none = arguments[1] {
        } else {
          row += Array(repeating: arguments[1], count: size - row.count)
        }
        rows.append(.list(row))
      }
      return .list(rows)
    },
    Filter("slice", ["slices", .init("fill_with", default: Value.none)]) {
      (input, arguments, context) throws(FilterError) in
      let count = try arguments.int(0)
      guard count > 0, count <= context.limits.rangeSize else {
        throw FilterError("the number of slices must be between 1 and \(context.limits.rangeSize)")
      }
      return .list(sliced(try input.items(), count, fill: arguments[1]))
    },
    Filter(
      "join", [.init("d", default: ""), .init("attribute", default: Value.none)], apply: join),
    Filter("sum", [.init("attribute", default: Value.none), .init("start", default: 0)]) {
      (input, arguments, _) throws(FilterError) in
      let key = try SortKey(arguments[0], isCaseSensitive: true, allowsSeveral: false)
      guard var total = arguments[1].number else {
        throw FilterError("`start` must be a number, found \(arguments[1].kindName)")
      }
      for item in try input.items() {
        let value = try key.values(of: item)[0]
        if case .undefined(let undefined) = value { throw FilterError(undefined: undefined) }
        guard let number = value.number else {
          throw FilterError("only numbers can be added, and this is \(value.kindName)")
        }
        total = try Arithmetic.add(total, number)
      }
      return total.value
    },
    Filter("items") { (input, _, _) throws(FilterError) in
      guard let map = input.mapping else {
        throw FilterError("expected a mapping, found \(input.kindName)")
      }
      return .list(map.pairs.map { .tuple([.string($0.0), $0.1]) })
    },
  ]

  private static let caseAndAttribute: [Signature.Parameter] = [
    .init("case_sensitive", default: false), .init("attribute", default: Value.none),
  ]

  private static func extreme(
    _ input: Value, _ arguments: Arguments,
    _ isBetter: ([Value], [Value]) throws(FilterError) -> Bool
  ) throws(FilterError) -> Value {
    let key = try SortKey(arguments[1], isCaseSensitive: arguments.bool(0), allowsSeveral: false)
    var best: (key: [Value], item: Value)?
    for item in try input.items() {
      let values = try key.values(of: item)
      if let current = best, try !isBetter(values, current.key) { continue }
      best = (values, item)
    }
    return best?.item ?? .undefined(Undefined("the least or greatest element of an empty list"))
  }

  /// The first of all elements that are equal; O(n) for text, O(n²) for other kinds.
  private static func distinct(_ items: [Value], _ key: SortKey) throws(FilterError) -> [Value] {
    var texts = NameTable()
    var others: [[Value]] = []
    var result: [Value] = []
    for item in items {
      let values = try key.values(of: item)
      if let text = values[0].text {
        let count = texts.names.count
        texts.insert(text)
        if texts.names.count > count { result.append(item) }
        continue
      }
      var isKnown = false
      for other in others where try Value.list(other).isEqual(to: .list(values)) { isKnown = true }
      if isKnown { continue }
      guard others.count < 10_000 else { throw .limit("too many different values") }
      others.append(values)
      result.append(item)
    }
    return result
  }

  /// A group is read by field (`group.list`) or unpacked (`for key, items in …`).
  static let groupShape = Shape(["grouper", "list"])

  private static func grouped(
    _ input: Value, _ arguments: Arguments
  ) throws(FilterError) -> Value {
    let isCaseSensitive = try arguments.bool(2)
    let path = try SortKey(arguments[0], isCaseSensitive: true, allowsSeveral: false)
    var keyed: [Value] = []
    for item in try input.items() {
      var value = try path.values(of: item)[0]
      if case .undefined = value, case .none = arguments[1] {
      } else if value.isUndefined {
        value = arguments[1]
      }
      keyed.append(.tuple([value, item]))
    }
    let sorted = try SortKey(0, isCaseSensitive: isCaseSensitive).sorted(keyed)
    let key = try SortKey(0, isCaseSensitive: isCaseSensitive)
    var groups: [(grouper: Value, key: [Value], items: [Value])] = []
    for pair in sorted {
      let values = try key.values(of: pair)
      let isSame: Bool =
        if let last = groups.last {
          try Value.list(last.key).isEqual(to: .list(values))
        } else { false }
      if isSame {
        groups[groups.count - 1].items.append(pair.element(1))
      } else {
        groups.append((pair.element(0), values, [pair.element(1)]))
      }
    }
    return .list(groups.map { .record(Record(groupShape, [$0.grouper, .list($0.items)])) })
  }

  private static func sliced(_ items: [Value], _ count: Int, fill: Value) -> [Value] {
    let size = items.count / count
    let longer = items.count % count
    var result: [Value] = []
    var start = 0
    for index in 0..<count {
      let end = start + size + (index < longer ? 1 : 0)
      var part = Array(items[start..<end])
      if case .none = fill {} else if index >= longer, longer > 0 { part.append(fill) }
      result.append(.list(part))
      start = end
    }
    return result
  }

  private static let join: Body = { (input, arguments, context) throws(FilterError) in
    let limit = context.limits.textSize
    let separator = arguments[0]
    let key = try SortKey(arguments[1], isCaseSensitive: true, allowsSeveral: false)
    var items: [Value] = []
    for item in try input.items() { items.append(try key.values(of: item)[0]) }
    let isMarkup = context.autoescape && (separator.isSafe || items.contains(where: \.isSafe))
    func text(_ value: Value) throws(FilterError) -> String {
      let text = try value.string(limit: limit)
      return isMarkup && !value.isSafe ? escaped(text) : text
    }
    let between = try text(separator)
    var result = ""
    for (index, item) in items.enumerated() {
      if index > 0 { result += between }
      result += try text(item)
      try context.check(textSize: result.utf8.count)
    }
    return isMarkup ? .safe(SafeHTML(result)) : .string(result)
  }
}
