/// Scopes, and what names stand for.
extension Compiler {
  var frame: Frame {
    get { frames[frames.count - 1] }
    _modify { yield &frames[frames.count - 1] }
  }

  private var scope: Frame.Scope {
    get { frame.scopes[frame.scopes.count - 1] }
    _modify { yield &frames[frames.count - 1].scopes[frame.scopes.count - 1] }
  }

  mutating func openScope(
    _ names: [String] = [], specials: [String] = [], needsSpecials: Bool = false
  ) {
    frame.scopes.append(Frame.Scope(specials: specials, needsSpecials: needsSpecials))
    for name in names { frame.bind(name) }
  }

  /// Ends the innermost scope; returns the nodes that begin its body, and the slots of the specials
  /// that something reads.
  mutating func closeScope(
    at range: Range<Int>
  ) -> (copies: [Int32], specials: [String: Int32]) {
    var specials: [String: Int32] = [:]
    for special in scope.specials where scope.names[special] == nil {
      let isRead = scope.needsSpecials || scope.loads.contains { $0.name == special }
      guard isRead else { continue }
      let slot = frame.bind(special)
      specials[special] = slot
      for include in scope.includes { pass(special, slot, to: include, at: range) }
    }
    let closed = frame.scopes.removeLast()
    for load in closed.loads {
      guard let slot = closed.names[load.name] else {
        scope.loads.append(load)
        continue
      }
      let levels = Int32(load.crossed.count)
      program.nodes[Int(load.node)].operation = levels == 0 ? .local : .outer
      program.nodes[Int(load.node)].a = slot
      program.nodes[Int(load.node)].c = levels
      for macro in load.crossed { program.macros[Int(macro)].isClosure = true }
    }
    var copies: [Int32] = []
    for name in closed.assigned {
      guard let slot = closed.names[name] else { continue }
      let outer = load(name, at: range, isChecked: false)
      copies.append(emit(.setLocal, slot, outer, at: range, over: [outer]))
    }
    return (copies, specials)
  }

  /// Reads a body in a scope of its own: what it assigns is not seen outside.
  mutating func scopedBody(
    of name: String, _ range: Range<Int>, until ends: [String]? = nil
  ) -> (body: Int32, end: String?) {
    openScope()
    let (nodes, end) = body(of: name, range, until: ends ?? ["end" + name])
    let (copies, _) = closeScope(at: range)
    return (sequence(copies + nodes), end)
  }

  /// Ends the innermost frame; what it reads and does not have is read of the frame around a macro,
  /// and else of the context.
  mutating func closeFrame() {
    let closed = frames.removeLast()
    for var load in closed.scopes[0].loads {
      if closed.kind == .macro {
        load.crossed.append(closed.code)
        scope.loads.append(load)
      } else {
        let symbol = Int32(program.symbols.insert(load.name))
        program.nodes[Int(load.node)].operation = .context
        program.nodes[Int(load.node)].a = symbol
        links.note(load, in: template, closed.kind, symbol)
      }
    }
  }

  /// Reads a variable.
  mutating func load(_ text: String, at range: Range<Int>, isChecked: Bool = true) -> Int32 {
    let node = emit(.local, -1, isChecked ? name(text) : -1, at: range)
    scope.loads.append(Frame.Load(node: node, name: text, isChecked: isChecked))
    return node
  }

  /// Notes that of the variable that was read last, as `base`, only one field is wanted.
  mutating func noteField(_ field: String, of base: Int32, by node: Int32) {
    guard let last = scope.loads.indices.last, scope.loads[last].node == base else { return }
    scope.loads[last].field = field
    scope.loads[last].fieldNode = node
  }

  /// Notes that a template asks whether there is a variable or field, and so expects it to be
  /// absent.
  mutating func noteGuard(_ node: Int32) {
    guard let last = scope.loads.last else { return }
    if last.node == node {
      links.facts[Int(template)].guarded.insert(last.name)
    } else if last.fieldNode == node, let field = last.field {
      links.facts[Int(template)].guarded.insert("\(last.name).\(field)")
    }
  }

  // MARK: Assignment

  /// What `set`, `for` and `with` assign to.
  indirect enum Target {
    case name(String, Range<Int>)
    case tuple([Target], Range<Int>)
    /// A field of a namespace.
    case field(String, String, Range<Int>)

    var names: [String] {
      switch self {
      case .name(let name, _): [name]
      case .tuple(let parts, _): parts.flatMap(\.names)
      case .field: []
      }
    }
  }

  /// The node that assigns to a target: a value, or with -1 what the renderer hands it.
  mutating func assign(_ target: Target, _ value: Int32 = -1) -> Int32 {
    switch target {
    case .name(let name, let range):
      if frame.assignsContext {
        let symbol = Int32(program.symbols.insert(name))
        links.sharedNames.insert(name)
        if !program.templates[Int(template)].exports.contains(symbol) {
          program.templates[Int(template)].exports.append(symbol)
        }
        let node = emit(.setContext, symbol, value, at: range, over: [value])
        if conditionDepth == 0, links.facts[Int(template)].assignments[name] == nil {
          links.facts[Int(template)].assignments[name] = node
        }
        return node
      }
      if scope.names[name] == nil { scope.assigned.append(name) }
      return emit(.setLocal, frame.bind(name), value, at: range, over: [value])
    case .tuple(let parts, let range):
      let nodes = parts.map { assign($0) }
      return emit(
        .unpack, list(nodes), Int32(nodes.count), value, at: range, over: nodes + [value])
    case .field(let name, let field, let range):
      let object = load(name, at: range)
      return emit(
        .setField, object, self.name(field), value, at: range, over: [object, value])
    }
  }

  // MARK: Passing variables

  /// Shows an include the variables that are visible here.
  mutating func passVariables(to include: Int32, at range: Range<Int>, withLoop: Bool = false) {
    var crossed: [Int32] = []
    for level in frames.indices.reversed() {
      for index in frames[level].scopes.indices.reversed() {
        let scope = frames[level].scopes[index]
        for (name, slot) in scope.names.sorted(by: { $0.key < $1.key }) {
          pass(name, slot, to: include, levels: crossed.count, at: range)
        }
        guard crossed.isEmpty else { continue }
        frames[level].scopes[index].includes.append(include)
        if withLoop, scope.specials == ["loop"] { frames[level].scopes[index].needsSpecials = true }
      }
      guard frames[level].kind == .macro else { break }
      crossed.append(frames[level].code)
      let isRead = frames[level - 1].scopes.contains { !$0.names.isEmpty }
      if isRead { for macro in crossed { program.macros[Int(macro)].isClosure = true } }
    }
  }

  private mutating func pass(
    _ name: String, _ slot: Int32, to include: Int32, levels: Int = 0, at range: Range<Int>
  ) {
    let symbol = Int32(program.symbols.insert(name))
    if program.includes[Int(include)].passed.contains(where: { $0.symbol == symbol }) { return }
    let node = emit(
      levels == 0 ? .local : .outer, slot, -1, Int32(levels), at: range)
    program.includes[Int(include)].passed.append((node, symbol))
    links.sharedNames.insert(name)
  }
}
