import Diagnostics

/// Resolves the names of templates.
///
/// A name that a body binds becomes a slot of the body's frame. Every other name is a variable of the context, and
/// its reads are recorded. The resolver walks the syntax tree in the order of execution, and collects the facts about
/// all templates that `TemplateChecks` needs.
struct Resolver {
  let registry: Registry
  let roots: [String: RootFields]?
  let templateNames: NameTable
  var symbols = NameTable()
  var facts: [TemplateFacts]
  /// The names that one template may pass to another: set at a top level, or visible at an include.
  var sharedNames: Set<String> = []
  /// The symbols that any template reads.
  var usedSymbols: Set<ID<Symbol>> = []
  var diagnostics: [Diagnostic] = []

  // The template that is being resolved.
  var template = 0
  var source = SourceText(name: "", bytes: [])
  var resolution = Resolution()
  /// Greater than 0 inside branches, loops and macros, because these may not run.
  private var conditionDepth = 0
  /// References and scoped blocks, each with the scope that is visible from it.
  private var passing: [(id: SyntaxID, scope: Scope)] = []

  init(_ registry: Registry, roots: [String: RootFields]?, templateNames: NameTable) {
    self.registry = registry
    self.roots = roots
    self.templateNames = templateNames
    facts = Array(repeating: TemplateFacts(), count: templateNames.names.count)
    let globals = registry.globals.map(\.0).sorted()
    for name in globals + (roots ?? [:]).keys.sorted() { symbols.insert(name) }
  }

  /// Resolves the names of a template.
  mutating func resolve(
    _ statements: [Statement], of template: Int, _ source: SourceText
  ) -> Resolution {
    (self.template, self.source, resolution) = (template, source, Resolution())
    let scope = Scope(around: nil, Scope.Frame(.template))
    resolve(statements, in: scope)
    checkShown(statements)
    resolution.topSlots = scope.frame.slotCount
    // The variables of an include are known only when the code around it is resolved.
    for (id, scope) in passing { resolution.passed[id] = passedVariables(of: scope) }
    passing = []
    return resolution
  }

  /// Warns of the first text or value after `extends` that stands outside of blocks, where it is dropped.
  private mutating func checkShown(_ statements: [Statement]) {
    var isExtending = false
    for statement in statements {
      switch statement.kind {
      case .extends: isExtending = true
      case .text where isExtending:
        let bytes = source.bytes[statement.range]
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
          let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { continue }
        return reportNeverShown(first..<last + 1)
      case .output where isExtending: return reportNeverShown(statement.range)
      default: break
      }
    }
  }

  private mutating func reportNeverShown(_ range: Range<Int>) {
    report(
      .templateNeverShown,
      "this stands outside of a block in a template that extends another, so it is never shown",
      range, help: "move it into a block: `{% block after %}{{ super() }}…{% endblock %}`")
  }

  // MARK: Errors

  mutating func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, help: String? = nil
  ) {
    diagnostics.append(Diagnostic(rule, message, at: source.location(of: range), help: help))
  }

  /// Reports an error that rendering would cause, at a range of the template.
  mutating func report(_ error: TemplateError, at range: Range<Int>) {
    var diagnostic = error.diagnostic
    diagnostic.location = source.location(of: range)
    diagnostics.append(diagnostic)
  }

  // MARK: Statements

  private mutating func resolve(_ statements: [Statement], in scope: Scope) {
    for statement in statements { resolve(statement, in: scope) }
  }

  private mutating func resolve(_ statement: Statement, in scope: Scope) {
    switch statement.kind {
    case .text: break
    case .output(let value), .evaluate(let value): resolve(value, in: scope)
    case .sequence(let statements): resolve(statements, in: scope)
    case .set(let target, let value): resolve(set: target, value, in: scope)
    case .branches(let branches, let other):
      conditionally { resolver in
        for (condition, body) in branches {
          resolver.resolve(condition, in: scope)
          resolver.resolve(body, in: scope)
        }
        resolver.resolve(other ?? [], in: scope)
      }
    case .loop(let loop): resolve(loop, in: scope)
    case .with(let assignments, let body): resolve(body, around: scope, assignments)
    case .autoescape(_, let body): resolve(body, around: scope)
    case .block(let block): resolve(block, in: scope)
    case .extends(let reference): resolve(reference, in: scope, isExtends: true)
    case .include(let reference): resolve(reference, in: scope)
    }
  }

  /// Resolves statements that may not run.
  private mutating func conditionally(_ body: (inout Resolver) -> Void) {
    conditionDepth += 1
    body(&self)
    conditionDepth -= 1
  }

  private mutating func resolve(set target: Target, _ value: Expression, in scope: Scope) {
    if case .field(let variable, _, _) = target { resolve(read: variable, in: scope) }
    resolve(value, in: scope)
    for variable in target.variables { bind(variable, in: scope) }
  }

  /// Resolves an assigned variable to its slot, or to a variable of the context.
  private mutating func bind(_ variable: Variable, in scope: Scope) {
    if let slot = scope.slot(of: variable.name) {
      resolution.places[variable.id] = .local(slot: slot)
      return
    }
    let symbol: ID<Symbol> = symbols.id(of: variable.name)
    resolution.places[variable.id] = .context(symbol)
    sharedNames.insert(variable.name)
    if conditionDepth == 0 { facts[template].assigned.insert(variable.name) }
    if !facts[template].exports.contains(symbol) { facts[template].exports.append(symbol) }
  }

  /// Resolves a body in a scope of its own.
  ///
  /// At its start, the names that it assigns have their values from outside the body, except for the names of `with`.
  private mutating func resolve(
    _ body: Body, around outer: Scope, _ assignments: [(target: Target, value: Expression)] = []
  ) {
    let scope = Scope(around: outer, outer.frame)
    // In `with a = 1, b = a`, the second value is the outer `a`.
    for (_, value) in assignments { resolve(value, in: outer) }
    let variables = assignments.flatMap(\.target.variables)
    for variable in variables { scope.bind(variable.name) }
    for name in body.statements.assignedNames where scope.slot(of: name) == nil {
      let source = place(of: name, in: outer)
      if case .context(let symbol) = source { note(name, symbol, in: outer) }
      resolution.copies[body.id, default: []].append(
        Resolution.Copy(source: source, slot: scope.bind(name)))
    }
    for variable in variables { bind(variable, in: scope) }
    resolve(body.statements, in: scope)
  }

  private mutating func resolve(_ loop: Statement.Loop, in scope: Scope) {
    // `for x in x` loops over the outer `x`.
    resolve(loop.iterable, in: scope)
    let variables = loop.target.variables
    let targets = Scope(around: scope, scope.frame, variables.map(\.name))
    for variable in variables { bind(variable, in: targets) }
    if let condition = loop.condition { resolve(condition, in: targets) }
    let inner = Scope(around: targets, scope.frame, specials: ["loop"])
    if loop.isRecursive { _ = inner.slot(of: "loop") }
    conditionally { $0.resolve(loop.body, around: inner) }
    resolution.loopSlots[loop.id] = inner.special("loop")
    if let elseBody = loop.elseBody {
      conditionally { $0.resolve(elseBody, around: scope) }
    }
  }

  private mutating func resolve(_ macro: MacroDefinition, in scope: Scope) {
    let names = macro.parameters.map(\.name)
    let inner = Scope(
      around: scope, Scope.Frame(.macro(macro.id)), names,
      specials: ["caller", "varargs", "kwargs"])
    conditionally { resolver in
      for parameter in macro.parameters {
        if let fallback = parameter.fallback { resolver.resolve(fallback, in: inner) }
      }
      resolver.resolve(macro.body, around: inner)
    }
    resolution.macros[macro.id] = Resolution.MacroFrame(
      slotCount: inner.frame.slotCount,
      caller: inner.special("caller") ?? names.firstIndex(of: "caller").map { Int32($0) },
      varargs: inner.special("varargs"), kwargs: inner.special("kwargs"))
  }

  private mutating func resolve(_ block: Statement.Block, in scope: Scope) {
    facts[template].blocks.append(
      TemplateFacts.Block(
        name: block.name, range: block.nameRange, isTopLevel: block.isTopLevel))
    if block.isScoped {
      // A scoped block sees the loop that it stands in.
      _ = scope.visible.first { $0.scope.slot(of: "loop") != nil }
      passing.append((block.id, scope))
    }
    let frame = Scope.Frame(.block)
    conditionally { $0.resolve(block.body, around: Scope(around: nil, frame)) }
    resolution.blockSlots[block.id] = frame.slotCount
  }

  // MARK: Expressions

  private mutating func resolve(_ expression: Expression, in scope: Scope) {
    if let read = expression.read { return resolve(read, in: scope) }
    switch expression.kind {
    case .filter(let input, let use):
      if use.name == "default" || use.name == "d" { noteGuard(input) }
      check(use, isTest: false)
    case .test(let input, let use, _):
      if ["defined", "undefined"].contains(use.name) { noteGuard(input) }
      check(use, isTest: true)
    case .capture(let body, let filters):
      resolve(body, around: scope)
      for use in filters {
        check(use, isTest: false)
        for argument in use.arguments.expressions { resolve(argument, in: scope) }
      }
    case .macro(let macro): resolve(macro, in: scope)
    case .parentBlock:
      if case .block = scope.outermost.frame.owner { break }
      report(
        .templateMisplaced,
        "`super()` renders the version of a block in the extended template, so it can only be used "
          + "in a block", expression.range)
    case .module(let reference): return resolve(reference, in: scope)
    case .members(let reference, let names):
      resolve(reference, in: scope)
      if let from = reference.name.constant.flatMap({ templateNames.template(named: $0) }) {
        for (name, range) in names where !name.hasPrefix("_") {
          facts[template].imports.append((name, Int(from.index), range))
        }
      }
      return
    default: break
    }
    for operand in expression.kind.operands { resolve(operand, in: scope) }
  }

  /// Records a variable or field that a template tests, because it may be missing.
  private mutating func noteGuard(_ expression: Expression) {
    if let read = expression.read { facts[template].guarded.insert(read.path) }
  }

  private mutating func resolve(read variable: Variable, in scope: Scope) {
    resolve(
      TemplateFacts.Read(variable: variable, field: nil, range: variable.range), in: scope)
  }

  private mutating func resolve(_ read: TemplateFacts.Read, in scope: Scope) {
    let place = place(of: read.variable.name, in: scope)
    resolution.places[read.variable.id] = place
    guard case .context(let symbol) = place else { return }
    facts[template].reads.append(read)
    note(read.variable.name, symbol, field: read.field, in: scope)
  }

  private mutating func place(of name: String, in scope: Scope) -> VariableLocation {
    for (scope, crossed) in scope.visible {
      guard let slot = scope.slot(of: name) else { continue }
      return place(slot, crossed)
    }
    return .context(symbols.id(of: name))
  }

  private mutating func place(_ slot: Int32, _ crossed: [SyntaxID]) -> VariableLocation {
    resolution.closures.formUnion(crossed)
    return crossed.isEmpty ? .local(slot: slot) : .outer(slot: slot, levels: Int32(crossed.count))
  }

  /// Records a read of the context.
  ///
  /// A variable that the top level has set before belongs to the template itself. This does not apply to blocks,
  /// which may be rendered before that point.
  private mutating func note(
    _ name: String, _ symbol: ID<Symbol>, field: String? = nil, in scope: Scope
  ) {
    usedSymbols.insert(symbol)
    let isInBlock = if case .block = scope.outermost.frame.owner { true } else { false }
    if isInBlock || !facts[template].assigned.contains(name) {
      facts[template].foreseen.variables.insert(name)
    }
    if let roots, roots[name] == nil { return }
    if let field {
      facts[template].foreseen.fields[name, default: []].insert(field)
    } else {
      facts[template].foreseen.wholeRoots.insert(name)
    }
  }

  // MARK: Other templates

  private mutating func resolve(
    _ reference: TemplateReference, in scope: Scope, isExtends: Bool = false
  ) {
    resolve(reference.name, in: scope)
    if !isExtends, reference.withContext { passing.append((reference.id, scope)) }
    guard let value = reference.name.constant, let names = value.names else {
      facts[template].isDynamic = true
      return
    }
    if let target = templateNames.template(named: value) {
      facts[template].references.append(
        TemplateFacts.Reference(
          isExtends: isExtends, from: template, to: Int(target.index),
          range: reference.name.range, isUnconditional: conditionDepth == 0))
    } else if !reference.ignoresMissing {
      report(TemplateError.noTemplate(names, templateNames.names), at: reference.name.range)
    }
  }

  /// The variables that are visible from a scope, as symbols of the context.
  private mutating func passedVariables(of scope: Scope) -> [PassedVariable] {
    var passed: [PassedVariable] = []
    var known: Set<ID<Symbol>> = []
    for (scope, crossed) in scope.visible {
      for (name, slot) in scope.variables {
        let symbol: ID<Symbol> = symbols.id(of: name)
        guard known.insert(symbol).inserted else { continue }
        passed.append(PassedVariable(place: place(slot, crossed), symbol: symbol))
        sharedNames.insert(name)
      }
    }
    return passed
  }
}

extension Expression {
  /// The variable, or the field of a variable, that the expression reads; `nil` for other expressions.
  fileprivate var read: TemplateFacts.Read? {
    let (base, field): (Expression, String?)
    switch kind {
    case .variable(let variable):
      return TemplateFacts.Read(variable: variable, field: nil, range: range)
    case .attribute(let object, let name): (base, field) = (object, name)
    case .item(let object, let index): (base, field) = (object, index.constant?.text)
    default: return nil
    }
    guard case .variable(let variable) = base.kind, let field else { return nil }
    return TemplateFacts.Read(variable: variable, field: field, range: range)
  }
}
