/// Emits expressions.
extension Emitter {
  mutating func emit(_ expression: Expression) -> ID<ExpressionCode> {
    let range = expression.range
    switch expression.kind {
    case .literal(let value): return add(.constant(program.constants.add(value)), at: range)
    case .variable(let variable): return emit(variable, range)
    case .attribute(let object, let name):
      let object = emit(object)
      defer { program.cacheCount += 1 }
      return add(
        .attribute(object, program.names.id(of: name), ID(program.cacheCount)),
        over: depth(of: object), at: range)
    case .list(let items): return emit(items, range) { .list($0) }
    case .tuple(let items): return emit(items, range) { .tuple($0) }
    case .concatenation(let items):
      let autoescape = place.autoescape
      return emit(items, range) { .concatenation($0, autoescape: autoescape) }
    case .not(let operand): return emit(operand, range) { .not($0) }
    case .negative(let operand): return emit(operand, range) { .negative($0) }
    case .positive(let operand): return emit(operand, range) { .positive($0) }
    case .item(let left, let right): return emit(left, right, range) { .item($0, $1) }
    case .and(let left, let right): return emit(left, right, range) { .and($0, $1) }
    case .or(let left, let right): return emit(left, right, range) { .or($0, $1) }
    case .arithmetic(let operation, let left, let right):
      return emit(left, right, range) { .arithmetic(operation, $0, $1) }
    case .comparison(let first, let rest): return emit(comparison: first, rest, range)
    case .filter(let input, let use): return emit(use, on: emit(input), isTest: false, range)
    case .test(let input, let use, let isNegated):
      return emit(use, on: emit(input), isTest: true, isNegated: isNegated, range)
    case .parentBlock(let levels):
      // Outside of a block, which is a mistake, there is no version to show.
      guard let block = place.block else { return emit(Expression(.literal(.none), range)) }
      return add(
        .parentBlock(block, levels: Int32(levels), autoescape: place.autoescape), at: range)
    case .ownBlock(let name):
      return add(
        .ownBlock(program.blockNames.id(of: name), autoescape: place.autoescape), at: range)
    case .macro(let macro): return add(.macro(enqueue(macro)), at: range)
    default: return emitRest(expression)
    }
  }

  private mutating func emitRest(_ expression: Expression) -> ID<ExpressionCode> {
    let range = expression.range
    switch expression.kind {
    case .slice(let operand, let bounds):
      let operand = emit(operand)
      let bounds = bounds.all.map { bound in bound.map { emit($0) } }
      let slice = program.slices.add(SliceCode(start: bounds[0], stop: bounds[1], step: bounds[2]))
      return add(
        .slice(operand, slice), over: depth(of: [operand] + bounds.compactMap(\.self)), at: range)
    case .mapping(let pairs):
      let entries = pairs.map { pair in
        let key = emit(pair.key)
        return MappingEntry(key: key, value: emit(pair.value))
      }
      return add(
        .mapping(program.mappingEntries.add(run: entries)),
        over: depth(of: entries.flatMap { [$0.key, $0.value] }), at: range)
    case .conditional(let condition, let then, let other):
      let (condition, then) = (emit(condition), emit(then))
      let other = other.map { emit($0) }
      return add(
        .conditional(condition, then: then, otherwise: other),
        over: depth(of: [condition, then] + [other].compactMap(\.self)), at: range)
    case .call(let callee, let arguments):
      let callee = emit(callee)
      let (call, depth) = emit(arguments)
      return add(
        .call(callee, call, autoescape: place.autoescape),
        over: max(depth, self.depth(of: callee)), at: range)
    case .methodCall(let object, let name, let arguments):
      let object = emit(object)
      let (call, depth) = emit(arguments)
      return add(
        .methodCall(object, program.names.id(of: name), call, autoescape: place.autoescape),
        over: max(depth, self.depth(of: object)), at: range)
    case .capture(let body, let filters):
      let body = emit(body)
      let captured = add(
        .capture(body, autoescape: place.autoescape), over: depth(of: body), at: range)
      // The result of a block is markup, even where its last filter gives plain text.
      let safe = FunctionUse(name: "safe", range: range)
      let uses = filters + (filters.isEmpty || !place.autoescape ? [] : [safe])
      return uses.reduce(captured) { input, use in
        emit(use, on: input, isTest: false, use.range)
      }
    case .module(let reference):
      let (id, depth) = emit(reference)
      return add(.module(id), over: depth, at: range)
    case .members(let reference, let names):
      let (id, depth) = emit(reference)
      let members = names.map { name, range in
        MemberCode(
          name: program.names.id(of: name), origin: Origin(template: template, range: range))
      }
      return add(.members(id, program.members.add(run: members)), over: depth, at: range)
    default: return emit(Expression(.literal(.none), range))
    }
  }

  private mutating func emit(_ variable: Variable, _ range: Range<Int>) -> ID<ExpressionCode> {
    let name: ID<Name> = program.names.id(of: variable.name)
    switch resolution.places[variable.id] {
    case .local(let slot): return add(.local(slot: slot, name), at: range)
    case .outer(let slot, let levels):
      return add(.outer(slot: slot, levels: levels, name), at: range)
    case .context(let symbol): return add(.context(symbol, name), at: range)
    case nil: return emit(Expression(.literal(.none), range))
    }
  }

  // MARK: Operands

  private mutating func emit(
    _ operand: Expression, _ range: Range<Int>,
    _ make: (ID<ExpressionCode>) -> ExpressionCode
  ) -> ID<ExpressionCode> {
    let operand = emit(operand)
    return add(make(operand), over: depth(of: operand), at: range)
  }

  private mutating func emit(
    _ left: Expression, _ right: Expression, _ range: Range<Int>,
    _ make: (ID<ExpressionCode>, ID<ExpressionCode>) -> ExpressionCode
  ) -> ID<ExpressionCode> {
    let (left, right) = (emit(left), emit(right))
    return add(make(left, right), over: depth(of: [left, right]), at: range)
  }

  private mutating func emit(
    _ items: [Expression], _ range: Range<Int>,
    _ make: (Run<ID<ExpressionCode>>) -> ExpressionCode
  ) -> ID<ExpressionCode> {
    let items = items.map { emit($0) }
    return add(make(program.expressionLists.add(run: items)), over: depth(of: items), at: range)
  }

  private mutating func emit(
    comparison first: Expression, _ rest: [(sign: Comparison, operand: Expression)],
    _ range: Range<Int>
  ) -> ID<ExpressionCode> {
    if rest.count == 1 {
      return emit(first, rest[0].operand, range) { .comparison(rest[0].sign, $0, $1) }
    }
    let first = emit(first)
    let links = rest.map { ChainLink(comparison: $0.sign, operand: emit($0.operand)) }
    return add(
      .chain(first, program.chainLinks.add(run: links)),
      over: depth(of: [first] + links.map(\.operand)), at: range)
  }

  // MARK: Filters, tests and calls

  /// Applies a filter or test; one that is a mistake, which is reported, is left out.
  private mutating func emit(
    _ use: FunctionUse, on input: ID<ExpressionCode>, isTest: Bool, isNegated: Bool = false,
    _ range: Range<Int>
  ) -> ID<ExpressionCode> {
    guard let position = try? registry.index(of: use.name, isTest: isTest) else { return input }
    let index = ID<Function>(position)
    let function = (isTest ? registry.tests : registry.filters).elements[index]
    guard let (call, depth) = try? emit(use.arguments, for: function) else { return input }
    let over = max(depth, self.depth(of: input))
    if isTest { return add(.test(input, index, call, isNegated: isNegated), over: over, at: range) }
    return add(
      .filter(input, index, call, autoescape: place.autoescape), over: over, at: range)
  }

  /// The arguments of a filter or test in the order of its parameters; `nil` where there are none.
  private mutating func emit(
    _ arguments: CallArguments, for function: Function
  ) throws -> (ID<CallCode>?, depth: Int) {
    if arguments.splat != nil || arguments.namedSplat != nil { return emit(arguments) }
    let bound = try function.bind(arguments.positional, arguments.namedPairs)
    let values = bound.values + bound.more
    if values.isEmpty, bound.named.isEmpty { return (nil, 0) }
    let positional = values.map { $0.map { emit($0) } }
    let named = bound.named.map { (name: $0.name, value: emit($0.value)) }
    let call = CallCode(
      arguments: .bound(positional), named: named, splat: nil, namedSplat: nil)
    return (
      program.calls.add(call), depth(of: positional.compactMap(\.self) + named.map(\.value))
    )
  }

  /// The arguments of a call in the order in which they are written.
  private mutating func emit(_ arguments: CallArguments) -> (ID<CallCode>, depth: Int) {
    let positional = arguments.positional.map { emit($0) }
    let named = arguments.named.map { (name: $0.name, value: emit($0.value)) }
    let (splat, namedSplat) = (
      arguments.splat.map { emit($0) }, arguments.namedSplat.map { emit($0) }
    )
    let all = positional + named.map(\.value) + [splat, namedSplat].compactMap(\.self)
    let call = CallCode(
      arguments: .positional(positional), named: named, splat: splat, namedSplat: namedSplat)
    return (program.calls.add(call), depth(of: all))
  }
}
