/// Filters, tests, functions, methods and macros.
extension Renderer {
  // MARK: Filters and tests

  mutating func filter(_ node: Node) throws -> Value {
    try apply(registry.filters.elements[Int(node.b)], node, autoescape: node.flag)
  }

  mutating func test(_ node: Node) throws -> Bool {
    try apply(registry.tests.elements[Int(node.b)], node, autoescape: true).isTrue() != node.flag
  }

  private mutating func apply(
    _ function: Function, _ node: Node, autoescape: Bool
  ) throws -> Value {
    var call = Call(try evaluate(node.a), autoescape, registry)
    if case .undefined(let undefined) = call.input, !function.accepts(undefined) {
      throw placed(TemplateError(undefined), at: node.a)
    }
    guard node.c >= 0 else { return try function.body(call) }
    let code = view.calls + Int(node.c)
    try add(code, to: &call, function.defaults)
    return try code.pointee.isBound ? function.body(call) : function.call(call)
  }

  /// Adds arguments in the order in which they are written, or in that of the parameters.
  private mutating func add(
    _ code: UnsafePointer<CallCode>, to call: inout Call, _ defaults: [Value?] = []
  ) throws {
    call.values.reserveCapacity(code.pointee.positional.count)
    for (index, node) in code.pointee.positional.enumerated() {
      call.values.append(node >= 0 ? try evaluate(node) : defaults[index] ?? .none)
    }
    let (splat, namedSplat) = (code.pointee.splat, code.pointee.namedSplat)
    if splat >= 0 {
      let values = try evaluate(splat)
      do { call.values += try values.items() } catch { throw placed(error, at: splat) }
    }
    for (name, node) in code.pointee.named { call.named.append((name, try evaluate(node))) }
    if namedSplat >= 0 {
      let values = try evaluate(namedSplat)
      do {
        let record = try values.expect("a mapping after `**`", \.record)
        call.named += record.pairs.map { (name: $0.0, value: $0.1) }
      } catch { throw placed(error, at: namedSplat) }
    }
  }

  // MARK: Calls

  /// Calls; what renders a body writes to the output and gives `nil`.
  mutating func call(_ node: Node, _ index: Int32) throws -> Value? {
    if node.operation == .superBlock || node.operation == .selfBlock {
      try callBlock(node, at: index)
      return nil
    }
    let code = view.calls + Int(node.b)
    var callee = try defined(node.a)
    if node.operation == .methodCall {
      let name = program.names[node.c]
      if let method = callee.method(name) {
        var call = Call(callee, node.flag, registry)
        try add(code, to: &call)
        return try method.call(call)
      }
      if let help = callee.replacement(ofMethod: name), callee.record?[name] == nil {
        throw TemplateError(
          "\(callee.kindName) has no method `\(name)`: values do not change in place", help: help,
          rule: .templateUndefined)
      }
      callee = callee.member(name, node: index)
    }
    if case .undefined(let undefined) = callee { throw TemplateError(undefined) }
    guard case .object(let object) = callee, object.isCallable else {
      throw TemplateError("\(callee.kindName) cannot be called")
    }
    return try call(object, code, index, node.flag)
  }

  private mutating func call(
    _ object: Object, _ code: UnsafePointer<CallCode>, _ index: Int32, _ autoescape: Bool
  ) throws -> Value? {
    if let macro = object as? Macro {
      try call(macro, code, index)
      return nil
    }
    var call = Call(.none, autoescape, registry)
    try add(code, to: &call)
    if let loop = object as? Loop {
      try recurse(loop, call.values, index)
      return nil
    }
    let value = try object.function?.call(call)
    if case .object(let made)? = value, made.kind == .namespace { namespaces.append(made) }
    return value
  }

  /// `loop(children)`: runs the loop's body over other items.
  private mutating func recurse(_ loop: Loop, _ positional: [Value], _ index: Int32) throws {
    let code = program.loops[Int(loop.code)]
    guard code.isRecursive else {
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
    let start = makeSlots(for: code.pointee.body)
    try bind(call, to: code, from: start)
    let outer = context
    context = macro.context
    try run(
      .macro, code.pointee.body, at: index, from: start, parent: macro.frame,
      defaults: code.pointee.defaults)
    context = outer
  }

  /// Puts the arguments of a call into the variables of a macro; throws where they do not fit.
  private mutating func bind(
    _ call: UnsafePointer<CallCode>, to code: UnsafePointer<MacroCode>, from start: Int
  ) throws {
    let parameters = code.pointee.parameters
    if call.pointee.isSimple, call.pointee.positional.count <= parameters.count,
      code.pointee.varargs < 0, code.pointee.kwargs < 0
    {
      for (index, node) in call.pointee.positional.enumerated() {
        slots[start + index] = try evaluate(node)
      }
      return
    }
    var written = Call(.none, true, registry)
    try add(call, to: &written)
    var given = try Arguments(written.values, written.named, for: parameters)
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
