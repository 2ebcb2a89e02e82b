/// Emits statements and what they assign to.
extension Emitter {
  mutating func emit(_ statement: Statement) -> ID<StatementCode> {
    let range = statement.range
    switch statement.kind {
    case .text: return text(range)
    case .output(let value):
      let value = emit(value)
      return add(.output(value, autoescape: place.autoescape), over: depth(of: value), at: range)
    case .evaluate(let value):
      let value = emit(value)
      return add(.evaluate(value), over: depth(of: value), at: range)
    case .sequence(let statements): return sequence(statements.map { emit($0) })
    case .set(let target, let value):
      let value = emit(value)
      let (target, depth) = emit(target)
      return add(.assign(target, value), over: max(depth, self.depth(of: value)), at: range)
    case .branches(let branches, let other): return emit(branches, other, range)
    case .loop(let loop): return emit(loop, range)
    case .with(let assignments, let body): return emit(body, assignments)
    case .autoescape(let isOn, let body):
      let outer = place.autoescape
      place.autoescape = isOn
      defer { place.autoescape = outer }
      return emit(body)
    case .block(let block):
      enqueue(block)
      let passed = block.isScoped ? passed(to: block.id) : nil
      return add(.block(program.blockNames.id(of: block.name), passing: passed), at: range)
    case .extends(let reference):
      let (id, depth) = emit(reference)
      return add(.extends(id), over: depth, at: range)
    case .include(let reference):
      let (id, depth) = emit(reference)
      return add(.include(id), over: depth, at: range)
    }
  }

  /// Emits a body: the names that it assigns begin with what they mean outside.
  mutating func emit(
    _ body: Body, _ assignments: [(target: Target, value: Expression)] = []
  ) -> ID<StatementCode> {
    let copies = (resolution.copies[body.id] ?? []).map { copy in
      add(.copy(copy.source, slot: copy.slot), at: 0..<0)
    }
    let setters = assignments.map { emit(Statement(.set($0.target, $0.value), $0.target.range)) }
    return sequence(copies + setters + body.statements.map { emit($0) })
  }

  /// Text goes into the program's bytes; each of its line ends becomes one line feed.
  private mutating func text(_ range: Range<Int>) -> ID<StatementCode> {
    let start = program.text.count
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source.bytes[index]
      index += 1
      program.text.append(byte == 0x0D ? 0x0A : byte)
      if byte == 0x0D, index < range.upperBound, source.bytes[index] == 0x0A { index += 1 }
    }
    return add(.text(Run(start: start, count: program.text.count - start)), at: range)
  }

  private mutating func emit(
    _ branches: [(condition: Expression, body: [Statement])], _ other: [Statement]?,
    _ range: Range<Int>
  ) -> ID<StatementCode> {
    let codes = branches.map { condition, body in
      let condition = emit(condition)
      return BranchCode(condition: condition, body: sequence(body.map { emit($0) }))
    }
    let other = other.map { statements in sequence(statements.map { emit($0) }) }
    let depths =
      codes.flatMap { [depth(of: $0.condition), depth(of: $0.body)] }
      + [other.map { depth(of: $0) } ?? 0]
    return add(
      .branches(program.branches.add(run: codes), otherwise: other), over: depths.max() ?? 0,
      at: range)
  }

  private mutating func emit(_ loop: Statement.Loop, _ range: Range<Int>) -> ID<StatementCode> {
    let iterable = emit(loop.iterable)
    let (target, targetDepth) = emit(loop.target)
    let condition = loop.condition.map { emit($0) }
    let body = emit(loop.body)
    let elseBody = loop.elseBody.map { emit($0) }
    let depths = [
      depth(of: [iterable] + [condition].compactMap(\.self)), targetDepth, depth(of: body),
      elseBody.map { depth(of: $0) } ?? 0,
    ]
    let id = program.loops.add(
      LoopCode(
        iterable: iterable, target: target, condition: condition, body: body, elseBody: elseBody,
        loopSlot: resolution.loopSlots[loop.id], isRecursive: loop.isRecursive))
    return add(.loop(id), over: depths.max() ?? 0, at: range)
  }

  // MARK: Assignment

  /// The target, and how deeply it nests.
  private mutating func emit(_ target: Target) -> (ID<TargetCode>, depth: Int) {
    let code: TargetCode
    var depth = 1
    switch target {
    case .variable(let variable):
      switch resolution.places[variable.id] {
      case .local(let slot): code = .local(slot: slot)
      case .context(let symbol): code = .context(symbol)
      // Nothing is assigned in a frame around the one that runs.
      case .outer, nil: code = .unpack(Run(start: 0, count: 0))
      }
    case .field(let variable, let name, _):
      let namespace = emit(Expression(.variable(variable), variable.range))
      code = .field(namespace, program.names.id(of: name))
      depth = 2
    case .unpack(let targets, _):
      let parts = targets.map { emit($0) }
      code = .unpack(program.targetLists.add(run: parts.map(\.0)))
      depth = 1 + (parts.map(\.depth).max() ?? 0)
    }
    program.targetOrigins.append(Origin(template: template, range: target.range))
    return (program.targets.add(code), depth)
  }

  // MARK: Other templates

  mutating func emit(_ reference: TemplateReference) -> (ID<ReferenceCode>, depth: Int) {
    let name = emit(reference.name)
    let known = reference.name.constant.flatMap { program.template(named: $0) }
    let id = program.references.add(
      ReferenceCode(
        name: name, template: known, ignoresMissing: reference.ignoresMissing,
        withContext: reference.withContext, passed: passed(to: reference.id)))
    return (id, depth(of: name))
  }

  /// The variables that another template is shown; those that no template reads are left out.
  private mutating func passed(to id: SyntaxID) -> Run<PassedVariable> {
    let variables = (resolution.passed[id] ?? []).filter { usedSymbols.contains($0.symbol) }
    return program.passedVariables.add(run: variables)
  }
}
