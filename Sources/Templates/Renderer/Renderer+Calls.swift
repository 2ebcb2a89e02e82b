/// Filters, tests, functions, methods and macros.
extension Renderer {
  // MARK: Filters and tests

  mutating func filter(
    _ input: ID<ExpressionCode>, _ function: ID<Function>, _ call: ID<CallCode>?,
    _ autoescape: Bool
  ) throws -> Value {
    try apply(registry.filters.elements[function], to: input, call, autoescape)
  }

  mutating func test(
    _ input: ID<ExpressionCode>, _ function: ID<Function>, _ call: ID<CallCode>?
  ) throws -> Bool {
    try apply(registry.tests.elements[function], to: input, call, true).isTrue()
  }

  private mutating func apply(
    _ function: Function, to input: ID<ExpressionCode>, _ id: ID<CallCode>?, _ autoescape: Bool
  ) throws -> Value {
    var call = Call(try evaluate(input), autoescape, registry)
    if case .undefined(let undefined) = call.input, !function.accepts(undefined) {
      throw placed(TemplateError(undefined), at: input)
    }
    guard let id else { return try function.body(call) }
    let code = view.calls.pointer(to: id)
    switch code.pointee.arguments {
    case .bound(let arguments):
      call.values.reserveCapacity(arguments.count)
      for (index, argument) in arguments.enumerated() {
        call.values.append(
          try argument.map { try evaluate($0) } ?? function.defaults[index] ?? .none)
      }
      for (name, argument) in code.pointee.named {
        call.named.append((name, try evaluate(argument)))
      }
      return try function.body(call)
    case .positional:
      try add(code, to: &call)
      return try function.call(call)
    }
  }

  /// Adds arguments in the order in which they are written.
  private mutating func add(_ code: UnsafePointer<CallCode>, to call: inout Call) throws {
    call.values = try positional(code)
    if let splat = code.pointee.splat {
      let values = try evaluate(splat)
      do { call.values += try values.items() } catch { throw placed(error, at: splat) }
    }
    for (name, argument) in code.pointee.named {
      call.named.append((name, try evaluate(argument)))
    }
    if let splat = code.pointee.namedSplat {
      let values = try evaluate(splat)
      do {
        let record = try values.expect("a mapping after `**`", \.record)
        call.named += record.pairs.map { (name: $0.0, value: $0.1) }
      } catch { throw placed(error, at: splat) }
    }
  }

  private mutating func positional(_ code: UnsafePointer<CallCode>) throws -> [Value] {
    guard case .positional(let arguments) = code.pointee.arguments else { return [] }
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try evaluate(argument)) }
    return values
  }

  // MARK: Calls

  /// Calls; what renders a body writes to the output and gives `nil`.
  mutating func call(_ code: ExpressionCode, _ id: ID<ExpressionCode>) throws -> Value? {
    switch code {
    case .parentBlock(let block, let levels, _):
      try showParent(of: block, levels: levels, at: program.origin(of: id))
      return nil
    case .ownBlock(let name, _):
      try showOwn(block: name, at: program.origin(of: id))
      return nil
    case .methodCall(let object, let name, let arguments, let autoescape):
      let object = try defined(object)
      let name = program.names[name]
      if let method = object.method(name) {
        var call = Call(object, autoescape, registry)
        try add(view.calls.pointer(to: arguments), to: &call)
        return try method.call(call)
      }
      let callee = try member(name, of: object, calledBy: id)
      return try call(callee, arguments, id, autoescape)
    case .call(let callee, let arguments, let autoescape):
      return try call(defined(callee), arguments, id, autoescape)
    default: return try evaluate(id)
    }
  }

  /// What a field that is called holds.
  private func member(
    _ name: String, of object: Value, calledBy id: ID<ExpressionCode>
  ) throws -> Value {
    if let member = object.field(name) { return member }
    if let help = object.replacement(ofMethod: name) {
      throw TemplateError(
        "\(object.kindName) has no method `\(name)`: values do not change in place", help: help,
        rule: .templateUndefined)
    }
    // Of the call only the name that it calls is quoted.
    var quotation: String?
    if case .methodCall(let object, _, _, _) = view.expressions[id] {
      quotation = text(of: object) + "." + name
    }
    throw TemplateError(
      Undefined(name, of: object, at: program.origin(of: id), quotation: quotation))
  }

  private mutating func call(
    _ callee: Value, _ arguments: ID<CallCode>, _ id: ID<ExpressionCode>, _ autoescape: Bool
  ) throws -> Value? {
    if case .undefined(let undefined) = callee { throw TemplateError(undefined) }
    guard case .object(let object) = callee, object.isCallable else {
      throw TemplateError("\(callee.kindName) cannot be called")
    }
    let code = view.calls.pointer(to: arguments)
    if let macro = object as? Macro {
      try call(macro, code, program.origin(of: id))
      return nil
    }
    var call = Call(.none, autoescape, registry)
    try add(code, to: &call)
    if let loop = object as? RunningLoop {
      try recurse(loop, call.values, program.origin(of: id))
      return nil
    }
    let value = try (object as? FunctionObject)?.function.call(call)
    if case .object(let made)? = value, made.kind == .namespace { namespaces.append(made) }
    return value
  }

  /// `loop(children)`: runs the loop's body over other items.
  private mutating func recurse(
    _ loop: RunningLoop, _ positional: [Value], _ origin: Origin
  ) throws {
    guard program.loops[loop.code].isRecursive else {
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
    try run(nil, depth: 40, at: origin) { renderer in
      let saved = Array(renderer.slots[renderer.base...])
      try renderer.run(loop: loop.code, over: positional[0], depth: loop.depth + 1)
      renderer.slots.replaceSubrange(renderer.base..., with: saved)
    }
  }

  // MARK: Macros

  private mutating func call(
    _ macro: Macro, _ call: UnsafePointer<CallCode>, _ origin: Origin
  ) throws {
    let code = view.macros.pointer(to: macro.code)
    let isAlive =
      frames.indices.contains(macro.frame)
      && frames[macro.frame].serial == macro.frameSerial
    guard isAlive || !code.pointee.isClosure else {
      throw TemplateError(
        "`\(code.pointee.name)` uses variables of the place where it was made, which has ended")
    }
    // The arguments become the first variables of the new frame, on top of the current ones.
    let start = makeSlots(for: code.pointee.frame)
    try bind(call, to: code, from: start)
    let outer = context
    context = macro.context
    try run(
      .macro, code.pointee.frame, at: origin, from: start, parent: macro.frame,
      defaults: code.pointee.defaults)
    context = outer
  }

  /// Puts the arguments of a call into the variables of a macro; throws where they do not fit.
  private mutating func bind(
    _ call: UnsafePointer<CallCode>, to code: UnsafePointer<MacroCode>, from start: Int
  ) throws {
    let parameters = code.pointee.parameters
    if case .positional(let arguments) = call.pointee.arguments, call.pointee.splat == nil,
      call.pointee.namedSplat == nil, call.pointee.named.isEmpty,
      arguments.count <= parameters.count, code.pointee.varargs == nil, code.pointee.kwargs == nil
    {
      for (index, argument) in arguments.enumerated() {
        slots[start + index] = try evaluate(argument)
      }
      return
    }
    var written = Call(.none, true, registry)
    try add(call, to: &written)
    var given = try Arguments(written.values, written.named, for: parameters)
    for (index, value) in given.values.enumerated() {
      if let value { slots[start + index] = value }
    }
    if let index = given.named.firstIndex(where: { $0.name == "caller" }) {
      if let slot = code.pointee.caller {
        slots[start + Int(slot)] = given.named.remove(at: index).value
      } else if code.pointee.kwargs == nil {
        throw TemplateError(
          "`\(code.pointee.name)` cannot be used with `{% call %}`, because it never says `caller()`",
          rule: .templateArguments)
      }
    }
    if let slot = code.pointee.varargs {
      slots[start + Int(slot)] = .tuple(given.more)
      given.more = []
    }
    if let slot = code.pointee.kwargs {
      slots[start + Int(slot)] = .record(Record(given.named.map { ($0.name, $0.value) }))
      given.named = []
    }
    try given.checkNoMore(than: parameters, of: code.pointee.name)
  }
}
