/// Where a variable's value lies.
enum VariablePlace: Hashable {
  /// In a slot of the running frame.
  case local(slot: Int32)
  /// In a slot of a frame around the running macro, that many levels up.
  case outer(slot: Int32, levels: Int32)
  /// In the context that a template shares with those that it includes and extends.
  case context(ID<Symbol>)
}

/// An operation that computes a value.
///
/// Of fixed size and without references: walking the operations of a program counts none, which is
/// what makes rendering fast. `autoescape` says whether output is escaped where the operation stands.
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
  /// The version of a block that many levels above the one that stands there.
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

/// A name that is imported, and where it stands.
struct MemberCode {
  let name: ID<Name>
  let origin: Origin
}

/// An operation that writes, assigns or steers.
enum StatementCode {
  case text(Run<TextByte>)
  case output(ID<ExpressionCode>, autoescape: Bool)
  case evaluate(ID<ExpressionCode>)
  case sequence(Run<ID<StatementCode>>)
  case branches(Run<BranchCode>, otherwise: ID<StatementCode>?)
  case loop(ID<LoopCode>)
  case assign(ID<TargetCode>, ID<ExpressionCode>)
  /// Gives a slot the value that a name has outside of its scope.
  case copy(VariablePlace, slot: Int32)
  /// Shows a block; one that is `scoped` sees the variables of the place where it stands.
  case block(ID<BlockName>, passing: Run<PassedVariable>?)
  case extends(ID<ReferenceCode>)
  case include(ID<ReferenceCode>)
}

struct BranchCode {
  let condition: ID<ExpressionCode>
  let body: ID<StatementCode>
}

/// What a value is assigned to.
enum TargetCode {
  case local(slot: Int32)
  case context(ID<Symbol>)
  case field(ID<ExpressionCode>, ID<Name>)
  case unpack(Run<ID<TargetCode>>)
}

/// A variable of a frame that another template sees as one of the context.
struct PassedVariable {
  let place: VariablePlace
  let symbol: ID<Symbol>
}

/// A body with a frame of its own: how many variables it has, and how deeply its operations nest.
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
  let name: String
  let parameters: [String]
  let defaults: [ID<ExpressionCode>?]
  let frame: FrameCode
  /// Slots of these; `nil` where the body does not read them.
  let caller: Int32?
  let varargs: Int32?
  let kwargs: Int32?
  /// Whether it reads variables of a frame around it, and so cannot outlive that.
  let isClosure: Bool
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
  /// The template, where the name is known.
  let template: ID<TemplateCode>?
  let ignoresMissing: Bool
  let withContext: Bool
  let passed: Run<PassedVariable>
}

/// The arguments of a call.
struct CallCode: Sendable {
  enum Arguments {
    /// One for each parameter of a filter or test; `nil` stands for the default.
    case bound([ID<ExpressionCode>?])
    /// In the order in which they are written.
    case positional([ID<ExpressionCode>])
  }

  let arguments: Arguments
  let named: [(name: String, value: ID<ExpressionCode>)]
  /// `*values` and `**mapping`.
  let splat: ID<ExpressionCode>?
  let namedSplat: ID<ExpressionCode>?
}
