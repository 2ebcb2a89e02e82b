/// Identifies a piece of one template's syntax, under which the resolver records what it found.
struct SyntaxID: Hashable {
  let index: Int
}

/// An expression as it is written.
struct Expression {
  indirect enum Kind {
    case literal(Value)
    case variable(Variable)
    /// `object.name` and `object[index]`.
    case attribute(Expression, String)
    case item(Expression, Expression)
    case slice(Expression, SliceBounds)
    case list([Expression])
    case tuple([Expression])
    case mapping([(key: Expression, value: Expression)])
    case not(Expression)
    case negative(Expression)
    case positive(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    /// One comparison or a chain such as `a < b <= c`.
    case comparison(Expression, [(sign: Comparison, operand: Expression)])
    case and(Expression, Expression)
    case or(Expression, Expression)
    case concatenation([Expression])
    case conditional(Expression, then: Expression, otherwise: Expression?)
    case filter(Expression, FunctionUse)
    case test(Expression, FunctionUse, isNegated: Bool)
    case call(Expression, CallArguments)
    case methodCall(Expression, String, CallArguments)
    /// `super()` with one level, `super.super()` with two.
    case parentBlock(levels: Int)
    /// `self.name()`.
    case ownBlock(String)
    /// The filtered output of a body: what `{% set x %}…{% endset %}` and `{% filter f %}` make.
    case capture(Body, [FunctionUse])
    case macro(MacroDefinition)
    /// A template as `import` sees it, or some of the names that it defines.
    case module(TemplateReference)
    case members(TemplateReference, [(name: String, range: Range<Int>)])
  }

  let kind: Kind
  /// Where errors point to: the text of the expression, for a filter its name.
  var range: Range<Int>
  /// How many levels of expressions this one has, so that no walk over it exhausts the stack.
  let depth: Int

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth = 1 + (kind.operands.map(\.depth).max() ?? 0)
  }

  /// The value of a literal, or of a list that holds only literals.
  var constant: Value? {
    if case .literal(let value) = kind { value } else { nil }
  }
}

extension Expression.Kind {
  /// The expressions that this one works on, in the order in which it evaluates them.
  var operands: [Expression] {
    switch self {
    case .literal, .variable, .parentBlock, .ownBlock, .capture, .macro: []
    case .attribute(let operand, _), .not(let operand), .negative(let operand),
      .positive(let operand):
      [operand]
    case .item(let left, let right), .arithmetic(_, let left, let right), .and(let left, let right),
      .or(let left, let right):
      [left, right]
    case .slice(let operand, let bounds): [operand] + bounds.all.compactMap(\.self)
    case .list(let items), .tuple(let items), .concatenation(let items): items
    case .mapping(let pairs): pairs.flatMap { [$0.key, $0.value] }
    case .comparison(let first, let rest): [first] + rest.map(\.operand)
    case .conditional(let condition, let then, let other):
      [condition, then] + [other].compactMap(\.self)
    case .filter(let input, let use), .test(let input, let use, _):
      [input] + use.arguments.expressions
    case .call(let callee, let arguments), .methodCall(let callee, _, let arguments):
      [callee] + arguments.expressions
    case .module(let reference), .members(let reference, _): [reference.name]
    }
  }
}

/// What stands between the brackets of `object[start:stop:step]`.
struct SliceBounds {
  let start: Expression?
  let stop: Expression?
  let step: Expression?

  var all: [Expression?] { [start, stop, step] }
}

/// A variable where it is read or assigned.
struct Variable {
  let name: String
  let range: Range<Int>
  let id: SyntaxID
}

/// A filter or test by name, with what stands between its parentheses.
struct FunctionUse {
  var name: String
  var range: Range<Int>
  var arguments = CallArguments()
}

/// The arguments of a call as they are written.
struct CallArguments {
  struct Named {
    let name: String
    let range: Range<Int>
    let value: Expression
  }

  var positional: [Expression] = []
  var named: [Named] = []
  /// `*values` and `**mapping`.
  var splat: Expression?
  var namedSplat: Expression?

  var expressions: [Expression] {
    positional + named.map(\.value) + [splat, namedSplat].compactMap(\.self)
  }
}
