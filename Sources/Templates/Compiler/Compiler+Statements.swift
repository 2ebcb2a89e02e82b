import Diagnostics

/// Statements and bodies.
extension Compiler {
  /// Compiles a body whose assignments belong to the current scope.
  mutating func compile(body: [Statement]) -> NodeList {
    frame.depth += 1
    defer { frame.depth -= 1 }
    frame.maximumDepth = max(frame.maximumDepth, frame.depth)
    var nodes: [Int32] = []
    for statement in body { compile(statement, into: &nodes) }
    return list(nodes)
  }

  /// Compiles a body in a scope of its own: what it assigns is not seen outside.
  ///
  /// A name that the body assigns has its own slot from the start, filled with what the name means
  /// outside, because the assignment may be conditional.
  mutating func compile(scopedBody body: [Statement], range: Range<Int>) -> NodeList {
    inScope { compiler in
      let copies = compiler.bindAssigned(body, range)
      let nodes = compiler.compile(body: body)
      return copies.isEmpty
        ? nodes : compiler.list(copies + Array(compiler.program.extra[nodes.range]))
    }
  }

  /// Binds the names that a body assigns; returns the nodes that copy their outer values.
  mutating func bindAssigned(_ body: [Statement], _ range: Range<Int>) -> [Int32] {
    var copies: [Int32] = []
    for name in AssignedNames.of(body) {
      if frame.scopes.last?.names[name] != nil { continue }
      let outer = load(name, range, isChecked: false)
      let slot = frame.bind(name)
      copies.append(emit(Node(.setLocal, slot, outer), range))
    }
    return copies
  }

  private mutating func compile(_ statement: Statement, into nodes: inout [Int32]) {
    let range = statement.range
    switch statement.kind {
    case .text: nodes.append(text(range))
    case .output(let expression): output(expression, into: &nodes)
    case .if(let branches, let other): nodes.append(branch(branches, other, range))
    case .for(let loop): nodes.append(compile(loop, range))
    case .set(let target, let expression):
      let value = compile(expression)
      nodes.append(assign(target, value, range))
    case .setBlock(let target, let filters, let body):
      let value = captured(body, filters, range)
      nodes.append(assign(target, value, range))
    case .with(let assignments, let body): nodes.append(with(assignments, body, range))
    case .macro(let definition):
      let node = compile(definition, range)
      nodes.append(assign(.name(definition.name, range), node, range))
    case .call(let expression, let definition):
      nodes.append(callBlock(expression, definition, range))
    case .filter(let filters, let body):
      let value = captured(body, filters, range)
      nodes.append(emit(Node(.output, value, flag: autoescape), range))
    case .block(let definition): nodes.append(compile(definition, range))
    case .extends(let name): nodes.append(extends(name, range))
    case .include(let name, let ignoreMissing, let withContext):
      let include = include(name, range, .include, ignoreMissing, withContext)
      nodes.append(emit(Node(.include, include), range))
    case .import(let name, let alias, let withContext):
      let include = include(name, range, .import, false, withContext)
      let target = target(.name(alias, range))
      nodes.append(emit(Node(.importModule, include, target), range))
    case .fromImport(let name, let names, let withContext):
      nodes.append(importNames(name, names, withContext, range))
    case .autoescape(let isOn, let body): nodes.append(autoescape(isOn, body, range))
    case .evaluate(let expression):
      nodes.append(emit(Node(.evaluate, compile(expression)), expression.range))
    }
  }

  /// Text goes into the program's bytes, its line ends made one line feed.
  private mutating func text(_ range: Range<Int>) -> Int32 {
    let start = program.text.count
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source.bytes[index]
      index += 1
      if byte == 0x0D {
        program.text.append(0x0A)
        if index < range.upperBound, source.bytes[index] == 0x0A { index += 1 }
      } else {
        program.text.append(byte)
      }
    }
    return emit(Node(.text, Int32(start), Int32(program.text.count - start)), range)
  }

  /// Joined text is printed part by part, which saves making the whole.
  private mutating func output(_ expression: Expression, into nodes: inout [Int32]) {
    if case .concat(let parts) = expression.kind {
      for part in parts { output(part, into: &nodes) }
    } else {
      let value = compile(expression)
      nodes.append(emit(Node(.output, value, flag: autoescape), expression.range))
    }
  }

  private mutating func branch(
    _ branches: [(condition: Expression, body: [Statement])], _ other: [Statement],
    _ range: Range<Int>
  ) -> Int32 {
    var parts: [Int32] = []
    for branch in branches {
      parts.append(compile(branch.condition))
      parts.append(conditionally { $0.sequence(branch.body, range) })
    }
    if !other.isEmpty { parts.append(conditionally { $0.sequence(other, range) }) }
    let items = list(parts)
    return emit(Node(.ifElse, items.first, items.count), range)
  }

  private mutating func sequence(_ body: [Statement], _ range: Range<Int>) -> Int32 {
    let nodes = compile(body: body)
    return emit(Node(.sequence, nodes.first, nodes.count), range)
  }

  private mutating func compile(_ loop: ForLoop, _ range: Range<Int>) -> Int32 {
    // The iterable is computed outside of the loop: `for x in x` loops over the outer `x`.
    let iterable = compile(loop.iterable)
    let firstSlot = frame.nextSlot
    var code = LoopCode(
      iterable: iterable, setter: -1, slot: -1, condition: -1, loopSlot: -1,
      isRecursive: loop.isRecursive, slots: firstSlot..<firstSlot)
    inScope { compiler in
      compiler.bind(loop.target)
      code.setter = compiler.target(loop.target)
      if case .name(let name, _) = loop.target {
        code.slot = compiler.frame.find(name)?.slot ?? -1
      }
      if let condition = loop.condition { code.condition = compiler.compile(condition) }
      let outerUse = compiler.frame.usedSpecials.remove("loop")
      let loopSlot = compiler.frame.bind("loop", isLoop: true)
      compiler.conditionally { compiler in
        let copies = compiler.bindAssigned(loop.body, range)
        let body = compiler.compile(body: loop.body)
        code.body = compiler.list(copies + Array(compiler.program.extra[body.range]))
      }
      let isUsed = compiler.frame.usedSpecials.remove("loop") != nil
      if isUsed || loop.isRecursive { code.loopSlot = loopSlot }
      if outerUse != nil { compiler.frame.usedSpecials.insert("loop") }
      code.slots = firstSlot..<compiler.frame.slotCount
    }
    code.elseBody = conditionally { $0.compile(scopedBody: loop.elseBody, range: range) }
    program.loops.append(code)
    return emit(Node(.loop, Int32(program.loops.count - 1)), loop.iterable.range)
  }

  private mutating func with(
    _ assignments: [(Target, Expression)], _ body: [Statement], _ range: Range<Int>
  ) -> Int32 {
    let values = assignments.map { compile($0.1) }
    let nodes = inScope { compiler in
      for (target, _) in assignments { compiler.bind(target) }
      var setters: [Int32] = []
      for ((target, _), value) in zip(assignments, values) {
        setters.append(compiler.assign(target, value, range))
      }
      let copies = compiler.bindAssigned(body, range)
      let nodes = compiler.compile(body: body)
      return compiler.list(setters + copies + Array(compiler.program.extra[nodes.range]))
    }
    return emit(Node(.sequence, nodes.first, nodes.count), range)
  }

  private mutating func autoescape(
    _ isOn: Bool, _ body: [Statement], _ range: Range<Int>
  ) -> Int32 {
    let outer = autoescape
    autoescape = isOn
    defer { autoescape = outer }
    let nodes = compile(scopedBody: body, range: range)
    return emit(Node(.sequence, nodes.first, nodes.count), range)
  }

  /// The output of a body as a value, filtered.
  private mutating func captured(
    _ body: [Statement], _ filters: [FilterUse], _ range: Range<Int>
  ) -> Int32 {
    let nodes = compile(scopedBody: body, range: range)
    var value = emit(Node(.captured, nodes.first, nodes.count, flag: autoescape), range)
    for use in filters { value = filter(value, use) }
    return value
  }

  // MARK: Assignment

  /// Gives every name of a target a slot.
  mutating func bind(_ target: Target) {
    switch target {
    case .name(let name, _): _ = frame.bind(name)
    case .tuple(let parts, _): for part in parts { bind(part) }
    case .attribute: break
    }
  }

  /// The node that assigns to a target what the renderer hands it.
  mutating func target(_ target: Target, value: Int32 = -1) -> Int32 {
    switch target {
    case .name(let name, let range):
      if let binding = frame.scopes.last?.names[name] {
        return emit(Node(.setLocal, binding.slot, value), range)
      }
      if frame.assignsContext {
        sharedNames.insert(name)
        let symbol = Int32(program.symbols.insert(name))
        if !program.templates[Int(template)].exports.contains(symbol) {
          program.templates[Int(template)].exports.append(symbol)
        }
        return emit(Node(.setContext, symbol, value), range)
      }
      return emit(Node(.setLocal, frame.bind(name), value), range)
    case .tuple(let parts, let range):
      let nodes = parts.map { self.target($0) }
      let items = list(nodes)
      return emit(Node(.unpack, items.first, items.count, value), range)
    case .attribute(let name, let field, let range):
      let object = load(name, range)
      return emit(Node(.setField, object, self.name(field), value), range)
    }
  }

  mutating func assign(_ target: Target, _ value: Int32, _ range: Range<Int>) -> Int32 {
    self.target(target, value: value)
  }
}
