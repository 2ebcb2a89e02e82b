/// Emits expressions.
extension Emitter {
  mutating func emit(_ expression: Expression) -> ID<ExpressionCode> {
    nested { $0.emit(expression.kind, expression.range) }
  }

  private mutating func emit(
    _ expression: Expression.Kind, _ range: Range<Int>
  ) -> ID<ExpressionCode> {
    switch expression {
    case .literal(let value): return add(.constant(program.constants.add(value)), at: range)
    case .variable(let variable): return emit(variable, range)
    case .attribute(let object, let name):
      let object = emit(object)
      defer { program.cacheCount += 1 }
      return add(
        .attribute(object, program.names.id(of: name), ID(program.cacheCount)), at: range)
    case .list(let items): return add(.list(emit(items)), at: range)
    case .tuple(let items): return add(.tuple(emit(items)), at: range)
    case .concatenation(let items):
      return add(.concatenation(emit(items), autoescape: place.autoescape), at: range)
    case .not(let operand): return add(.not(emit(operand)), at: range)
    case .negative(let operand): return add(.negative(emit(operand)), at: range)
    case .positive(let operand): return add(.positive(emit(operand)), at: range)
    case .item(let left, let right): return add(.item(emit(left), emit(right)), at: range)
    case .and(let left, let right): return add(.and(emit(left), emit(right)), at: range)
    case .or(let left, let right): return add(.or(emit(left), emit(right)), at: range)
    case .arithmetic(let operation, let left, let right):
      return add(.arithmetic(operation, emit(left), emit(right)), at: range)
    case .comparison(let first, let rest) where rest.count == 1:
      return add(.comparison(rest[0].sign, emit(first), emit(rest[0].operand)), at: range)
    case .filter(let input, let use): return emit(use, on: emit(input), isTest: false, range)
    case .test(let input, let use, let isNegated):
      return emit(use, on: emit(input), isTest: true, isNegated: isNegated, range)
    case .parentBlock(let levels):
      // Outside of a block, which is a mistake, there is no version to show.
      guard let block = place.block else { return none(at: range) }
      return add(
        .parentBlock(block, levels: Int32(levels), autoescape: place.autoescape), at: range)
    case .ownBlock(let name):
      return add(
        .ownBlock(program.blockNames.id(of: name), autoescape: place.autoescape), at: range)
    case .macro(let macro): return add(.macro(enqueue(macro)), at: range)
    default: return emitRest(expression, range)
    }
  }

  private mutating func emitRest(
    _ expression: Expression.Kind, _ range: Range<Int>
  ) -> ID<ExpressionCode> {
    switch expression {
    case .comparison(let first, let rest):
      let first = emit(first)
      let links = rest.map { ChainLink(comparison: $0.sign, operand: emit($0.operand)) }
      return add(.chain(first, program.chainLinks.add(run: links)), at: range)
    case .slice(let operand, let bounds):
      let operand = emit(operand)
      let slice = SliceCode(
        start: emit(bounds.start), stop: emit(bounds.stop), step: emit(bounds.step))
      return add(.slice(operand, program.slices.add(slice)), at: range)
    case .mapping(let pairs):
      let entries = pairs.map { MappingEntry(key: emit($0.key), value: emit($0.value)) }
      return add(.mapping(program.mappingEntries.add(run: entries)), at: range)
    case .conditional(let condition, let then, let other):
      return add(
        .conditional(emit(condition), then: emit(then), otherwise: emit(other)), at: range)
    case .call(let callee, let arguments):
      return add(
        .call(emit(callee), emit(arguments), autoescape: place.autoescape), at: range)
    case .methodCall(let object, let name, let arguments):
      let (object, name) = (emit(object), program.names.id(of: name) as ID<Name>)
      return add(
        .methodCall(object, name, emit(arguments), autoescape: place.autoescape), at: range)
    case .capture(let body, let filters): return capture(body, filters, range)
    case .module(let reference): return add(.module(emit(reference)), at: range)
    case .members(let reference, let names):
      let reference = emit(reference)
      let members = names.map { name, range in
        MemberCode(
          name: program.names.id(of: name), origin: Origin(template: template, range: range))
      }
      return add(.members(reference, program.members.add(run: members)), at: range)
    default: return none(at: range)
    }
  }

  private mutating func emit(_ variable: Variable, _ range: Range<Int>) -> ID<ExpressionCode> {
    let name: ID<Name> = program.names.id(of: variable.name)
    switch resolution.places[variable.id] {
    case .local(let slot): return add(.local(slot: slot, name), at: range)
    case .outer(let slot, let levels):
      return add(.outer(slot: slot, levels: levels, name), at: range)
    case .context(let symbol): return add(.context(symbol, name), at: range)
    case nil: return none(at: range)
    }
  }

  private mutating func emit(_ expression: Expression?) -> ID<ExpressionCode>? {
    expression.map { emit($0) }
  }

  private mutating func emit(_ items: [Expression]) -> Run<ID<ExpressionCode>> {
    let items = items.map { emit($0) }
    return program.expressionLists.add(run: items)
  }

  /// Emits the value `none` in place of an invalid expression, which is reported elsewhere.
  private mutating func none(at range: Range<Int>) -> ID<ExpressionCode> {
    add(.constant(program.constants.add(.none)), at: range)
  }

  /// Emits the output of a body after some filters; each filter nests the body one level deeper.
  private mutating func capture(
    _ body: Body, _ filters: [FunctionUse], _ range: Range<Int>
  ) -> ID<ExpressionCode> {
    // The result of a block is markup, even if its last filter returns plain text.
    let safe = FunctionUse(name: "safe", range: range)
    let uses = filters + (filters.isEmpty || !place.autoescape ? [] : [safe])
    let captured = nested(levels: uses.count) { emitter in
      emitter.add(
        .capture(emitter.emit(body), autoescape: emitter.place.autoescape), at: range)
    }
    return uses.reduce(captured) { emit($1, on: $0, isTest: false, $1.range) }
  }

  // MARK: Filters, tests and calls

  /// Applies a filter or test; an invalid one, which is reported elsewhere, is left out.
  private mutating func emit(
    _ use: FunctionUse, on input: ID<ExpressionCode>, isTest: Bool, isNegated: Bool = false,
    _ range: Range<Int>
  ) -> ID<ExpressionCode> {
    guard let position = try? registry.index(of: use.name, isTest: isTest) else { return input }
    let index = ID<Function>(position)
    let function = (isTest ? registry.tests : registry.filters).elements[index]
    let call: ID<CallCode>?
    do { call = try emit(use.arguments, for: function) } catch { return input }
    if isTest { return add(.test(input, index, call, isNegated: isNegated), at: range) }
    return add(.filter(input, index, call, autoescape: place.autoescape), at: range)
  }

  /// The arguments of a filter or test in the order of its parameters; `nil` where there are none.
  private mutating func emit(
    _ arguments: CallArguments, for function: Function
  ) throws -> ID<CallCode>? {
    if arguments.splat != nil || arguments.namedSplat != nil { return emit(arguments) }
    let bound = try function.bind(arguments.positional, arguments.namedPairs)
    let values = bound.values + bound.more
    if values.isEmpty, bound.named.isEmpty { return nil }
    return add(call: values, bound.named, isBound: true)
  }

  /// The arguments of a call in the order in which they are written.
  private mutating func emit(_ arguments: CallArguments) -> ID<CallCode> {
    add(
      call: arguments.positional, arguments.namedPairs, splat: arguments.splat,
      namedSplat: arguments.namedSplat)
  }

  private mutating func add(
    call values: [Expression?], _ named: [(name: String, value: Expression)],
    isBound: Bool = false, splat: Expression? = nil, namedSplat: Expression? = nil
  ) -> ID<CallCode> {
    let values = values.map { emit($0) }
    let named = named.map {
      NamedArgument(name: program.names.id(of: $0.name), value: emit($0.value))
    }
    let call = CallCode(
      values: program.arguments.add(run: values), isBound: isBound,
      named: program.namedArguments.add(run: named), splat: emit(splat),
      namedSplat: emit(namedSplat))
    return program.calls.add(call)
  }
}
