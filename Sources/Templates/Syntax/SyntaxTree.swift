/// An expression and the bytes it stands for.
struct Expression {
  let kind: Kind
  let range: Range<Int>
  /// How many levels of expressions this one has, so that no walk over it exhausts the stack.
  let depth: Int

  init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth = kind.depth
  }

  indirect enum Kind {
    case constant(Value)
    case name(String)
    case attribute(Expression, String)
    case item(Expression, Expression)
    case slice(Expression, Expression?, Expression?, Expression?)
    case list([Expression])
    case tuple([Expression])
    case map([(key: Expression, value: Expression)])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case comparison(Expression, [(ComparisonOperator, Expression)])
    case and(Expression, Expression)
    case or(Expression, Expression)
    case concat([Expression])
    case conditional(Expression, if: Expression, else: Expression?)
    case filter(Expression?, FilterUse)
    case test(Expression, FilterUse, isNegated: Bool)
    case call(Expression, CallArguments)
    /// Stands where an expression could not be read; its mistake is reported already.
    case broken
  }
}

enum UnaryOperator { case not, negate, plus }

enum BinaryOperator { case add, subtract, multiply, divide, floorDivide, modulo, power }

enum ComparisonOperator {
  case equal, notEqual, less, lessEqual, greater, greaterEqual, `in`, notIn
}

/// A filter or test by name, with what it is given.
struct FilterUse {
  let name: String
  let range: Range<Int>
  let arguments: CallArguments
}

/// What stands between the parentheses of a call.
struct CallArguments {
  var positional: [Expression] = []
  var named: [(name: String, range: Range<Int>, value: Expression)] = []
  /// `*values` and `**mapping`.
  var splat: Expression?
  var namedSplat: Expression?

  var isEmpty: Bool {
    positional.isEmpty && named.isEmpty && splat == nil && namedSplat == nil
  }
}

/// What `set`, `for` and `with` assign to.
indirect enum Target {
  case name(String, Range<Int>)
  case tuple([Target], Range<Int>)
  /// A field of a namespace.
  case attribute(String, String, Range<Int>)
}

/// A parameter of a macro.
struct Parameter {
  let name: String
  let range: Range<Int>
  let defaultValue: Expression?
}

/// A statement and the bytes of its opening tag.
struct Statement {
  let kind: Kind
  let range: Range<Int>

  indirect enum Kind {
    case text
    case output(Expression)
    case `if`([(condition: Expression, body: [Statement])], else: [Statement])
    case `for`(ForLoop)
    case set(Target, Expression)
    case setBlock(Target, [FilterUse], [Statement])
    case with([(Target, Expression)], [Statement])
    case macro(MacroDefinition)
    case call(Expression, MacroDefinition)
    case filter([FilterUse], [Statement])
    case block(BlockDefinition)
    case extends(Expression)
    case include(Expression, ignoreMissing: Bool, withContext: Bool)
    case `import`(Expression, as: String, withContext: Bool)
    case fromImport(Expression, [ImportedName], withContext: Bool)
    case autoescape(Bool, [Statement])
    /// `do` of an expression: evaluated, not printed.
    case evaluate(Expression)
  }
}

struct ForLoop {
  let target: Target
  let iterable: Expression
  let condition: Expression?
  let isRecursive: Bool
  let body: [Statement]
  let elseBody: [Statement]
}

struct MacroDefinition {
  let name: String
  let parameters: [Parameter]
  let body: [Statement]
}

struct BlockDefinition {
  let name: String
  let nameRange: Range<Int>
  let isScoped: Bool
  let isRequired: Bool
  let body: [Statement]
}

struct ImportedName {
  let name: String
  let alias: String
  let range: Range<Int>
}
