extension Function {
  /// Jinja2's global functions.
  package static let globals: [Function] = [
    Function("range", ["start": nil, "stop": Value.none, "step": 1]) { call in
      let first = try call.int(0)
      let second = try call.optional(1, call.int)
      let (start, stop, step) = (second == nil ? 0 : first, second ?? first, try call.int(2))
      guard step != 0 else {
        throw TemplateError("the step of a range cannot be 0", rule: .templateArithmetic)
      }
      let limit = call.limits.rangeSize
      guard (Double(stop) - Double(start)) / Double(step) <= Double(limit) else {
        throw TemplateError.limit("the range has more than \(limit) numbers")
      }
      return .list(stride(from: start, to: stop, by: step).map { .int($0) })
    },
    Function("dict", acceptsAny: true) { .record(Record(try pairs(of: $0, "dict"))) },
    Function("namespace", acceptsAny: true) { call in
      .object(Object(.namespace, "<Namespace>", NamedElements(try pairs(of: call, "namespace"))))
    },
  ]

  /// The pairs of a mapping or a list of pairs, followed by the named arguments.
  private static func pairs(of call: Call, _ name: String) throws -> [(String, Value)] {
    guard call.values.count <= 1 else {
      throw TemplateError("`\(name)` takes at most one argument without a name")
    }
    var result: [(String, Value)] = []
    if let record = call.values.first?.record {
      result = Array(record.pairs)
    } else if let list = call.values.first {
      for item in try list.items() {
        let pair = try item.items()
        guard pair.count == 2, let key = pair[0].text else {
          throw TemplateError("expected pairs of a name and a value")
        }
        result.append((key, pair[1]))
      }
    }
    return result + call.named.map { ($0.name, $0.value) }
  }
}
