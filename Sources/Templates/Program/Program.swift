import Diagnostics

/// All templates of an environment, compiled: flat arrays that a render only reads.
struct Program: Sendable {
  var expressions: [ExpressionCode] = []
  var expressionOrigins: [Origin] = []
  var statements: [StatementCode] = []
  var statementOrigins: [Origin] = []
  var targets: [TargetCode] = []
  var targetOrigins: [Origin] = []

  // What operations refer to.
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
  var blocks: [BlockCode] = []
  var references: [ReferenceCode] = []
  var calls: [CallCode] = []
  var templates: [TemplateCode] = []

  /// Names of variables, fields and methods.
  var names = NameTable()
  /// Names of the context's variables; their positions are its slots.
  var symbols = NameTable()
  var blockNames = NameTable()
  /// Positions of templates by name.
  var templateNames = NameTable()
  /// How many operations read a field by name; each has its entry in the inline cache.
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
    if let name = value.text { return index(of: name).map { ID($0) } }
    return value.names?.lazy.compactMap { index(of: $0) }.first.map { ID($0) }
  }
}

/// The arrays of a program that a render reads all the time, as bare pointers.
///
/// Reading them through the program's arrays counts references at each step, which measured as a
/// third of a render. The pointers are valid within `withView` only, and that is where a renderer
/// lives; every position in them was made by the emitter.
struct ProgramView {
  let expressions: UnsafePointer<ExpressionCode>
  let statements: UnsafePointer<StatementCode>
  let targets: UnsafePointer<TargetCode>
  let expressionLists: UnsafePointer<ID<ExpressionCode>>
  let statementLists: UnsafePointer<ID<StatementCode>>
  let branches: UnsafePointer<BranchCode>
  let text: UnsafePointer<UInt8>
  let constants: UnsafePointer<Value>
  let macros: UnsafePointer<MacroCode>
  let calls: UnsafePointer<CallCode>
}

extension Program {
  /// Calls `body` with pointers to the program's arrays.
  func withView(_ body: (ProgramView) throws -> Void) throws {
    // An array that is passed as a pointer is kept alive and in place until the call returns.
    func call(
      _ expressions: UnsafePointer<ExpressionCode>, _ statements: UnsafePointer<StatementCode>,
      _ targets: UnsafePointer<TargetCode>,
      _ expressionLists: UnsafePointer<ID<ExpressionCode>>,
      _ statementLists: UnsafePointer<ID<StatementCode>>, _ branches: UnsafePointer<BranchCode>,
      _ text: UnsafePointer<UInt8>, _ constants: UnsafePointer<Value>,
      _ macros: UnsafePointer<MacroCode>, _ calls: UnsafePointer<CallCode>
    ) throws {
      try body(
        ProgramView(
          expressions: expressions, statements: statements, targets: targets,
          expressionLists: expressionLists, statementLists: statementLists, branches: branches,
          text: text, constants: constants, macros: macros, calls: calls))
    }
    try call(
      expressions, statements, targets, expressionLists, statementLists, branches, text, constants,
      macros, calls)
  }
}
