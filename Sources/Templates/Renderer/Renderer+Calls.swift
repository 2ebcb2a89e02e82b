/// Calls filters, tests, functions, methods and macros.
extension Renderer {
  // MARK: Filters and tests

  /// Applies a filter or test to an operand.
  mutating func apply(
    _ function: Function, to input: ID<ExpressionCode>, _ id: ID<CallCode>?, _ autoescape: Bool
  ) throws -> Value {
    var call = Call(try evaluate(input), autoescape, registry)
    if case .undefined(let undefined) = call.input, !function.accepts(undefined) {
      throw placed(TemplateError(undefined), at: input)
    }
    guard let id else { return try function.body(call) }
    let code = program.calls[id]
    guard code.isBound else {
      try add(code, to: &call)
      return try function.call(call)
    }
    call.values.reserveCapacity(Int(code.values.count))
    for (index, position) in code.values.indices.enumerated() {
      if let argument = program.arguments[position] {
        call.values.append(try evaluate(argument))
      } else {
        call.values.append(function.defaults[index] ?? .none)
      }
    }
    try addNamed(code, to: &call)
    return try function.body(call)
  }

  /// Adds arguments in the order in which they are written.
  private mutating func add(_ code: CallCode, to call: inout Call) throws {
    call.values.reserveCapacity(Int(code.values.count))
    for position in code.values.indices {
      if let argument = program.arguments[position] { call.values.append(try evaluate(argument)) }
    }
    if let splat = code.splat {
      let values = try evaluate(splat)
      do { call.values += try values.items() } catch { throw placed(error, at: splat) }
    }
    try addNamed(code, to: &call)
    if let splat = code.namedSplat {
      let values = try evaluate(splat)
      do {
        let record = try values.expect("a mapping after `**`", \.record)
        call.named += record.pairs.map { (name: $0.0, value: $0.1) }
      } catch { throw placed(error, at: splat) }
    }
  }

  private mutating func addNamed(_ code: CallCode, to call: inout Call) throws {
    for position in code.named.indices {
      let argument = program.namedArguments[position]
      call.named.append((program.names[argument.name], try evaluate(argument.value)))
    }
  }

  // MARK: Calls

  /// Calls a value.
  ///
  /// A call that renders a body writes to the output and returns `nil`.
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
        try add(program.calls[arguments], to: &call)
        return try method.call(call)
      }
      let callee = try member(name, of: object, calledBy: id)
      return try call(callee, arguments, id, autoescape)
    case .call(let callee, let arguments, let autoescape):
      return try call(defined(callee), arguments, id, autoescape)
    default: return try evaluate(id)
    }
  }

  /// The value of a field that is called.
  private func member(
    _ name: String, of object: Value, calledBy id: ID<ExpressionCode>
  ) throws -> Value {
    if let member = object.field(name) { return member }
    if let help = object.replacement(ofMethod: name) {
      throw TemplateError(
        "\(object.kindName) has no method `\(name)`, because templates cannot change values in place",
        help: help,
        rule: .templateUndefined)
    }
    // The message quotes only the name that is called.
    var quotation: String?
    if case .methodCall(let object, _, _, _) = program.expressions[id] {
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
    let code = program.calls[arguments]
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

  /// `loop(children)`: runs the body of the loop for other items.
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
        "`loop` takes one argument, the list for the inner loop", rule: .templateArguments)
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

  private mutating func call(_ macro: Macro, _ call: CallCode, _ origin: Origin) throws {
    let code = program.macros[macro.code]
    let isAlive =
      frames.indices.contains(macro.frame)
      && frames[macro.frame].serial == macro.frameSerial
    guard isAlive || !code.isClosure else {
      throw TemplateError(
        "`\(macro.name)` uses variables of a scope that has ended")
    }
    // The arguments become the first variables of the new frame.
    let start = makeSlots(for: code.frame)
    try bind(call, to: code, from: start)
    let outer = context
    context = macro.context
    try run(
      .macro, code.frame, at: origin, from: start, parent: macro.frame,
      parameters: code.parameters)
    context = outer
  }

  /// Assigns the arguments of a call to the variables of a macro; throws if they do not match its parameters.
  private mutating func bind(_ call: CallCode, to macro: MacroCode, from start: Int) throws {
    guard isPlain(call, for: macro) else { return try bindWritten(call, to: macro, from: start) }
    for (slot, position) in zip(start..., call.values.indices) {
      if let argument = program.arguments[position] { slots[slot] = try evaluate(argument) }
    }
    for position in call.named.indices {
      let argument = program.namedArguments[position]
      let slot = slot(of: argument.name, of: macro)
      let value = try evaluate(argument.value)
      if let slot { slots[start + slot] = value }
    }
  }

  /// Whether each argument of a call has a slot of its own, so that it can be assigned without making lists.
  private func isPlain(_ call: CallCode, for macro: MacroCode) -> Bool {
    guard call.splat == nil, call.namedSplat == nil, macro.varargs == nil, macro.kwargs == nil,
      call.values.count <= macro.parameters.count
    else { return false }
    for position in call.named.indices {
      let name = program.namedArguments[position].name
      guard let slot = slot(of: name, of: macro), slot >= Int(call.values.count) else {
        return false
      }
      for earlier in call.named.indices.lowerBound..<position
      where program.namedArguments[earlier].name == name { return false }
    }
    return true
  }

  /// The slot of a parameter, or of `caller`, counted from the first of the macro.
  private func slot(of name: ID<Name>, of macro: MacroCode) -> Int? {
    for (slot, position) in macro.parameters.indices.enumerated()
    where program.parameters[position].name == name { return slot }
    guard let caller = macro.caller, program.names[name] == "caller" else { return nil }
    return Int(caller)
  }

  /// Assigns arguments that do not match the parameters one by one.
  private mutating func bindWritten(
    _ call: CallCode, to macro: MacroCode, from start: Int
  ) throws {
    let name = program.names[macro.name]
    let parameters = macro.parameters.indices.map { program.names[program.parameters[$0].name] }
    var written = Call(.none, true, registry)
    try add(call, to: &written)
    var given = try Arguments(written.values, written.named, for: parameters)
    for (index, value) in given.values.enumerated() {
      if let value { slots[start + index] = value }
    }
    if let index = given.named.firstIndex(where: { $0.name == "caller" }) {
      if let slot = macro.caller {
        slots[start + Int(slot)] = given.named.remove(at: index).value
      } else if macro.kwargs == nil {
        throw TemplateError(
          "`\(name)` cannot be used with `{% call %}`, because it never calls `caller()`",
          rule: .templateArguments)
      }
    }
    if let slot = macro.varargs {
      slots[start + Int(slot)] = .tuple(given.more)
      given.more = []
    }
    if let slot = macro.kwargs {
      slots[start + Int(slot)] = .record(Record(given.named.map { ($0.name, $0.value) }))
      given.named = []
    }
    try given.checkNoMore(than: parameters, of: name)
  }
}
