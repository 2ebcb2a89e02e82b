extension Function {
  /// Jinja2's global functions.
  package static let builtins: [String: Value] = [
    "range": .object(range), "dict": .object(dict), "namespace": .object(namespace),
    "cycler": .object(cycler), "joiner": .object(joiner),
  ]

  private static let range = Function(
    "range", ["start", .init("stop", default: Value.none), .init("step", default: 1)]
  ) { (arguments, context) throws(FilterError) in
    var start = 0
    var stop = try arguments.int(0)
    if case .none = arguments[1] {
    } else {
      start = stop
      stop = try arguments.int(1)
    }
    let step = try arguments.int(2)
    guard step != 0 else {
      throw FilterError("the step of a range cannot be 0", rule: .templateArithmetic)
    }
    let distance = Double(stop) - Double(start)
    guard distance / Double(step) <= Double(context.limits.rangeSize) else {
      throw .limit("the range has more than \(context.limits.rangeSize) numbers")
    }
    return .list(stride(from: start, to: stop, by: step).map { .int($0) })
  }

  private static let dict = Function("dict", acceptsMore: true) {
    (arguments, _) throws(FilterError) in
    .map(Map(try pairs(of: arguments, "dict")))
  }

  private static let namespace = Function("namespace", acceptsMore: true) {
    (arguments, _) throws(FilterError) in
    let result = NamespaceObject()
    for (name, value) in try pairs(of: arguments, "namespace") { result.set(name, value) }
    return .object(result)
  }

  private static let cycler = Function("cycler", acceptsMore: true) {
    (arguments, _) throws(FilterError) in
    guard !arguments.more.isEmpty else { throw FilterError("`cycler` needs at least one value") }
    return .object(CyclerObject(arguments.more))
  }

  private static let joiner = Function("joiner", [.init("sep", default: ", ")]) {
    (arguments, _) throws(FilterError) in
    .object(JoinerObject(arguments[0]))
  }

  /// The pairs of a mapping or a list of pairs, then the arguments by name.
  private static func pairs(
    of arguments: Arguments, _ name: String
  ) throws(FilterError) -> [(String, Value)] {
    guard arguments.more.count <= 1 else {
      throw FilterError("`\(name)` takes at most one argument without a name")
    }
    var result: [(String, Value)] = []
    if let first = arguments.more.first {
      if let map = first.mapping {
        result = Array(map.pairs)
      } else {
        for item in try first.items() {
          let pair = try item.items()
          guard pair.count == 2, let key = pair[0].text else {
            throw FilterError("expected pairs of a name and a value")
          }
          result.append((key, pair[1]))
        }
      }
    }
    return result + arguments.named.map { ($0.name, $0.value) }
  }
}
