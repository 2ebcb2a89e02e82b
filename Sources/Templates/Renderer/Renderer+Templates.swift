/// Renders blocks and other templates.
extension Renderer {
  /// Renders a template and the templates that it extends, from the child to its ancestors.
  mutating func run(template: ID<TemplateCode>, from origin: Origin?) throws {
    let outer = (parent, ancestors)
    ancestors = 0
    var current: ID<TemplateCode>? = template
    while let id = current {
      // The template is not copied to a variable, because that would count references that all cores share.
      let place = Int(id.index)
      if let failure = program.templates[place].failure { throw TemplateError(withSteps(failure)) }
      for block in program.templates[place].blocks { add(block: block) }
      parent = nil
      try run(nil, program.templates[place].frame, at: origin)
      current = parent?.template
      if let parent { output.truncate(to: parent.mark) }
      ancestors += 1
    }
    (parent, ancestors) = outer
  }

  // MARK: Blocks

  /// Adds a template's block after those of the templates that extend it.
  private mutating func add(block: ID<BlockCode>) {
    let name = program.blocks[block].name
    guard var last = blocks.first[name] else {
      blocks.first[name] = block
      return
    }
    while let next = blocks.next[last] { last = next }
    if last != block { blocks.next[last] = block }
  }

  mutating func show(
    block name: ID<BlockName>, passing passed: Run<PassedVariable>?, at id: ID<StatementCode>
  ) throws {
    // A template that extends another does not render its blocks. Its parent does.
    if parent != nil { return }
    guard let block = blocks.first[name] else {
      // A block in a macro belongs to the template of the macro, which is not the one that is rendered.
      throw TemplateError(
        "a macro of another template cannot render a block", rule: .templateMisplaced)
    }
    let origin = program.origin(of: id)
    guard let passed else { return try run(block: block, at: origin) }
    try passing(passed) { try $0.run(block: block, at: origin) }
  }

  private mutating func run(block: ID<BlockCode>, at origin: Origin) throws {
    let code = program.blocks[block]
    if code.isRequired {
      let name = program.blockNames[code.name]
      throw TemplateError(
        "the block `\(name)` is required, and no template fills it",
        help: "write `{% block \(name) %}…{% endblock %}` in the template that extends this one",
        rule: .templateRequiredBlock)
    }
    try run(.block, code.frame, at: origin)
  }

  /// `self.name()`.
  mutating func showOwn(block name: ID<BlockName>, at origin: Origin) throws {
    guard let block = blocks.first[name] else {
      throw TemplateError(
        "there is no block `\(program.blockNames[name])`", rule: .templateMisplaced)
    }
    try run(block: block, at: origin)
  }

  /// `super()`.
  mutating func showParent(of start: ID<BlockCode>, levels: Int32, at origin: Origin) throws {
    var block = start
    for _ in 0..<levels {
      guard let next = blocks.next[block] else {
        let name = program.blockNames[program.blocks[block].name]
        throw TemplateError(
          "no template that this one extends has a block `\(name)`", rule: .templateMisplaced)
      }
      block = next
    }
    try run(block: block, at: origin)
  }

  // MARK: Passing variables

  /// Calls `body` with variables of this frame passed to another template.
  private mutating func passing(
    _ passed: Run<PassedVariable>, _ body: (inout Renderer) throws -> Void
  ) throws {
    let mark = undo.count
    includeDepth += 1
    for index in passed.indices {
      let variable = program.passedVariables[index]
      let place = context + Int(variable.symbol.index)
      undo.append((place, variables[place]))
      variables[place] = value(at: variable.place)
    }
    try body(&self)
    includeDepth -= 1
    while undo.count > mark, let last = undo.popLast() { variables[last.index] = last.value }
  }

  /// Calls `body` in a new context.
  private mutating func inContext(
    _ values: [Value], _ body: (inout Renderer) throws -> Void
  ) throws {
    let outer = (context, includeDepth)
    (context, includeDepth) = (variables.count, 0)
    variables += values
    try body(&self)
    (context, includeDepth) = outer
  }

  /// Renders another template with blocks of its own.
  private mutating func run(
    other template: ID<TemplateCode>, _ kind: Step.Kind, at origin: Origin
  ) throws {
    let outer = blocks
    blocks = Blocks()
    try run(kind, depth: 6, at: origin) { try $0.run(template: template, from: origin) }
    blocks = outer
  }

  // MARK: Other templates

  mutating func extend(_ id: ID<ReferenceCode>) throws {
    guard parent == nil else {
      throw TemplateError("a template can extend only one other", rule: .templateMisplaced)
    }
    // A name that is computed can be that of the template itself.
    if ancestors >= Limits.ancestors {
      throw TemplateError.limit("more than \(Limits.ancestors) templates extend one another")
    }
    parent = try template(of: program.references[id]).map {
      Parent(template: $0, mark: output.count)
    }
  }

  mutating func include(_ id: ID<ReferenceCode>, at statement: ID<StatementCode>) throws {
    let code = program.references[id]
    guard let template = try template(of: code) else { return }
    let origin = program.origin(of: statement)
    if code.withContext {
      try passing(code.passed) { try $0.run(other: template, .include, at: origin) }
    } else {
      try inContext(baseContext) { try $0.run(other: template, .include, at: origin) }
    }
  }

  /// Some of the values that a module defines.
  mutating func members(
    _ names: Run<MemberCode>, of id: ID<ReferenceCode>, at origin: Origin
  ) throws -> Value {
    let module = Value.object(try module(id, at: origin))
    return .tuple(
      names.indices.map { index in
        let member = program.members[index]
        let name = program.names[member.name]
        return module.field(name)
          ?? .undefined(Undefined(name, of: module, at: member.origin))
      })
  }

  mutating func module(_ id: ID<ReferenceCode>, at origin: Origin) throws -> Object {
    let code = program.references[id]
    guard let template = try template(of: code) else {
      throw TemplateError("there is no template to import")
    }
    // Without context a module is the same wherever it is imported, so each render makes it once.
    if !code.withContext, let module = modules[template] { return module }
    let start = output.count
    var values = baseContext
    if code.withContext {
      try passing(code.passed) {
        values = Array($0.variables[$0.context...].prefix(values.count))
      }
    }
    var members: [(String, Value)] = []
    try inContext(values) { renderer in
      try renderer.run(other: template, .import, at: origin)
      for symbol in renderer.program.templates[template].exports {
        let name = renderer.program.symbols[symbol]
        let value = renderer.variables[renderer.context + Int(symbol.index)]
        if !name.hasPrefix("_"), !value.isUndefined { members.append((name, value)) }
      }
    }
    output.truncate(to: start)
    let name = program.templates[template].name
    let module = Object(
      .module, "<TemplateModule '\(name)'>", NamedElements(distinct: members))
    if !code.withContext { modules[template] = module }
    return module
  }

  /// The template that a reference names; `nil` where it is missing and that is allowed.
  private mutating func template(of code: ReferenceCode) throws -> ID<TemplateCode>? {
    if let template = code.template { return template }
    let value = try defined(code.name)
    let template = program.template(named: value)
    if template != nil || code.ignoresMissing { return template }
    let error =
      value.names.map { TemplateError.noTemplate($0, program.templateNames.names) }
      ?? TemplateError.expected("a template's name", value)
    throw placed(error, at: code.name)
  }
}
