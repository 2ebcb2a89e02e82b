extension Function {
  /// Filters that pick elements or apply another filter to each.
  static let selections: [Function] = [
    Function("map", acceptsAny: true) { try mapped($0) },
    Function("select", acceptsAny: true) { try selected($0, keeps: true) },
    Function("reject", acceptsAny: true) { try selected($0, keeps: false) },
    Function("selectattr", acceptsAny: true) {
      try selected($0, byAttribute: true, keeps: true)
    },
    Function("rejectattr", acceptsAny: true) {
      try selected($0, byAttribute: true, keeps: false)
    },
    Function("where", ["attribute": nil, "value": true]) { call in
      let key = try SortKey(call[0])
      return .list(
        try call.input.items().filter { item in
          let value = try key.value(of: item)
          return try !value.isUndefined && value.isEqual(to: call[1])
        })
    },
  ]

  private static func mapped(_ call: Call) throws -> Value {
    // As in Jinja2, the result of `none`, `false` and other empty values is empty.
    guard try call.input.isTrue() else { return [] }
    let items = try call.input.items()
    if let attribute = call.named.first(where: { $0.name == "attribute" }), call.values.isEmpty {
      let fallback = call.named.first { $0.name == "default" }?.value
      let key = try SortKey(attribute.value, fallback: fallback ?? .none)
      return .list(try items.map { try key.value(of: $0) })
    }
    guard let name = call.values.first?.text else {
      throw TemplateError("`map` needs a filter's name or `attribute=`", rule: .templateArguments)
    }
    let index = try call.registry.index(of: name, isTest: false)
    let filter = call.registry.filters.elements[index]
    return .list(try items.map { try filter.call(call.with($0, call.values.dropFirst())) })
  }

  /// Selects the elements that pass a test, or whose attribute passes it.
  ///
  /// Without a test, selects the elements that are true.
  private static func selected(
    _ call: Call, byAttribute: Bool = false, keeps: Bool
  ) throws -> Value {
    guard try call.input.isTrue() else { return [] }
    var rest = call.values[...]
    var key: SortKey?
    if byAttribute {
      guard let attribute = rest.popFirst() else {
        throw TemplateError("an attribute's name is missing", rule: .templateArguments)
      }
      key = try SortKey(attribute)
    }
    var test: Function?
    if let name = rest.popFirst() {
      let name = try name.expect("a test's name", \.text)
      test = call.registry.tests.elements[try call.registry.index(of: name, isTest: true)]
    }
    return .list(
      try call.input.items().filter { item in
        let value = try key?.value(of: item) ?? item
        let result = try test?.call(call.with(value, rest)) ?? value
        return try result.isTrue() == keeps
      })
  }
}
