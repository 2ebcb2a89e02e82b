/// Identifies a node of a template's syntax tree, for the results of the resolver.
struct SyntaxID: Hashable {
  let index: Int
}

/// An expression of the syntax tree.
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
    /// The filtered output of a body, from `{% set x %}…{% endset %}` or `{% filter f %}`.
    case capture(Body, [FunctionUse])
    case macro(MacroDefinition)
    /// An imported template, or some of the names that it defines.
    case module(TemplateReference)
    case members(TemplateReference, [(name: String, range: Range<Int>)])
  }

  let kind: Kind
  /// The location for errors: the text of the expression, or the name of a filter.
  var range: Range<Int>
  /// The number of levels of nested expressions.
  ///
  /// It is limited, so that no recursion over it exhausts the stack.
  let depth: Int

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth = 1 + (kind.operands.map(\.depth).max() ?? 0)
  }

  /// The value of a literal or of a list of literals; `nil` for other expressions.
  var constant: Value? {
    if case .literal(let value) = kind { value } else { nil }
  }
}

extension Expression.Kind {
  /// The operands in the order of evaluation.
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

/// The bounds of a slice, `object[start:stop:step]`.
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

/// The use of a filter or test with its arguments.
struct FunctionUse {
  var name: String
  var range: Range<Int>
  var arguments = CallArguments()
}

/// The arguments of a call in the syntax tree.
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
