/// A statement, output or text of the syntax tree.
struct Statement {
  indirect enum Kind {
    case text
    case output(Expression)
    /// `do`: evaluates an expression without printing it.
    case evaluate(Expression)
    /// The parts of `print a, b` or of a printed concatenation.
    case sequence([Statement])
    /// An assignment, from `set`, `macro`, `import` or `from`.
    case set(Target, Expression)
    case branches([(condition: Expression, body: [Statement])], otherwise: [Statement]?)
    case loop(Loop)
    case with([(target: Target, value: Expression)], Body)
    case autoescape(Bool, Body)
    case block(Block)
    case extends(TemplateReference)
    case include(TemplateReference)
  }

  struct Loop {
    let id: SyntaxID
    let target: Target
    let iterable: Expression
    let condition: Expression?
    let isRecursive: Bool
    let body: Body
    let elseBody: Body?
  }

  struct Block {
    let id: SyntaxID
    let name: String
    let nameRange: Range<Int>
    let isScoped: Bool
    let isRequired: Bool
    /// Whether it is not inside another block or statement.
    let isTopLevel: Bool
    let body: Body
  }

  let kind: Kind
  let range: Range<Int>

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

/// Statements with a scope of their own.
///
/// Their assignments are not visible outside.
struct Body {
  let id: SyntaxID
  let statements: [Statement]
}

/// The target of an assignment.
indirect enum Target {
  case variable(Variable)
  /// A field of a namespace.
  case field(Variable, String, Range<Int>)
  case unpack([Target], Range<Int>)

  var range: Range<Int> {
    switch self {
    case .variable(let variable): variable.range
    case .field(_, _, let range), .unpack(_, let range): range
    }
  }

  /// The variables that are assigned.
  var variables: [Variable] {
    switch self {
    case .variable(let variable): [variable]
    case .field: []
    case .unpack(let targets, _): targets.flatMap(\.variables)
    }
  }
}

/// A macro, or the body of `{% call %}`.
struct MacroDefinition {
  struct Parameter {
    let name: String
    let fallback: Expression?
  }

  let id: SyntaxID
  let name: String
  let parameters: [Parameter]
  let body: Body
}

/// A tag that names another template.
struct TemplateReference {
  let id: SyntaxID
  let name: Expression
  var ignoresMissing = false
  var withContext = true
}

extension [Statement] {
  /// The names that these statements assign in their own scope.
  var assignedNames: [String] {
    flatMap { statement -> [String] in
      switch statement.kind {
      case .set(let target, _): target.variables.map(\.name)
      case .branches(let branches, let other):
        branches.flatMap(\.body.assignedNames) + (other?.assignedNames ?? [])
      default: []
      }
    }
  }
}
