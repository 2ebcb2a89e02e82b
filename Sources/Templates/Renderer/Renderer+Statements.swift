/// Executes statements.
extension Renderer {
  mutating func execute(_ id: ID<StatementCode>) throws {
    switch program.statements[id] {
    case .text(let run):
      Self.write(program, run, to: &output)
    case .sequence(let run):
      for index in run.indices {
        let statement = program.statementLists[index]
        // Most statements write. To do it here saves a call for each: 3 % of a render's instructions.
        switch program.statements[statement] {
        case .text(let text): Self.write(program, text, to: &output)
        case .output(let value, let autoescape): try write(value, autoescape)
        default: try execute(statement)
        }
      }
    case .output(let value, let autoescape): try write(value, autoescape)
    case .branches(let branches, let other): try execute(branches, else: other)
    case let code:
      do { try run(code, at: id) } catch { throw placed(error, at: id) }
    }
  }

  private mutating func run(_ code: StatementCode, at id: ID<StatementCode>) throws {
    switch code {
    case .loop(let loop):
      let iterable = try evaluate(program.loops[loop].iterable)
      try run(loop: loop, over: iterable, depth: 1)
    case .assign(let target, let value): try assign(target, try evaluate(value))
    case .copy(let source, let slot): slots[base + Int(slot)] = value(at: source)
    case .block(let name, let passed): try show(block: name, passing: passed, at: id)
    case .include(let reference): try include(reference, at: id)
    case .extends(let reference): try extend(reference)
    case .evaluate(let value): _ = try evaluate(value)
    case .text, .sequence, .output, .branches: try execute(id)
    }
  }

  private mutating func execute(
    _ branches: Run<BranchCode>, else other: ID<StatementCode>?
  ) throws {
    for index in branches.indices {
      let branch = program.branches[index]
      if try isTrue(branch.condition) { return try execute(branch.body) }
    }
    if let other { try execute(other) }
  }

  // MARK: Output

  /// Writes text of the program; static, because it borrows one part of a renderer and changes another.
  @inline(__always)
  private static func write(
    _ program: borrowing Program, _ text: Run<TextByte>, to output: inout Output
  ) {
    output.append(program.text.span.extracting(text.indices))
  }

  private mutating func write(_ id: ID<ExpressionCode>, _ autoescape: Bool) throws {
    let operand = program.expressions[id]
    do {
      switch operand {
      case .call, .methodCall, .parentBlock, .ownBlock:
        // A macro that is printed writes directly to the output, without making its text a value.
        if let value = try call(operand, id) { try write(value, of: id, escapes: autoescape) }
      case .attribute:
        guard let value = cachedField(operand) else {
          try write(try evaluate(id), of: id, escapes: autoescape)
          break
        }
        // Matched separately, because this counts the references of text only once.
        if case .string(let text) = value, autoescape {
          output.append(escaping: text)
        } else {
          try write(value, of: id, escapes: autoescape)
        }
      default: try write(try evaluate(id), of: id, escapes: autoescape)
      }
      if output.count > limits.outputSize {
        throw TemplateError.limit("the output is larger than \(limits.outputSize) bytes")
      }
    } catch {
      throw placed(error, at: id)
    }
  }

  private mutating func write(
    _ value: Value, of id: ID<ExpressionCode>, escapes: Bool
  ) throws {
    switch value {
    case .safe(let safe): output.append(safe.html)
    case .int(let number): output.append(String(number))
    case .none where reportsNone: reportNone(at: id)
    default:
      let text = try value.string(limit: limits.textSize)
      if escapes { output.append(escaping: text) } else { output.append(text) }
    }
  }

  // MARK: Assignment

  /// Assigns a value to a target.
  mutating func assign(_ id: ID<TargetCode>, _ value: Value) throws {
    switch program.targets[id] {
    case .local(let slot): slots[base + Int(slot)] = value
    case .context(let symbol): set(symbol, value)
    case .field(let namespace, let name):
      do { try setField(namespace, name, value) } catch { throw placed(error, at: id) }
    case .unpack(let targets):
      do { try unpack(value, to: targets) } catch { throw placed(error, at: id) }
    }
  }

  private mutating func set(_ symbol: ID<Symbol>, _ value: Value) {
    let index = context + Int(symbol.index)
    if includeDepth > 0 { undo.append((index, variables[index])) }
    variables[index] = value
  }

  private mutating func unpack(_ value: Value, to targets: Run<ID<TargetCode>>) throws {
    let items = try value.items()
    guard items.count == Int(targets.count) else {
      let found = items.count == 1 ? "one value" : "\(items.count) values"
      throw TemplateError("expected \(targets.count) values to unpack, found \(found)")
    }
    for (index, item) in zip(targets.indices, items) {
      try assign(program.targetLists[index], item)
    }
  }

  private mutating func setField(
    _ namespace: ID<ExpressionCode>, _ name: ID<Name>, _ value: Value
  ) throws {
    let object = try evaluate(namespace)
    guard case .object(let namespace) = object, namespace.kind == .namespace else {
      throw TemplateError(
        "only fields of a namespace can be assigned, not of \(object.kindName)",
        help: "make one with `{% set name = namespace() %}`")
    }
    // Only namespaces can nest values without limit, so the nesting is checked here.
    guard value.isShallow(levels: 60) else {
      throw TemplateError.limit("values are nested more than 60 levels deep")
    }
    namespace.fields.set(program.names[name], value)
  }

  // MARK: Loops

  mutating func run(loop id: ID<LoopCode>, over iterable: Value, depth: Int) throws {
    let code = program.loops[id]
    var items = try iterable.items()
    if let condition = code.condition { items = try filtered(items, code.target, condition) }
    if items.isEmpty {
      if let elseBody = code.elseBody { try execute(elseBody) }
      return
    }
    var loop: Loop?
    if let slot = code.loopSlot {
      let made = RunningLoop(
        items: items, depth: depth, code: id, frameSerial: frames[frames.count - 1].serial)
      loop = made
      slots[base + Int(slot)] = .object(made)
    }
    let (target, body) = (code.target, code.body)
    for position in 0..<items.count {
      try countIteration()
      loop?.position = position
      // Most loops assign to one variable. Setting it here counts the references of the item once.
      if case .local(let slot) = program.targets[target] {
        slots[base + Int(slot)] = items[position]
      } else {
        try assign(target, items[position])
      }
      try execute(body)
    }
  }

  private mutating func filtered(
    _ items: [Value], _ target: ID<TargetCode>, _ condition: ID<ExpressionCode>
  ) throws -> [Value] {
    var result: [Value] = []
    for item in items {
      try countIteration()
      try assign(target, item)
      if try isTrue(condition) { result.append(item) }
    }
    return result
  }
}
