/// The storage location of a variable.
enum VariableLocation: Hashable {
  /// A slot of the current frame.
  case local(slot: Int32)
  /// A slot of a frame around the running macro, `levels` up.
  case outer(slot: Int32, levels: Int32)
  /// A variable of the context, which a template shares with those that it includes and extends.
  case context(ID<Symbol>)
}

/// An operation that computes a value.
///
/// It has a fixed size and no references, so that walking a program does no reference counting. `autoescape` says
/// whether output is escaped at the operation.
enum ExpressionCode {
  case constant(ID<Value>)
  case local(slot: Int32, ID<Name>)
  case outer(slot: Int32, levels: Int32, ID<Name>)
  case context(ID<Symbol>, ID<Name>)
  case attribute(ID<ExpressionCode>, ID<Name>, ID<CacheEntry>)
  case item(ID<ExpressionCode>, ID<ExpressionCode>)
  case slice(ID<ExpressionCode>, ID<SliceCode>)
  case list(Run<ID<ExpressionCode>>)
  case tuple(Run<ID<ExpressionCode>>)
  case mapping(Run<MappingEntry>)
  case not(ID<ExpressionCode>)
  case negative(ID<ExpressionCode>)
  case positive(ID<ExpressionCode>)
  case arithmetic(Arithmetic, ID<ExpressionCode>, ID<ExpressionCode>)
  case comparison(Comparison, ID<ExpressionCode>, ID<ExpressionCode>)
  case chain(ID<ExpressionCode>, Run<ChainLink>)
  case and(ID<ExpressionCode>, ID<ExpressionCode>)
  case or(ID<ExpressionCode>, ID<ExpressionCode>)
  case concatenation(Run<ID<ExpressionCode>>, autoescape: Bool)
  case conditional(
    ID<ExpressionCode>, then: ID<ExpressionCode>, otherwise: ID<ExpressionCode>?)
  case filter(ID<ExpressionCode>, ID<Function>, ID<CallCode>?, autoescape: Bool)
  case test(ID<ExpressionCode>, ID<Function>, ID<CallCode>?, isNegated: Bool)
  case call(ID<ExpressionCode>, ID<CallCode>, autoescape: Bool)
  case methodCall(ID<ExpressionCode>, ID<Name>, ID<CallCode>, autoescape: Bool)
  /// The version of a block `levels` above the current one.
  case parentBlock(ID<BlockCode>, levels: Int32, autoescape: Bool)
  case ownBlock(ID<BlockName>, autoescape: Bool)
  case capture(ID<StatementCode>, autoescape: Bool)
  case macro(ID<MacroCode>)
  case module(ID<ReferenceCode>)
  case members(ID<ReferenceCode>, Run<MemberCode>)
}

struct MappingEntry {
  let key: ID<ExpressionCode>
  let value: ID<ExpressionCode>
}

struct ChainLink {
  let comparison: Comparison
  let operand: ID<ExpressionCode>
}

struct SliceCode {
  let start: ID<ExpressionCode>?
  let stop: ID<ExpressionCode>?
  let step: ID<ExpressionCode>?
}

/// An imported name, and its source.
struct MemberCode {
  let name: ID<Name>
  let origin: Origin
}

/// An operation that writes, assigns or controls the flow.
enum StatementCode {
  case text(Run<TextByte>)
  case output(ID<ExpressionCode>, autoescape: Bool)
  case evaluate(ID<ExpressionCode>)
  case sequence(Run<ID<StatementCode>>)
  case branches(Run<BranchCode>, otherwise: ID<StatementCode>?)
  case loop(ID<LoopCode>)
  case assign(ID<TargetCode>, ID<ExpressionCode>)
  /// Copies the value that a name has outside of a scope into the scope's slot.
  case copy(VariableLocation, slot: Int32)
  /// Renders a block. A `scoped` block sees the variables around it.
  case block(ID<BlockName>, passing: Run<PassedVariable>?)
  case extends(ID<ReferenceCode>)
  case include(ID<ReferenceCode>)
}

struct BranchCode {
  let condition: ID<ExpressionCode>
  let body: ID<StatementCode>
}

/// The target of an assignment.
enum TargetCode {
  case local(slot: Int32)
  case context(ID<Symbol>)
  case field(ID<ExpressionCode>, ID<Name>)
  case unpack(Run<ID<TargetCode>>)
}

/// A variable of a frame that is passed to another template as a variable of the context.
struct PassedVariable {
  let place: VariableLocation
  let symbol: ID<Symbol>
}

/// A body with a frame of its own: the number of its variables, and the nesting of its operations.
struct FrameCode: Sendable {
  let body: ID<StatementCode>
  let slotCount: Int
  let depth: Int
}

struct LoopCode: Sendable {
  let iterable: ID<ExpressionCode>
  let target: ID<TargetCode>
  let condition: ID<ExpressionCode>?
  let body: ID<StatementCode>
  let elseBody: ID<StatementCode>?
  /// The slot of `loop`; `nil` where nothing reads it.
  let loopSlot: Int32?
  let isRecursive: Bool
}

/// A macro, or the body of a `call`; its parameters have the first slots.
struct MacroCode: Sendable {
  let name: ID<Name>
  let parameters: Run<ParameterCode>
  let frame: FrameCode
  /// Slots of these variables; `nil` where the body does not read them.
  let caller: Int32?
  let varargs: Int32?
  let kwargs: Int32?
  /// Whether it reads variables of a frame around it, and so cannot outlive that.
  let isClosure: Bool
}

struct ParameterCode: Sendable {
  let name: ID<Name>
  let fallback: ID<ExpressionCode>?
}

/// One template's version of a block.
struct BlockCode: Sendable {
  let name: ID<BlockName>
  let isRequired: Bool
  let frame: FrameCode
}

/// A reference to another template.
struct ReferenceCode: Sendable {
  let name: ID<ExpressionCode>
  /// The template, if the name is a constant.
  let template: ID<TemplateCode>?
  let ignoresMissing: Bool
  let withContext: Bool
  let passed: Run<PassedVariable>
}

/// The arguments of a call.
struct CallCode: Sendable {
  /// The arguments without a name, in the order in which they are written.
  ///
  /// If `isBound` is true, it has instead one element for each parameter of a filter or test, and `nil` stands for
  /// the default.
  let values: Run<ID<ExpressionCode>?>
  let isBound: Bool
  let named: Run<NamedArgument>
  /// `*values` and `**mapping`.
  let splat: ID<ExpressionCode>?
  let namedSplat: ID<ExpressionCode>?
}

struct NamedArgument: Sendable {
  let name: ID<Name>
  let value: ID<ExpressionCode>
}
