/// Emits statements and the targets of assignments.
extension Emitter {
  mutating func emit(_ statement: Statement) -> ID<StatementCode> {
    switch statement.kind {
    case .sequence(let statements): return sequence(statements)
    case .with(let assignments, let body): return emit(body, assignments)
    case .autoescape(let isOn, let body):
      let outer = place.autoescape
      place.autoescape = isOn
      defer { place.autoescape = outer }
      return emit(body)
    default: return nested { $0.emitOperation(of: statement) }
    }
  }

  private mutating func emitOperation(of statement: Statement) -> ID<StatementCode> {
    let range = statement.range
    switch statement.kind {
    case .output(let value):
      return add(.output(emit(value), autoescape: place.autoescape), at: range)
    case .evaluate(let value): return add(.evaluate(emit(value)), at: range)
    case .set(let target, let value):
      let value = emit(value)
      return add(.assign(emit(target), value), at: range)
    case .branches(let branches, let other):
      let codes = branches.map {
        BranchCode(condition: emit($0.condition), body: sequence($0.body))
      }
      let other = other.map { sequence($0) }
      return add(.branches(program.branches.add(run: codes), otherwise: other), at: range)
    case .loop(let loop):
      let code = LoopCode(
        iterable: emit(loop.iterable), target: emit(loop.target),
        condition: loop.condition.map { emit($0) }, body: emit(loop.body),
        elseBody: loop.elseBody.map { emit($0) }, loopSlot: resolution.loopSlots[loop.id],
        isRecursive: loop.isRecursive)
      return add(.loop(program.loops.add(code)), at: range)
    case .block(let block):
      enqueue(block)
      let passed = block.isScoped ? passed(to: block.id) : nil
      return add(.block(program.blockNames.id(of: block.name), passing: passed), at: range)
    case .extends(let reference): return add(.extends(emit(reference)), at: range)
    case .include(let reference): return add(.include(emit(reference)), at: range)
    case .text, .sequence, .with, .autoescape: return text(range)
    }
  }

  /// Emits a body.
  ///
  /// At its start, the names that it assigns have their values from outside the body.
  mutating func emit(
    _ body: Body, _ assignments: [(target: Target, value: Expression)] = []
  ) -> ID<StatementCode> {
    let setters = assignments.map { Statement(.set($0.target, $0.value), $0.target.range) }
    return sequence(setters + body.statements, copies: resolution.copies[body.id] ?? [])
  }

  mutating func sequence(
    _ statements: [Statement], copies: [Resolution.Copy] = []
  ) -> ID<StatementCode> {
    nested { emitter in
      let operations =
        copies.map { emitter.add(.copy($0.source, slot: $0.slot), at: 0..<0) }
        + statements.map { emitter.emit($0) }
      return emitter.add(
        .sequence(emitter.program.statementLists.add(run: operations)), at: 0..<0)
    }
  }

  /// Emits text.
  ///
  /// Each line end becomes a line feed.
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

  private mutating func emit(_ target: Target) -> ID<TargetCode> {
    nested { emitter in
      let code = emitter.code(of: target)
      emitter.program.targetOrigins.append(
        Origin(template: emitter.template, range: target.range))
      return emitter.program.targets.add(code)
    }
  }

  private mutating func code(of target: Target) -> TargetCode {
    switch target {
    case .variable(let variable):
      switch resolution.places[variable.id] {
      case .local(let slot): return .local(slot: slot)
      case .context(let symbol): return .context(symbol)
      // Templates cannot assign to variables of an outer frame.
      case .outer, nil: return .unpack(Run(start: 0, count: 0))
      }
    case .field(let variable, let name, _):
      let namespace = emit(Expression(.variable(variable), variable.range))
      return .field(namespace, program.names.id(of: name))
    case .unpack(let targets, _):
      let parts = targets.map { emit($0) }
      return .unpack(program.targetLists.add(run: parts))
    }
  }

  // MARK: Other templates

  mutating func emit(_ reference: TemplateReference) -> ID<ReferenceCode> {
    let name = emit(reference.name)
    let known = reference.name.constant.flatMap { program.template(named: $0) }
    return program.references.add(
      ReferenceCode(
        name: name, template: known, ignoresMissing: reference.ignoresMissing,
        withContext: reference.withContext, passed: passed(to: reference.id)))
  }

  /// The variables that are passed to another template, without those that no template reads.
  private mutating func passed(to id: SyntaxID) -> Run<PassedVariable> {
    let variables = (resolution.passed[id] ?? []).filter { usedSymbols.contains($0.symbol) }
    return program.passedVariables.add(run: variables)
  }
}
