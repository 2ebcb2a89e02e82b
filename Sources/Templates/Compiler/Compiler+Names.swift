/// Finds what names stand for, when all of a template has been read: what it binds itself becomes a
/// slot of its frame, everything else a slot of the context; what it reads of that is noted.
///
/// The nodes are walked in the order in which they run.
extension Compiler {
  /// A read of a variable or of one field of it.
  struct Read {
    /// The node that reads, and that of the variable.
    let node: Int32
    let variable: Int32
    let name: String
    var field: String?
    /// Whether it must turn out to be known.
    var isChecked = true

    var path: String { field.map { "\(name).\($0)" } ?? name }
  }

  /// Resolves a template.
  mutating func resolve(top body: Int32) {
    resolve(frame: body, in: Scope(around: nil, Scope.Frame()))
    // What an include sees is known when all that is around it has been resolved.
    for (include, node, scope) in passing { passVariables(of: scope, to: include, at: node) }
    passing = []
  }

  /// Resolves a body that has a frame of its own.
  private mutating func resolve(frame body: Int32, in scope: Scope) {
    resolve(body, in: scope)
    program.nodes[Int(body)].c = scope.frame.slotCount
  }

  private mutating func resolve(_ index: Int32, in scope: Scope) {
    if let read = read(index) { return resolve(read, in: scope) }
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .sequence where node.flag:
      resolve(body: index, in: Scope(around: scope, scope.frame))
    case .ifElse: conditionally { $0.resolveParts(of: index, in: scope) }
    case .loop: resolve(loop: Int(node.a), in: scope)
    case .makeMacro: resolve(macro: node.a, in: scope)
    case .block: resolve(block: node, index, in: scope)
    case .superBlock: resolve(super: index, in: scope)
    case .setLocal:
      resolveParts(of: index, in: scope)
      bind(index, in: scope)
    case .extends, .include, .module:
      resolveParts(of: index, in: scope)
      note(reference: node, in: scope)
    case .filter where registry.filters.elements[Int(node.b)].name == "default",
      .test where ["defined", "undefined"].contains(registry.tests.elements[Int(node.b)].name):
      // A template that asks whether there is something expects it to be absent.
      if let read = read(node.a) { facts[Int(template)].guarded.insert(read.path) }
      resolveParts(of: index, in: scope)
    default: resolveParts(of: index, in: scope)
    }
  }

  private mutating func resolveParts(of index: Int32, in scope: Scope) {
    for part in program.children(of: index) { resolve(part, in: scope) }
  }

  /// Resolves what may not run.
  private mutating func conditionally(_ body: (inout Compiler) -> Void) {
    conditionDepth += 1
    body(&self)
    conditionDepth -= 1
  }

  // MARK: Reads

  /// What a node reads, if it is a variable that is not resolved or a field of one.
  private func read(_ index: Int32) -> Read? {
    let node = program.nodes[Int(index)]
    let field: String?
    switch node.operation {
    case .local where node.a < 0:
      let name = program.names[node.b]
      return Read(node: index, variable: index, name: name)
    case .attribute: field = program.names[node.b]
    case .item: field = constant(node.b)?.text
    default: return nil
    }
    guard let field, let variable = read(node.a), variable.field == nil else { return nil }
    return Read(node: index, variable: node.a, name: variable.name, field: field)
  }

  private mutating func resolve(_ read: Read, in scope: Scope) {
    let variable = Int(read.variable)
    for (scope, crossed) in scope.visible {
      guard let slot = scope.slot(of: read.name) else { continue }
      program.nodes[variable].operation = crossed.isEmpty ? .local : .outer
      (program.nodes[variable].a, program.nodes[variable].c) = (slot, Int32(crossed.count))
      for macro in crossed { program.macros[Int(macro)].isClosure = true }
      return
    }
    let symbol = Int32(program.symbols.insert(read.name))
    program.nodes[variable].operation = .context
    program.nodes[variable].a = symbol
    note(read, symbol, isInBlock: scope.outermost.frame.code >= 0)
  }

  /// Notes a read of the context.
  ///
  /// At the top level a variable that was set before is the template's own; a block may be shown
  /// before the place where it stands.
  private mutating func note(_ read: Read, _ symbol: Int32, isInBlock: Bool) {
    usedSymbols.insert(symbol)
    let index = Int(template)
    if read.isChecked { facts[index].reads.append(read) }
    if isInBlock || !facts[index].assigned.contains(read.name) {
      facts[index].foreseen.variables.insert(read.name)
    }
    if let roots, roots[read.name] == nil { return }
    if let field = read.field {
      facts[index].foreseen.fields[read.name, default: []].insert(field)
    } else {
      facts[index].foreseen.wholeRoots.insert(read.name)
    }
  }

  // MARK: Bodies

  /// The names that a body assigns in its own scope.
  private func assigned(by index: Int32) -> [String] {
    let node = program.nodes[Int(index)]
    if let name = name(of: index) { return [name] }
    let isShared = node.operation == .sequence && !node.flag
    guard isShared || node.operation == .ifElse || node.operation == .unpack else { return [] }
    return program.children(of: index).flatMap(assigned)
  }

  /// Resolves a body in a scope of its own: what it assigns begins with what it means outside.
  private mutating func resolve(body index: Int32, in scope: Scope) {
    let node = program.nodes[Int(index)]
    let parts = program.list(node.a, node.b)
    let (setters, rest) = (parts.prefix(Int(node.c)), parts.dropFirst(Int(node.c)))
    if let outer = scope.parent {
      // Of `with a = 1, b = a` the second value is the outer `a`.
      for setter in setters { resolve(program.nodes[Int(setter)].c, in: outer) }
    }
    for name in setters.flatMap(assigned) { scope.bind(name) }
    var copies: [Int32] = []
    for name in rest.flatMap(assigned) where scope.slot(of: name) == nil {
      copies.append(copy(name, into: scope))
    }
    for part in parts { resolve(part, in: scope) }
    program.nodes[Int(index)].a = list(copies + parts)
    program.nodes[Int(index)].b += Int32(copies.count)
  }

  /// Binds a name; the node gives it the value that it has outside.
  private mutating func copy(_ name: String, into scope: Scope) -> Int32 {
    let outer = emit(.local, -1, -1, at: 0..<0)
    let read = Read(node: outer, variable: outer, name: name, isChecked: false)
    if let around = scope.parent { resolve(read, in: around) }
    return emit(.setLocal, scope.bind(name), 0, outer, at: 0..<0)
  }

  /// Gives a variable that is assigned its slot, or its place in the context.
  private mutating func bind(_ target: Int32, in scope: Scope) {
    guard let name = name(of: target) else { return }
    if let slot = scope.slot(of: name) {
      program.nodes[Int(target)].a = slot
      return
    }
    let symbol = Int32(program.symbols.insert(name))
    program.nodes[Int(target)].operation = .setContext
    program.nodes[Int(target)].a = symbol
    sharedNames.insert(name)
    if conditionDepth == 0 { facts[Int(template)].assigned.insert(name) }
    if !program.templates[Int(template)].exports.contains(symbol) {
      program.templates[Int(template)].exports.append(symbol)
    }
  }

  private mutating func resolve(loop index: Int, in scope: Scope) {
    var code = program.loops[index]
    // `for x in x` loops over the outer `x`.
    resolve(code.iterable, in: scope)
    let names = code.setter < 0 ? [] : assigned(by: code.setter)
    let targets = Scope(around: scope, scope.frame, names)
    for part in [code.setter, code.condition] where part >= 0 { resolve(part, in: targets) }
    let inner = Scope(around: targets, scope.frame, specials: ["loop"])
    if code.isRecursive { _ = inner.slot(of: "loop") }
    conditionally { $0.resolve(body: code.body, in: inner) }
    code.loopSlot = inner.special("loop")
    if code.elseBody >= 0 { conditionally { $0.resolve(code.elseBody, in: scope) } }
    program.loops[index] = code
  }

  private mutating func resolve(macro index: Int32, in scope: Scope) {
    let code = program.macros[Int(index)]
    let inner = Scope(
      around: scope, Scope.Frame(code: index), code.parameters,
      specials: ["caller", "varargs", "kwargs"])
    conditionally { compiler in
      for part in code.defaults where part >= 0 { compiler.resolve(part, in: inner) }
      compiler.resolve(frame: code.body, in: inner)
    }
    let caller = inner.special("caller")
    program.macros[Int(index)].caller =
      caller >= 0 ? caller : Int32(code.parameters.firstIndex(of: "caller") ?? -1)
    program.macros[Int(index)].varargs = inner.special("varargs")
    program.macros[Int(index)].kwargs = inner.special("kwargs")
  }

  private mutating func resolve(block node: Node, _ index: Int32, in scope: Scope) {
    if node.b >= 0 {
      // A scoped block sees the loop that it stands in.
      _ = scope.visible.first { $0.scope.slot(of: "loop") != nil }
      passing.append((node.b, index, scope))
    }
    let body = program.blocks[Int(node.c)].body
    conditionally {
      $0.resolve(frame: body, in: Scope(around: nil, Scope.Frame(code: node.c)))
    }
  }

  private mutating func resolve(super index: Int32, in scope: Scope) {
    let frame = scope.outermost.frame
    program.nodes[Int(index)].a = frame.code
    if frame.code >= 0 { return }
    report(
      .templateMisplaced,
      "`super()` is the block of the template that this one extends; "
        + "it has no meaning outside a block", range(index))
  }

  // MARK: Other templates

  private mutating func note(reference node: Node, in scope: Scope) {
    let code = program.includes[Int(node.a)]
    if node.operation != .extends, code.withContext { passing.append((node.a, code.name, scope)) }
    guard let target = code.template else { return }
    facts[Int(template)].references.append(
      TemplateFacts.Reference(
        isExtends: node.operation == .extends, from: template, to: target,
        range: range(code.name), isUnconditional: conditionDepth == 0))
  }

  /// Shows an include the variables that are visible where it stands.
  private mutating func passVariables(of scope: Scope, to include: Int32, at node: Int32) {
    for (scope, crossed) in scope.visible {
      for (name, slot) in scope.variables {
        let symbol = Int32(program.symbols.insert(name))
        let isHidden = program.includes[Int(include)].passed.contains { $0.symbol == symbol }
        if isHidden { continue }
        for macro in crossed { program.macros[Int(macro)].isClosure = true }
        let operation = crossed.isEmpty ? Operation.local : .outer
        let variable = emit(operation, slot, -1, Int32(crossed.count), at: range(node))
        program.includes[Int(include)].passed.append((variable, symbol))
        sharedNames.insert(name)
      }
    }
  }
}
