import Diagnostics

/// Expressions; each call returns the position of the node that computes one.
extension Compiler {
  mutating func compile(_ expression: Expression) -> Int32 {
    frame.maximumDepth = max(frame.maximumDepth, frame.depth + Int32(expression.depth))
    let range = expression.range
    switch expression.kind {
    case .constant(let value): return emitConstant(value, range)
    case .name(let name): return load(name, range)
    case .attribute(let base, let field): return attribute(base, field, range)
    case .item(let base, let index): return item(base, index, range)
    case .slice(let base, let start, let stop, let step):
      let bounds = [start, stop, step].map { bound in bound.map { compile($0) } ?? -1 }
      let object = compile(base)
      return emit(Node(.slice, object, list(bounds).first), range)
    case .list(let parts): return literal(.list, parts, range)
    case .tuple(let parts): return literal(.tuple, parts, range)
    case .map(let pairs): return literal(.map, pairs.flatMap { [$0.key, $0.value] }, range)
    case .unary(let operation, let operand):
      return emit(Node(Self.operation(operation), compile(operand)), range)
    case .binary(let operation, let left, let right):
      return emit(Node(Self.operation(operation), compile(left), compile(right)), range)
    case .comparison(let first, let rest): return comparison(first, rest, range)
    case .and(let left, let right): return emit(Node(.and, compile(left), compile(right)), range)
    case .or(let left, let right): return emit(Node(.or, compile(left), compile(right)), range)
    case .concat(let parts):
      let nodes = parts.map { compile($0) }
      let parts = list(nodes)
      return emit(Node(.concat, parts.first, parts.count, flag: autoescape), range)
    case .conditional(let value, let condition, let other):
      let test = compile(condition)
      let then = compile(value)
      return emit(Node(.conditional, test, then, other.map { compile($0) } ?? -1), range)
    case .filter(let input, let use):
      return filter(input.map { compileInput($0, use.name) } ?? -1, use)
    case .test(let input, let use, let isNegated): return test(input, use, isNegated, range)
    case .call(let callee, let arguments): return call(callee, arguments, range)
    case .broken:
      program.broken.append(
        diagnostics.last
          ?? Diagnostic(.templateSyntax, "this cannot be read", at: source.location(of: range)))
      return emit(Node(.broken, Int32(program.broken.count - 1)), range)
    }
  }

  private mutating func attribute(
    _ base: Expression, _ field: String, _ range: Range<Int>
  ) -> Int32 {
    let object: Int32
    if case .name(let name) = base.kind {
      if name == "loop", let binding = frame.find("loop"), binding.isLoop,
        let code = LoopObject.Field(name: field)
      {
        frame.usedSpecials.insert("loop")
        return emit(Node(.loopField, binding.slot, code.rawValue), range)
      }
      object = load(name, base.range, field: field, fieldRange: range)
    } else {
      object = compile(base)
    }
    defer { program.cacheCount += 1 }
    return emit(Node(.attribute, object, name(field), program.cacheCount), range)
  }

  private mutating func item(
    _ base: Expression, _ index: Expression, _ range: Range<Int>
  ) -> Int32 {
    if case .constant(.string(let field)) = index.kind, case .name(let name) = base.kind {
      let object = load(name, base.range, field: field, fieldRange: range)
      return emit(Node(.item, object, compile(index)), range)
    }
    return emit(Node(.item, compile(base), compile(index)), range)
  }

  /// A literal; one that holds only constants is computed now.
  private mutating func literal(
    _ operation: Operation, _ parts: [Expression], _ range: Range<Int>
  ) -> Int32 {
    let nodes = parts.map { compile($0) }
    if operation != .map, nodes.allSatisfy({ program.nodes[Int($0)].operation == .constant }) {
      let values = nodes.map { program.constants[Int(program.nodes[Int($0)].a)] }
      return emitConstant(operation == .list ? .list(values) : .tuple(values), range)
    }
    let items = list(nodes)
    return emit(Node(operation, items.first, items.count), range)
  }

  private mutating func comparison(
    _ first: Expression, _ rest: [(ComparisonOperator, Expression)], _ range: Range<Int>
  ) -> Int32 {
    let left = compile(first)
    if rest.count == 1 {
      return emit(Node(Self.operation(rest[0].0), left, compile(rest[0].1)), range)
    }
    var parts: [Int32] = []
    for (comparison, operand) in rest {
      parts += [Int32(Self.operation(comparison).rawValue), compile(operand)]
    }
    let items = list(parts)
    return emit(Node(.chain, left, items.first, items.count), range)
  }

  // MARK: Names

  /// Reads a variable; with `field`, only that field of it is wanted.
  mutating func load(
    _ name: String, _ range: Range<Int>, field: String? = nil, fieldRange: Range<Int>? = nil,
    isChecked: Bool = true
  ) -> Int32 {
    let nameIndex = self.name(name)
    for (level, index) in frames.indices.reversed().enumerated() {
      guard let binding = frames[index].find(name) else { continue }
      if binding.isLoop || frames[index].kind == .macro { frames[index].usedSpecials.insert(name) }
      if level == 0 { return emit(Node(.local, binding.slot, nameIndex), range) }
      for inner in (index + 1)..<frames.count { frames[inner].isClosure = true }
      return emit(Node(.outer, binding.slot, nameIndex, Int32(level)), range)
    }
    noteRead(name, field)
    if isChecked {
      pendingNames.append(
        PendingName(
          template: template, name: name, field: field, range: fieldRange ?? range))
    }
    let symbol = Int32(program.symbols.insert(name))
    usedSymbols.insert(symbol)
    return emit(Node(.context, symbol, nameIndex), range)
  }

  private mutating func noteRead(_ name: String, _ field: String?) {
    if let roots, roots[name] == nil { return }
    if let field {
      reads[Int(template)].fields[name, default: []].insert(field)
    } else {
      reads[Int(template)].wholeRoots.insert(name)
    }
  }

  /// The input of a filter or test; some of these expect what may be undefined.
  mutating func compileInput(_ input: Expression, _ name: String) -> Int32 {
    guard ["default", "d", "defined", "undefined"].contains(name) else { return compile(input) }
    switch input.kind {
    case .name(let name): guarded[Int(template)].insert(name)
    case .attribute(let base, let field):
      if case .name(let name) = base.kind { guarded[Int(template)].insert("\(name).\(field)") }
    case .item(let base, let index):
      if case .name(let name) = base.kind, case .constant(.string(let field)) = index.kind {
        guarded[Int(template)].insert("\(name).\(field)")
      }
    default: break
    }
    return compile(input)
  }

  // MARK: Operators

  private static func operation(_ operation: UnaryOperator) -> Operation {
    switch operation {
    case .not: .not
    case .negate: .negate
    case .plus: .plus
    }
  }

  private static func operation(_ operation: BinaryOperator) -> Operation {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .floorDivide: .floorDivide
    case .modulo: .modulo
    case .power: .power
    }
  }

  private static func operation(_ operation: ComparisonOperator) -> Operation {
    switch operation {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .in: .contains
    case .notIn: .containsNot
    }
  }
}
