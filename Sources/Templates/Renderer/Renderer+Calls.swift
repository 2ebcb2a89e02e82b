import Diagnostics

/// Filters, tests, functions, methods and macros.
extension Renderer {
  // MARK: Filters and tests

  mutating func filter(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let input = try evaluate(node.a)
    let filter = registry.filters[Int(node.b)]
    if case .undefined(let undefined) = input, !undefined.isLenient,
      !filter.signature.acceptsUndefined
    {
      throw fail(FilterError(undefined: undefined), at: node.a)
    }
    let arguments = try bound(node.c, filter.signature, filter.name, index)
    let context = FilterContext(autoescape: node.flag, limits: limits, registry: registry)
    return try located(index) { () throws(FilterError) in
      try filter.apply(input, arguments, context)
    }
  }

  mutating func test(_ node: Node, _ index: Int32) throws(TemplateError) -> Bool {
    let input = try evaluate(node.a)
    let test = registry.tests[Int(node.b)]
    if case .undefined(let undefined) = input, !test.signature.acceptsUndefined {
      throw fail(FilterError(undefined: undefined), at: node.a)
    }
    let arguments = try bound(node.c, test.signature, test.name, index)
    let context = FilterContext(autoescape: false, limits: limits, registry: registry)
    return try located(index) { () throws(FilterError) in
      try test.apply(input, arguments, context) != node.flag
    }
  }

  private mutating func bound(
    _ call: Int32, _ signature: Signature, _ name: String, _ index: Int32
  ) throws(TemplateError) -> Arguments {
    guard call >= 0 else { return Arguments([]) }
    let code = program.calls[Int(call)]
    guard code.isBound else {
      let (positional, named) = try arguments(code)
      return try located(index) { () throws(FilterError) in
        try signature.bind(positional, named, of: name)
      }
    }
    let count = signature.parameters.count
    var values: [Value] = []
    values.reserveCapacity(count)
    for position in 0..<count {
      let argument = code.positional[position]
      values.append(argument >= 0 ? try evaluate(argument) : signature.defaults[position])
    }
    var more: [Value] = []
    for argument in code.positional.dropFirst(count) { more.append(try evaluate(argument)) }
    var named: [(name: String, value: Value)] = []
    for argument in code.named { named.append((argument.name, try evaluate(argument.node))) }
    return Arguments(values, more: more, named: named)
  }

  /// The values of a call's arguments as they are written.
  private mutating func arguments(
    _ code: CallCode
  ) throws(TemplateError) -> ([Value], [(name: String, value: Value)]) {
    var positional: [Value] = []
    positional.reserveCapacity(code.positional.count)
    for argument in code.positional { positional.append(try evaluate(argument)) }
    if code.splat >= 0 {
      let list = try evaluate(code.splat)
      positional += try located(code.splat) { () throws(FilterError) in try list.items() }
    }
    var named: [(name: String, value: Value)] = []
    for argument in code.named { named.append((argument.name, try evaluate(argument.node))) }
    if code.namedSplat >= 0 {
      let map = try evaluate(code.namedSplat)
      guard let mapping = map.mapping else {
        throw fail(
          FilterError("expected a mapping after `**`, found \(map.kindName)"), at: code.namedSplat)
      }
      named += mapping.pairs.map { (name: $0.0, value: $0.1) }
    }
    return (positional, named)
  }

  // MARK: Calls

  /// Calls and gives the result as a value.
  mutating func call(_ index: Int32) throws(TemplateError) -> Value {
    let start = output.count
    if let value = try callInPlace(index, autoescape: nil) { return value }
    return .safe(SafeHTML(takeOutput(from: start)))
  }

  /// Calls; what renders a body writes to the output where that is safe, and gives `nil`.
  ///
  /// `autoescape` is the setting of the place that prints the result, or `nil` for a value, whose
  /// text the caller takes from the output.
  mutating func callInPlace(
    _ index: Int32, autoescape: Bool?
  ) throws(TemplateError) -> Value? {
    let node = view.nodes[Int(index)]
    switch node.operation {
    case .superBlock: return try callSuper(node, index)
    case .selfBlock: return try callSelf(node, index)
    case .methodCall: return try callMethod(node, index, autoescape)
    default:
      let callee = try evaluate(node.a)
      let code = program.calls[Int(node.b)]
      let (positional, named) = try arguments(code)
      return try call(callee, positional, named, index, node.a, autoescape)
    }
  }

  private mutating func callMethod(
    _ node: Node, _ index: Int32, _ autoescape: Bool?
  ) throws(TemplateError) -> Value? {
    let object = try evaluate(node.a)
    let name = program.names.names[Int(node.b)]
    if case .undefined(let undefined) = object {
      throw fail(FilterError(undefined: undefined), at: node.a)
    }
    let (positional, named) = try arguments(program.calls[Int(node.c)])
    let isOwnField =
      switch object {
      case .record(let record): record.shape.index(of: name) != nil
      case .object(let reference): reference.attribute(name) != nil
      default: false
      }
    if !isOwnField {
      let result = try located(index) { () throws(FilterError) in
        try Methods.call(name, on: object, positional, named, limits)
      }
      if let result { return result }
    }
    let callee = try field(name, of: object, node.a, index)
    return try call(callee, positional, named, index, index, autoescape)
  }

  private mutating func call(
    _ callee: Value, _ positional: [Value], _ named: [(name: String, value: Value)],
    _ index: Int32, _ calleeNode: Int32, _ autoescape: Bool?
  ) throws(TemplateError) -> Value? {
    guard case .object(let object) = callee else {
      if case .undefined(let undefined) = callee {
        throw fail(FilterError(undefined: undefined), at: calleeNode)
      }
      throw fail(FilterError("\(callee.kindName) cannot be called"), at: calleeNode)
    }
    switch object {
    case let macro as MacroObject:
      return try call(macro, positional, named, index, autoescape)
    case let function as Function:
      let context = FilterContext(
        autoescape: autoescape ?? true, limits: limits, registry: registry)
      let value = try located(index) { () throws(FilterError) in
        try function.body(
          function.signature.bind(positional, named, of: function.name), context)
      }
      if case .object(let made) = value, let namespace = made as? NamespaceObject {
        namespaces.append(namespace)
      }
      return value
    case let joiner as JoinerObject: return joiner.next()
    case let loop as LoopObject: return try recurse(loop, positional, index)
    default: throw fail(FilterError("\(callee.kindName) cannot be called"), at: calleeNode)
    }
  }

  /// `loop(children)`: runs the loop's body over other items.
  private mutating func recurse(
    _ loop: LoopObject, _ positional: [Value], _ index: Int32
  ) throws(TemplateError) -> Value? {
    let code = program.loops[Int(loop.code)]
    guard code.isRecursive, positional.count == 1 else {
      throw fail(
        FilterError(
          code.isRecursive
            ? "`loop` takes one argument, the list to go on with"
            : "this loop cannot call itself",
          help: code.isRecursive
            ? nil
            : "write `{% for … in … recursive %}`", rule: .templateArguments), at: index)
    }
    guard loop.frameSerial == frames[frames.count - 1].serial else {
      throw fail(FilterError("`loop` can only be called where its loop stands"), at: index)
    }
    try enter(40, at: index)
    let range = (base + Int(code.slots.lowerBound))..<(base + Int(code.slots.upperBound))
    let saved = Array(slots[range])
    try run(loop: loop.code, over: positional[0], at: index, depth: loop.depth + 1)
    slots.replaceSubrange(range, with: saved)
    depth -= 40
    return nil
  }

  // MARK: Macros

  private mutating func call(
    _ macro: MacroObject, _ positional: [Value], _ named: [(name: String, value: Value)],
    _ index: Int32, _ autoescape: Bool?
  ) throws(TemplateError) -> Value? {
    let code = program.macros[Int(macro.code)]
    if code.isClosure {
      let isAlive =
        frames.indices.contains(Int(macro.frame))
        && frames[Int(macro.frame)].serial == macro.frameSerial
      guard isAlive else {
        throw fail(
          FilterError(
            "`\(macro.name)` uses variables of the place where it was made, which has ended"),
          at: index)
      }
    }
    let values = try located(index) { () throws(FilterError) in
      try code.bind(positional, named)
    }
    try enter(code.depth + 4, at: index)
    steps.append(Step(kind: .macro, node: index))
    let outerContext = contextIndex
    switchContext(to: macro.context)
    pushFrame(size: code.frameSize, parent: macro.frame)
    for (slot, value) in values { slots[base + Int(slot)] = value }
    for parameter in code.parameters where parameter.defaultValue >= 0 {
      // A default may use the parameters before it, so it is computed here and now.
      if case .undefined(let undefined) = slots[base + Int(parameter.slot)], undefined.node < 0 {
        slots[base + Int(parameter.slot)] = try evaluate(parameter.defaultValue)
      }
    }
    let start = output.count
    try execute(code.body)
    popFrame()
    switchContext(to: outerContext)
    steps.removeLast()
    depth -= code.depth + 4
    // Text of a macro without autoescape must still be escaped where it is printed.
    if code.autoescape || autoescape == false { return nil }
    return .string(takeOutput(from: start))
  }
}

extension MacroCode {
  /// The slots that a call fills, with their values; throws where the arguments do not fit.
  func bind(
    _ positional: [Value], _ named: [(name: String, value: Value)]
  ) throws(FilterError) -> [(Int32, Value)] {
    var result: [(Int32, Value)] = []
    result.reserveCapacity(parameters.count + 3)
    for (parameter, value) in zip(parameters, positional) { result.append((parameter.slot, value)) }
    if varargs >= 0 {
      result.append((varargs, .tuple(Array(positional.dropFirst(parameters.count)))))
    } else if positional.count > parameters.count {
      throw Signature(parameters.map { Signature.Parameter($0.name) }, acceptsMore: false)
        .tooMany(positional.count, name)
    }
    var others: [(String, Value)] = []
    for argument in named {
      if let index = parameters.firstIndex(where: { $0.name == argument.name }) {
        if index < positional.count { throw Signature.twice(argument.name) }
        result.append((parameters[index].slot, argument.value))
      } else if argument.name == "caller", caller >= 0 {
        result.append((caller, argument.value))
      } else if argument.name == "caller" {
        throw FilterError(
          "`\(name)` cannot be used with `{% call %}`, because it never says `caller()`",
          rule: .templateArguments)
      } else if kwargs >= 0 {
        others.append((argument.name, argument.value))
      } else {
        throw Signature(parameters.map { Signature.Parameter($0.name) }, acceptsMore: false)
          .unknown(argument.name, of: name)
      }
    }
    if kwargs >= 0 { result.append((kwargs, .map(Map(others)))) }
    return result
  }
}
