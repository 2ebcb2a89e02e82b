/// A statement, an output or a text of a template, as it is written.
struct Statement {
  indirect enum Kind {
    case text
    case output(Expression)
    /// `do`: computes and prints nothing.
    case evaluate(Expression)
    /// What `print a, b` prints.
    case sequence([Statement])
    /// Everything that gives a name a value: `set`, `macro`, `import` and `from`.
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
    /// Whether it stands within no other block or statement.
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

/// Statements with a scope of their own, which hides what they assign.
struct Body {
  let id: SyntaxID
  let statements: [Statement]
}

/// What is assigned to.
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
  /// The names that these statements assign in the scope that they stand in.
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
