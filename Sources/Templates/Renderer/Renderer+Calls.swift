/// Filters, tests, functions, methods and macros.
extension Renderer {
  func environment(autoescape: Bool) -> CallEnvironment {
    CallEnvironment(autoescape: autoescape, registry: registry)
  }

  // MARK: Filters and tests

  mutating func filter(_ node: Node) throws -> Value {
    try apply(registry.filters.elements[Int(node.b)], node, environment(autoescape: node.flag))
  }

  mutating func test(_ node: Node) throws -> Bool {
    let result = try apply(
      registry.tests.elements[Int(node.b)], node, environment(autoescape: true))
    guard case .bool(let holds) = result else { return false }
    return holds != node.flag
  }

  private mutating func apply(
    _ function: Function, _ node: Node, _ environment: CallEnvironment
  ) throws -> Value {
    let input = try evaluate(node.a)
    if case .undefined(let undefined) = input, !function.accepts(undefined) {
      throw placed(TemplateError(undefined), at: node.a)
    }
    guard node.c >= 0 else { return try function.body(Call(input, [], environment)) }
    let code = view.calls + Int(node.c)
    guard code.pointee.isBound else {
      let (positional, named) = try arguments(code)
      return try function.call(input, positional, named, environment)
    }
    var call = Call(input, [], environment)
    for (index, node) in code.pointee.positional.enumerated() {
      let value = node >= 0 ? try evaluate(node) : function.defaults[index] ?? .none
      if index < function.defaults.count {
        call.values.append(value)
      } else {
        call.more.append(value)
      }
    }
    for (name, node) in code.pointee.named { call.named.append((name, try evaluate(node))) }
    return try function.body(call)
  }

  private mutating func arguments(
    _ code: UnsafePointer<CallCode>
  ) throws -> ([Value], [(name: String, value: Value)]) {
    var positional = try code.pointee.positional.map { try evaluate($0) }
    if code.pointee.splat >= 0 {
      let values = try evaluate(code.pointee.splat)
      do { positional += try values.items() } catch { throw placed(error, at: code.pointee.splat) }
    }
    var named: [(name: String, value: Value)] = []
    for (name, node) in code.pointee.named { named.append((name, try evaluate(node))) }
    if code.pointee.namedSplat >= 0 {
      let values = try evaluate(code.pointee.namedSplat)
      guard let record = values.record else {
        throw placed(
          TemplateError.expected("a mapping after `**`", values), at: code.pointee.namedSplat)
      }
      named += record.pairs.map { (name: $0.0, value: $0.1) }
    }
    return (positional, named)
  }

  // MARK: Calls

  /// Calls; what renders a body writes to the output and gives `nil`.
  mutating func call(_ node: Node, _ index: Int32) throws -> Value? {
    switch node.operation {
    case .superBlock, .selfBlock:
      try callBlock(node, at: index)
      return nil
    case .methodCall: return try callMethod(node, index)
    default:
      return try call(defined(node.a), view.calls + Int(node.b), index, node.flag)
    }
  }

  private mutating func callMethod(_ node: Node, _ index: Int32) throws -> Value? {
    let object = try defined(node.a)
    let name = program.names[node.c]
    let code = view.calls + Int(node.b)
    guard let method = object.method(name) else {
      return try call(object.member(name, node: index), code, index, node.flag)
    }
    let (positional, named) = try arguments(code)
    return try method.call(object, positional, named, environment(autoescape: node.flag))
  }

  private mutating func call(
    _ callee: Value, _ code: UnsafePointer<CallCode>, _ index: Int32, _ autoescape: Bool
  ) throws -> Value? {
    if case .undefined(let undefined) = callee { throw TemplateError(undefined) }
    guard case .object(let object) = callee, object.isCallable else {
      throw TemplateError("\(callee.kindName) cannot be called")
    }
    if let macro = object as? Macro {
      try call(macro, code, index)
      return nil
    }
    let (positional, named) = try arguments(code)
    if let loop = object as? Loop {
      try recurse(loop, positional, index)
      return nil
    }
    let value = try object.function?.call(
      .none, positional, named, environment(autoescape: autoescape))
    if case .object(let made)? = value, made.kind == .namespace { namespaces.append(made) }
    return value
  }

  /// `loop(children)`: runs the loop's body over other items.
  private mutating func recurse(_ loop: Loop, _ positional: [Value], _ index: Int32) throws {
    let code = view.loops + Int(loop.code)
    guard code.pointee.isRecursive else {
      throw TemplateError(
        "this loop cannot call itself", help: "write `{% for … in … recursive %}`",
        rule: .templateArguments)
    }
    guard positional.count == 1 else {
      throw TemplateError(
        "`loop` takes one argument, the list to go on with", rule: .templateArguments)
    }
    guard loop.frameSerial == frames[frames.count - 1].serial else {
      throw TemplateError("`loop` can only be called where its loop stands")
    }
    try run(nil, depth: 40, at: index) { renderer in
      let saved = Array(renderer.slots[renderer.base...])
      try renderer.run(loop: loop.code, over: positional[0], depth: loop.depth + 1)
      renderer.slots.replaceSubrange(renderer.base..., with: saved)
    }
  }

  // MARK: Macros

  private mutating func call(
    _ macro: Macro, _ call: UnsafePointer<CallCode>, _ index: Int32
  ) throws {
    let code = view.macros + Int(macro.code)
    let isAlive =
      frames.indices.contains(Int(macro.frame))
      && frames[Int(macro.frame)].serial == macro.frameSerial
    guard isAlive || !code.pointee.isClosure else {
      throw TemplateError(
        "`\(code.pointee.name)` uses variables of the place where it was made, which has ended")
    }
    // The arguments become the first variables of the new frame, on top of the current ones.
    let start = slots.count
    for _ in 0..<code.pointee.frameSize { slots.append(Self.unset) }
    try bind(call, to: code, from: start)
    try run(.macro, depth: depth(of: code.pointee.body) + 4, at: index) { renderer in
      let outerContext = renderer.context
      renderer.context = macro.context
      renderer.enterFrame(at: start, parent: macro.frame)
      for (slot, node) in code.pointee.defaults.enumerated() where node >= 0 {
        // A default may use the parameters before it, so it is computed here and now.
        if case .undefined(let undefined) = renderer.slots[start + slot], undefined.node < 0 {
          renderer.slots[start + slot] = try renderer.evaluate(node)
        }
      }
      try renderer.execute(code.pointee.body)
      renderer.popFrame()
      renderer.context = outerContext
    }
  }

  /// Puts the arguments of a call into the variables of a macro; throws where they do not fit.
  private mutating func bind(
    _ call: UnsafePointer<CallCode>, to code: UnsafePointer<MacroCode>, from start: Int
  ) throws {
    let parameters = code.pointee.parameters
    let isSimple = call.pointee.splat < 0 && call.pointee.namedSplat < 0
    if isSimple, call.pointee.named.isEmpty, call.pointee.positional.count <= parameters.count,
      code.pointee.varargs < 0, code.pointee.kwargs < 0
    {
      for (index, node) in call.pointee.positional.enumerated() {
        slots[start + index] = try evaluate(node)
      }
      return
    }
    let (positional, named) = try arguments(call)
    var given = try Arguments(positional, named, for: parameters)
    for (index, value) in given.values.enumerated() {
      if let value { slots[start + index] = value }
    }
    let caller = given.named.firstIndex { $0.name == "caller" }
    if let caller, code.pointee.caller >= 0 {
      slots[start + Int(code.pointee.caller)] = given.named.remove(at: caller).value
    } else if caller != nil, code.pointee.kwargs < 0 {
      throw TemplateError(
        "`\(code.pointee.name)` cannot be used with `{% call %}`, because it never says `caller()`",
        rule: .templateArguments)
    }
    if code.pointee.varargs >= 0 {
      slots[start + Int(code.pointee.varargs)] = .tuple(given.more)
      given.more = []
    }
    if code.pointee.kwargs >= 0 {
      slots[start + Int(code.pointee.kwargs)] = .record(
        Record(given.named.map { ($0.name, $0.value) }))
      given.named = []
    }
    try given.checkNoMore(than: parameters, of: code.pointee.name)
  }
}
