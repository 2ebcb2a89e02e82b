import Diagnostics

/// Emits the operations of templates into a program, operands first.
///
/// The bodies of macros and blocks, which have frames of their own, are queued until the body around them is finished.
/// So no emitted operation is changed later.
struct Emitter {
  /// A macro or block whose operations are not emitted yet.
  enum Pending {
    case macro(MacroDefinition, Place)
    case block(Statement.Block, Place)
  }

  /// The context of the syntax that is emitted.
  struct Place {
    var autoescape: Bool
    /// The block around it.
    var block: ID<BlockCode>?
  }

  var program = Program()
  let registry: Registry
  let usedSymbols: Set<ID<Symbol>>
  private let autoescape: Bool

  // The template that is being emitted.
  private(set) var template = 0
  private(set) var source = SourceText(name: "", bytes: [])
  private(set) var resolution = Resolution()
  var place: Place

  // How deeply the operation that is being emitted nests within its frame, and the deepest one so far.
  private var level = 0
  private var deepestLevel = 0

  private var pending: [Pending] = []
  private var macroCount = 0
  private var blockCount = 0

  init(_ resolver: Resolver, autoescape: Bool) {
    registry = resolver.registry
    usedSymbols = resolver.usedSymbols
    self.autoescape = autoescape
    place = Place(autoescape: autoescape)
    (program.templateNames, program.symbols) = (resolver.templateNames, resolver.symbols)
  }

  /// Emits a template with its macros and blocks.
  mutating func emit(
    _ statements: [Statement], of template: TemplateSource, _ resolution: Resolution,
    exports: [ID<Symbol>], failure: Diagnostic?
  ) {
    self.template = program.templates.count
    (source, self.resolution) = (template.source, resolution)
    place = Place(autoescape: autoescape)
    let firstBlock = program.blocks.count
    let frame = frame(slotCount: resolution.topSlots) { $0.sequence(statements) }
    while !pending.isEmpty {
      let bodies = pending
      pending = []
      for body in bodies { emit(body) }
    }
    program.templates.append(
      TemplateCode(
        name: template.name, source: source, frame: frame,
        blocks: (firstBlock..<program.blocks.count).map { ID($0) }, exports: exports,
        failure: failure))
  }

  // MARK: Bodies with frames

  /// Queues a macro, and returns its future position.
  mutating func enqueue(_ macro: MacroDefinition) -> ID<MacroCode> {
    pending.append(.macro(macro, place))
    macroCount += 1
    return ID(macroCount - 1)
  }

  mutating func enqueue(_ block: Statement.Block) {
    var inside = place
    inside.block = ID(blockCount)
    pending.append(.block(block, inside))
    blockCount += 1
  }

  private mutating func emit(_ pending: Pending) {
    switch pending {
    case .block(let block, let place):
      self.place = place
      let frame = frame(slotCount: resolution.blockSlots[block.id] ?? 0) { $0.emit(block.body) }
      program.blocks.append(
        BlockCode(
          name: program.blockNames.id(of: block.name), isRequired: block.isRequired, frame: frame))
    case .macro(let macro, let place):
      self.place = place
      let resolved = resolution.macros[macro.id]
      let parameters = macro.parameters.map { parameter in
        ParameterCode(
          name: program.names.id(of: parameter.name),
          fallback: parameter.fallback.map { emit($0) })
      }
      let frame = frame(slotCount: resolved?.slotCount ?? 0) { $0.emit(macro.body) }
      program.macros.append(
        MacroCode(
          name: program.names.id(of: macro.name),
          parameters: program.parameters.add(run: parameters), frame: frame,
          caller: resolved?.caller, varargs: resolved?.varargs, kwargs: resolved?.kwargs,
          isClosure: resolution.closures.contains(macro.id)))
    }
  }

  private mutating func frame(
    slotCount: Int32, _ emit: (inout Emitter) -> ID<StatementCode>
  ) -> FrameCode {
    deepestLevel = 0
    let body = emit(&self)
    return FrameCode(body: body, slotCount: Int(slotCount), depth: deepestLevel)
  }

  // MARK: Adding operations

  /// Emits an operation that nests deeper than the one around it.
  mutating func nested<T>(levels: Int = 1, _ emit: (inout Emitter) -> T) -> T {
    level += levels
    deepestLevel = max(deepestLevel, level)
    defer { level -= levels }
    return emit(&self)
  }

  mutating func add(_ code: ExpressionCode, at range: Range<Int>) -> ID<ExpressionCode> {
    program.expressionOrigins.append(Origin(template: template, range: range))
    return program.expressions.add(code)
  }

  mutating func add(_ code: StatementCode, at range: Range<Int>) -> ID<StatementCode> {
    program.statementOrigins.append(Origin(template: template, range: range))
    return program.statements.add(code)
  }
}
