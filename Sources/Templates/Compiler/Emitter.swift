import Diagnostics

/// Emits the operations of templates into a program, parts before what they are parts of.
///
/// Bodies with a frame of their own, those of macros and blocks, wait in a queue until the body
/// around them is finished, so that nothing that was emitted is changed.
struct Emitter {
  /// A macro or block whose operations are not emitted yet.
  enum Pending {
    case macro(MacroDefinition, Place)
    case block(Statement.Block, Place)
  }

  /// What emitting depends on beside the syntax.
  struct Place {
    var autoescape: Bool
    /// The block that stands around.
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

  // How deeply the operations of each kind nest.
  private var expressionDepths: [Int] = []
  private var statementDepths: [Int] = []

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
    let body = sequence(statements.map { emit($0) })
    let frame = frame(body, slotCount: resolution.topSlots)
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

  /// The position that a macro will have.
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
      let body = emit(block.body)
      let frame = frame(body, slotCount: resolution.blockSlots[block.id] ?? 0)
      program.blocks.append(
        BlockCode(
          name: program.blockNames.id(of: block.name), isRequired: block.isRequired, frame: frame))
    case .macro(let macro, let place):
      self.place = place
      let resolved = resolution.macros[macro.id]
      let defaults = macro.parameters.map { $0.fallback.map { emit($0) } }
      let body = emit(macro.body)
      let frame = frame(body, slotCount: resolved?.slotCount ?? 0)
      program.macros.append(
        MacroCode(
          name: macro.name, parameters: macro.parameters.map(\.name), defaults: defaults,
          frame: frame, caller: resolved?.caller, varargs: resolved?.varargs,
          kwargs: resolved?.kwargs, isClosure: resolution.closures.contains(macro.id)))
    }
  }

  private func frame(_ body: ID<StatementCode>, slotCount: Int32) -> FrameCode {
    FrameCode(body: body, slotCount: Int(slotCount), depth: depth(of: body))
  }

  // MARK: Adding operations

  func depth(of id: ID<ExpressionCode>) -> Int { expressionDepths[Int(id.index)] }

  func depth(of id: ID<StatementCode>) -> Int { statementDepths[Int(id.index)] }

  func depth(of ids: [ID<ExpressionCode>]) -> Int { ids.map { depth(of: $0) }.max() ?? 0 }

  /// Adds an operation over parts that nest `depth` levels deep.
  mutating func add(
    _ code: ExpressionCode, over depth: Int = 0, at range: Range<Int>
  ) -> ID<ExpressionCode> {
    program.expressionOrigins.append(Origin(template: template, range: range))
    expressionDepths.append(depth + 1)
    return program.expressions.add(code)
  }

  mutating func add(
    _ code: StatementCode, over depth: Int = 0, at range: Range<Int>
  ) -> ID<StatementCode> {
    program.statementOrigins.append(Origin(template: template, range: range))
    statementDepths.append(depth + 1)
    return program.statements.add(code)
  }

  mutating func sequence(_ statements: [ID<StatementCode>]) -> ID<StatementCode> {
    let depth = statements.map { self.depth(of: $0) }.max() ?? 0
    return add(.sequence(program.statementLists.add(run: statements)), over: depth, at: 0..<0)
  }
}
