import Diagnostics

/// All templates of an environment, compiled: flat arrays that a render only reads.
///
/// The renderer holds it as a constant of a noncopyable struct, so reading an element counts no references.
/// For the same reason elements hold positions and runs of these arrays instead of arrays of their own.
struct Program: Sendable {
  var expressions: [ExpressionCode] = []
  var expressionOrigins: [Origin] = []
  var statements: [StatementCode] = []
  var statementOrigins: [Origin] = []
  var targets: [TargetCode] = []
  var targetOrigins: [Origin] = []

  // The elements that operations refer to.
  var expressionLists: [ID<ExpressionCode>] = []
  var statementLists: [ID<StatementCode>] = []
  var targetLists: [ID<TargetCode>] = []
  var mappingEntries: [MappingEntry] = []
  var chainLinks: [ChainLink] = []
  var slices: [SliceCode] = []
  var members: [MemberCode] = []
  var branches: [BranchCode] = []
  var passedVariables: [PassedVariable] = []
  var text: [TextByte] = []
  var constants: [Value] = []
  var loops: [LoopCode] = []
  var macros: [MacroCode] = []
  var parameters: [ParameterCode] = []
  var blocks: [BlockCode] = []
  var references: [ReferenceCode] = []
  var calls: [CallCode] = []
  var arguments: [ID<ExpressionCode>?] = []
  var namedArguments: [NamedArgument] = []
  var templates: [TemplateCode] = []

  /// Names of variables, fields and methods.
  var names = NameTable()
  /// Names of the context's variables; their positions are its slots.
  var symbols = NameTable()
  var blockNames = NameTable()
  /// Positions of templates by name.
  var templateNames = NameTable()
  /// The number of operations that read a field by name; each has an entry in the inline cache.
  var cacheCount = 0
}

/// A template: its top level and its blocks.
struct TemplateCode: Sendable {
  let name: String
  let source: SourceText
  let frame: FrameCode
  let blocks: [ID<BlockCode>]
  /// The names that its top level sets, which an import offers.
  let exports: [ID<Symbol>]
  /// The mistake that keeps it from being rendered.
  let failure: Diagnostic?
}

extension Program {
  /// The template that a value names, or the first that exists where it is a list of names.
  func template(named value: Value) -> ID<TemplateCode>? { templateNames.template(named: value) }

  func origin(of id: ID<ExpressionCode>) -> Origin { expressionOrigins[Int(id.index)] }
  func origin(of id: ID<StatementCode>) -> Origin { statementOrigins[Int(id.index)] }
  func origin(of id: ID<TargetCode>) -> Origin { targetOrigins[Int(id.index)] }
}

extension NameTable {
  /// The template of this table that a value names, or the first that exists where it is a list.
  func template(named value: Value) -> ID<TemplateCode>? {
    if let name = value.text { return template(named: name).map { ID($0) } }
    return value.names?.lazy.compactMap { template(named: $0) }.first.map { ID($0) }
  }

  /// The template of a name; an original that nothing replaces is the template of its name.
  private func template(named name: String) -> Int? {
    if let index = index(of: name) { return index }
    let prefix = TemplateSource.originalPrefix
    return name.hasPrefix(prefix) ? index(of: String(name.dropFirst(prefix.count))) : nil
  }
}
