import Diagnostics

/// Blocks, and other templates.
extension Renderer {
  // MARK: Blocks

  mutating func showBlock(_ node: Node, at index: Int32) throws(TemplateError) {
    // A template that extends another shows nothing itself: its parent does.
    if parentTemplate >= 0 { return }
    let mark = undo.count
    if node.b >= 0 {
      includeDepth += 1
      try pass(program.includes[Int(node.b)].passed)
    }
    try run(block: blockHead[Int(node.a)], at: index)
    if node.b >= 0 {
      includeDepth -= 1
      restore(to: mark)
    }
  }

  private mutating func run(block: Int32, at index: Int32) throws(TemplateError) {
    guard block >= 0 else {
      // A block in a macro belongs to the template of the macro, which is not the one that renders.
      throw fail(
        FilterError(
          "a block cannot be shown by a macro of another template", rule: .templateMisplaced),
        at: index)
    }
    let code = program.blocks[Int(block)]
    if code.isRequired {
      let name = program.blockNames.names[Int(code.name)]
      throw fail(
        FilterError(
          "the block `\(name)` is required, and no template fills it",
          help: "write `{% block \(name) %}…{% endblock %}` in the template that extends this one",
          rule: .templateRequiredBlock), at: index)
    }
    try enter(code.depth + 4, at: index)
    steps.append(Step(kind: .block, node: index))
    pushFrame(size: code.frameSize, parent: -1)
    try execute(code.body)
    popFrame()
    steps.removeLast()
    depth -= code.depth + 4
  }

  mutating func callSuper(_ node: Node, _ index: Int32) throws(TemplateError) -> Value? {
    let next = blockNext[Int(node.a)]
    guard next >= 0 else {
      let name = program.blockNames.names[Int(program.blocks[Int(node.a)].name)]
      throw fail(
        FilterError(
          "no template that this one extends has a block `\(name)`", rule: .templateMisplaced),
        at: index)
    }
    try run(block: next, at: index)
    return nil
  }

  mutating func callSelf(_ node: Node, _ index: Int32) throws(TemplateError) -> Value? {
    let block = blockHead.indices.contains(Int(node.a)) ? blockHead[Int(node.a)] : -1
    guard block >= 0 else {
      let name = program.blockNames.names[Int(node.a)]
      throw fail(FilterError("there is no block `\(name)`", rule: .templateMisplaced), at: index)
    }
    try run(block: block, at: index)
    return nil
  }

  // MARK: Passing variables

  /// Shows variables of this frame to another template, until `restore`.
  private mutating func pass(_ variables: [(node: Int32, symbol: Int32)]) throws(TemplateError) {
    for (node, symbol) in variables {
      let value = try evaluate(node)
      undo.append((symbol, context[Int(symbol)]))
      context[Int(symbol)] = value
    }
  }

  private mutating func restore(to mark: Int) {
    while undo.count > mark, let last = undo.popLast() {
      context[Int(last.symbol)] = last.value
    }
  }

  // MARK: Other templates

  mutating func extend(_ include: Int32, at index: Int32) throws(TemplateError) {
    guard parentTemplate < 0 else {
      throw fail(
        FilterError("a template can extend only one other", rule: .templateMisplaced), at: index)
    }
    parentTemplate = try template(of: include, at: index) ?? -1
    parentMark = output.count
  }

  mutating func include(_ include: Int32, at index: Int32) throws(TemplateError) {
    guard let template = try template(of: include, at: index) else { return }
    let code = program.includes[Int(include)]
    let savedBlocks = (blockHead, blockNext)
    blockHead = Array(repeating: -1, count: blockHead.count)
    blockNext = Array(repeating: -1, count: blockNext.count)
    let mark = undo.count
    let outerContext = contextIndex
    includeDepth += 1
    if code.withContext { try pass(code.passed) } else { switchToNewContext() }
    steps.append(Step(kind: .include, node: index))
    try enter(6, at: index)
    try run(template: template, from: index)
    depth -= 6
    steps.removeLast()
    if !code.withContext { switchContext(to: outerContext) }
    includeDepth -= 1
    restore(to: mark)
    (blockHead, blockNext) = savedBlocks
  }

  private mutating func switchToNewContext() {
    contexts.append(baseContext)
    switchContext(to: contexts.count - 1)
  }

  mutating func importModule(
    _ include: Int32, at index: Int32
  ) throws(TemplateError) -> ModuleObject {
    let code = program.includes[Int(include)]
    guard let template = try template(of: include, at: index) else {
      throw fail(FilterError("there is no template to import"), at: index)
    }
    // Without context a module is the same wherever it is imported, so it is made once a render.
    if !code.withContext, let module = modules[template] { return module }
    let saved = (blockHead, blockNext, contextIndex, includeDepth, undo.count, output.count)
    blockHead = Array(repeating: -1, count: blockHead.count)
    blockNext = Array(repeating: -1, count: blockNext.count)
    if code.withContext {
      includeDepth += 1
      try pass(code.passed)
      let copy = context
      includeDepth -= 1
      restore(to: saved.4)
      contexts.append(copy)
    } else {
      contexts.append(baseContext)
    }
    switchContext(to: contexts.count - 1)
    includeDepth = 0
    steps.append(Step(kind: .import, node: index))
    try enter(6, at: index)
    try run(template: template, from: index)
    depth -= 6
    steps.removeLast()
    let module = ModuleObject(
      template: program.templates[Int(template)].name, members: exports(of: template))
    switchContext(to: saved.2)
    includeDepth = saved.3
    (blockHead, blockNext) = (saved.0, saved.1)
    output.removeLast(output.count - saved.5)
    if !code.withContext { modules[template] = module }
    return module
  }

  private func exports(of template: Int32) -> Map {
    Map(
      program.templates[Int(template)].exports.compactMap { symbol in
        let name = program.symbols.names[Int(symbol)]
        let value = context[Int(symbol)]
        return name.hasPrefix("_") || value.isUndefined ? nil : (name, value)
      })
  }

  mutating func importNames(_ node: Node, at index: Int32) throws(TemplateError) {
    let module = try importModule(node.a, at: index)
    for position in stride(from: Int(node.b), to: Int(node.b) + Int(node.c), by: 2) {
      let name = program.names.names[Int(view.extra[position])]
      let target = view.extra[position + 1]
      let value =
        module.members[name]
        ?? .undefined(Undefined(name, of: .object(module), node: target))
      try assign(target, value)
    }
  }

  /// The template that an include names; `nil` where it may be missing and is.
  private mutating func template(
    of include: Int32, at index: Int32
  ) throws(TemplateError) -> Int32? {
    let code = program.includes[Int(include)]
    if code.template >= 0 { return code.template }
    if code.template == -2 { return nil }
    let value = try evaluate(code.name)
    var candidates = [value]
    switch value {
    case .list(let values), .tuple(let values): candidates = values
    case .undefined(let undefined): throw fail(FilterError(undefined: undefined), at: code.name)
    default: break
    }
    for candidate in candidates {
      if let name = candidate.text, let found = program.templateNames.index(of: name) {
        return Int32(found)
      }
    }
    if code.ignoresMissing { return nil }
    let name = candidates.first?.text
    throw fail(
      FilterError(
        name.map { "there is no template `\($0)`" }
          ?? "expected a template's name, found \(value.kindName)",
        help: suggestion(for: name ?? "", in: program.templateNames.names),
        rule: name == nil ? .templateType : .templateUnknownTemplate), at: code.name)
  }
}
