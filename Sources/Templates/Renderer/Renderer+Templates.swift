/// Blocks, and other templates.
extension Renderer {
  /// Renders a template and those it extends, from the child outwards.
  mutating func run(template index: Int32, from node: Int32) throws {
    let outer = (parentTemplate, parentMark)
    var current = index
    var levels = 0
    while current >= 0 {
      // Not in a variable: a copy would count references that all cores count.
      let place = Int(current)
      if let failure = program.templates[place].failure { throw TemplateError(withSteps(failure)) }
      for block in program.templates[place].blocks { add(block: block) }
      parentTemplate = -1
      try run(nil, program.templates[place].body, at: node)
      current = parentTemplate
      if current >= 0 { output.truncate(to: parentMark) }
      levels += 1
      if levels > Compiler.ancestorLimit + 1 {
        throw TemplateError.limit(
          "more than \(Compiler.ancestorLimit) templates extend one another")
      }
    }
    (parentTemplate, parentMark) = outer
  }

  // MARK: Blocks

  /// Puts a template's block behind those of the templates that extend it.
  private mutating func add(block: Int32) {
    let name = program.blocks[Int(block)].name
    guard var last = blocks.first[name] else {
      blocks.first[name] = block
      return
    }
    while let next = blocks.next[last] { last = next }
    if last != block { blocks.next[last] = block }
  }

  mutating func showBlock(_ node: Node, at index: Int32) throws {
    // A template that extends another shows nothing itself: its parent does.
    if parentTemplate >= 0 { return }
    guard let block = blocks.first[node.a] else {
      // A block in a macro belongs to the template of the macro, which is not the one that renders.
      throw TemplateError(
        "a block cannot be shown by a macro of another template", rule: .templateMisplaced)
    }
    guard node.b >= 0 else { return try run(block: block, at: index) }
    try passing(program.includes[Int(node.b)].passed) { try $0.run(block: block, at: index) }
  }

  private mutating func run(block: Int32, at index: Int32) throws {
    let code = program.blocks[Int(block)]
    if code.isRequired {
      let name = program.blockNames[code.name]
      throw TemplateError(
        "the block `\(name)` is required, and no template fills it",
        help: "write `{% block \(name) %}…{% endblock %}` in the template that extends this one",
        rule: .templateRequiredBlock)
    }
    try run(.block, code.body, at: index)
  }

  /// `super()` and `self.name()`.
  mutating func callBlock(_ node: Node, at index: Int32) throws {
    if node.operation == .selfBlock {
      guard let block = blocks.first[node.a] else {
        let name = program.blockNames[node.a]
        throw TemplateError("there is no block `\(name)`", rule: .templateMisplaced)
      }
      return try run(block: block, at: index)
    }
    var block = node.a
    for _ in 0..<node.b {
      guard let next = blocks.next[block] else {
        let name = program.blockNames[program.blocks[Int(block)].name]
        throw TemplateError(
          "no template that this one extends has a block `\(name)`", rule: .templateMisplaced)
      }
      block = next
    }
    try run(block: block, at: index)
  }

  // MARK: Passing variables

  /// Runs `body` with variables of this frame shown to another template.
  private mutating func passing(
    _ passed: [(node: Int32, symbol: Int32)], _ body: (inout Renderer) throws -> Void
  ) throws {
    let mark = undo.count
    includeDepth += 1
    for (node, symbol) in passed {
      let value = try evaluate(node)
      undo.append((context + Int(symbol), variables[context + Int(symbol)]))
      variables[context + Int(symbol)] = value
    }
    try body(&self)
    includeDepth -= 1
    while undo.count > mark, let last = undo.popLast() { variables[last.index] = last.value }
  }

  /// Runs `body` in a new context.
  private mutating func inContext(
    _ values: [Value], _ body: (inout Renderer) throws -> Void
  ) throws {
    let outer = (context, includeDepth)
    (context, includeDepth) = (variables.count, 0)
    variables += values
    try body(&self)
    (context, includeDepth) = outer
  }

  /// Runs another template, whose blocks are its own.
  private mutating func run(other template: Int32, _ kind: Step.Kind, at index: Int32) throws {
    let outer = blocks
    blocks = Blocks()
    try run(kind, depth: 6, at: index) { try $0.run(template: template, from: index) }
    blocks = outer
  }

  // MARK: Other templates

  mutating func extend(_ include: Int32) throws {
    guard parentTemplate < 0 else {
      throw TemplateError("a template can extend only one other", rule: .templateMisplaced)
    }
    parentTemplate = try template(of: include) ?? -1
    parentMark = output.count
  }

  mutating func include(_ include: Int32, at index: Int32) throws {
    guard let template = try template(of: include) else { return }
    let code = program.includes[Int(include)]
    if code.withContext {
      try passing(code.passed) { try $0.run(other: template, .include, at: index) }
    } else {
      try inContext(baseContext) { try $0.run(other: template, .include, at: index) }
    }
  }

  /// A module, or some of what it defines.
  mutating func imported(_ node: Node, at index: Int32) throws -> Value {
    let module = Value.object(try module(node.a, at: index))
    if node.c == 0 { return module }
    return .tuple(
      stride(from: Int(node.b), to: Int(node.b) + Int(node.c), by: 2).map { place in
        let name = program.names[view.extra[place]]
        return module.member(name, node: view.extra[place + 1])
      })
  }

  private mutating func module(_ include: Int32, at index: Int32) throws -> Object {
    let withContext = program.includes[Int(include)].withContext
    guard let template = try template(of: include) else {
      throw TemplateError("there is no template to import")
    }
    // Without context a module is the same wherever it is imported, so it is made once a render.
    if !withContext, let module = modules[template] { return module }
    let start = output.count
    var values = baseContext
    if withContext {
      try passing(program.includes[Int(include)].passed) {
        values = Array($0.variables[$0.context...].prefix(values.count))
      }
    }
    var members: [(String, Value)] = []
    try inContext(values) { renderer in
      try renderer.run(other: template, .import, at: index)
      for symbol in renderer.program.templates[Int(template)].exports {
        let name = renderer.program.symbols[symbol]
        let value = renderer.variables[renderer.context + Int(symbol)]
        if !name.hasPrefix("_"), !value.isUndefined { members.append((name, value)) }
      }
    }
    output.truncate(to: start)
    let name = program.templates[Int(template)].name
    let module = Object(
      .module, "<TemplateModule '\(name)'>", NamedElements(distinct: members))
    if !withContext { modules[template] = module }
    return module
  }

  /// The template that an include names; `nil` where it may be missing and is.
  private mutating func template(of include: Int32) throws -> Int32? {
    let code = program.includes[Int(include)]
    if let index = code.template { return index }
    let value = try defined(code.name)
    let index = program.template(named: value)
    if index != nil || code.ignoresMissing { return index }
    let error =
      value.names.map { TemplateError.noTemplate($0, program.templateNames.names) }
      ?? TemplateError.expected("a template's name", value)
    throw placed(error, at: code.name)
  }
}
