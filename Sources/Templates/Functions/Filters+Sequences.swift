extension Function {
  /// Filters that sort, group and split lists.
  static let sequences: [Function] = [
    Function("length") { .int(try $0.input.count()) },
    Function("first") { call in
      try call.input.items().first
        ?? .undefined(Undefined("the first element of an empty list"))
    },
    Function("last") { call in
      try call.input.items().last ?? .undefined(Undefined("the last element of an empty list"))
    },
    Function("list") { .list(try $0.input.items()) },
    Function("reverse") { call in
      guard let text = call.input.text else { return .list(try call.input.items().reversed()) }
      return try call.result(text.reversedScalars)
    },
    Function(
      "sort", ["reverse": false, "case_sensitive": false, "attribute": Value.none]
    ) { call in
      let key = try SortKey(call[2], isCaseSensitive: call.bool(1), allowsSeveral: true)
      return .list(try key.sorted(call.input.items(), reverse: call.bool(0)))
    },
    Function("unique", ["case_sensitive": false, "attribute": Value.none]) { call in
      let key = try SortKey(call[1], isCaseSensitive: call.bool(0))
      return .list(
        try key.groups(call.input.items()).compactMap { try $0.member("list").items().first })
    },
    extreme("min", isGreatest: false), extreme("max", isGreatest: true),
    Function(
      "dictsort", ["case_sensitive": false, "by": "key", "reverse": false]
    ) { call in
      guard let place = ["key": 0, "value": 1][try call.string(1)] else {
        throw TemplateError("`by` must be `key` or `value`, found `\(try call.string(1))`")
      }
      let key = try SortKey(.int(place), isCaseSensitive: call.bool(0))
      return .list(try key.sorted(call.items, reverse: call.bool(2)))
    },
    Function(
      "groupby", ["attribute": nil, "default": Value.none, "case_sensitive": false]
    ) { call in
      let isCaseSensitive = try call.bool(2)
      let key = try SortKey(call[0], isCaseSensitive: isCaseSensitive, fallback: call[1])
      let groups = try key.groups(call.input.items())
      return .list(try SortKey(0, isCaseSensitive: isCaseSensitive).sorted(groups))
    },
    Function("group_by", ["attribute": nil]) { call in
      .list(try SortKey(call[0]).groups(call.input.items()))
    },
    Function("batch", ["linecount": nil, "fill_with": Value.none]) { try batched($0) },
    Function("slice", ["slices": nil, "fill_with": Value.none]) { try sliced($0) },
    Function("join", ["d": "", "attribute": Value.none]) { call in
      let key = try SortKey(call[1])
      let items = try call.input.items().map { try key.value(of: $0) }
      let isMarkup =
        call.autoescape && (call[0].isSafe || items.contains(where: \.isSafe))
      return try call.joined(items, by: call[0], isMarkup: isMarkup)
    },
    Function("sum", ["attribute": Value.none, "start": 0]) { call in
      let key = try SortKey(call[0])
      let start = try call[1].expect("a number", \.number)
      return try call.input.items().reduce(start) { total, item in
        try Number.compute(.add, total, key.value(of: item).expect("a number", \.number))
      }.value
    },
    // As in Jinja2, an undefined value has no items, and that is not an error.
    Function("items", acceptsUndefined: true) { .list($0.input.isUndefined ? [] : try $0.items) },
  ]

  private static func extreme(_ name: String, isGreatest: Bool) -> Function {
    Function(name, ["case_sensitive": false, "attribute": Value.none]) { call in
      let key = try SortKey(call[1], isCaseSensitive: call.bool(0))
      return try key.sorted(call.input.items(), reverse: isGreatest).first
        ?? .undefined(Undefined("the least or greatest element of an empty list"))
    }
  }

  private static func batched(_ call: Call) throws -> Value {
    let size = try call.int(0)
    guard size > 0 else { throw TemplateError("a batch needs at least one element") }
    try call.limits.check(listSize: size)
    let items = try call.input.items()
    return .list(
      stride(from: 0, to: items.count, by: size).map { start in
        let row = Array(items[start..<min(items.count, start + size)])
        if case .none = call[1] { return .list(row) }
        return .list(row + Array(repeating: call[1], count: size - row.count))
      })
  }

  private static func sliced(_ call: Call) throws -> Value {
    let (count, most) = (try call.int(0), call.limits.rangeSize)
    guard 1...most ~= count else {
      throw TemplateError("the number of slices must be between 1 and \(most)")
    }
    var rest = try call.input.items()[...]
    let (size, longer) = rest.count.quotientAndRemainder(dividingBy: count)
    return .list(
      (0..<count).map { index in
        let part = rest.prefix(size + (index < longer ? 1 : 0))
        rest = rest.dropFirst(part.count)
        if case .none = call[1] { return .list(Array(part)) }
        return .list(index >= longer ? part + [call[1]] : Array(part))
      })
  }
}
