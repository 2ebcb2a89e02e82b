/// What the names of one template stand for.
struct Resolution {
  /// A name that a body assigns, and where the value lies that it has until then.
  struct Copy {
    let source: VariablePlace
    let slot: Int32
  }

  struct MacroFrame {
    let slotCount: Int32
    let caller: Int32?
    let varargs: Int32?
    let kwargs: Int32?
  }

  /// Where each variable lies that is read or assigned.
  var places: [SyntaxID: VariablePlace] = [:]
  /// What a body copies at its beginning.
  var copies: [SyntaxID: [Copy]] = [:]
  /// The slots of `loop`, by loop.
  var loopSlots: [SyntaxID: Int32] = [:]
  var macros: [SyntaxID: MacroFrame] = [:]
  /// Macros that read variables of a frame around them.
  var closures: Set<SyntaxID> = []
  /// How many variables a block has, and the top level.
  var blockSlots: [SyntaxID: Int32] = [:]
  var topSlots: Int32 = 0
  /// The variables that a reference or a scoped block shows to the other template.
  var passed: [SyntaxID: [PassedVariable]] = [:]
}

/// What one template reads and asks for.
struct TemplateFacts {
  /// A place that names another template.
  struct Reference {
    let isExtends: Bool
    let from: Int
    let to: Int
    let range: Range<Int>
    /// Whether rendering one always renders the other.
    let isUnconditional: Bool
  }

  /// A read of a variable of the context or of one field of it, which must turn out to be known.
  struct Read {
    let variable: Variable
    let field: String?
    /// The range of the variable with its field.
    let range: Range<Int>

    var path: String { field.map { "\(variable.name).\($0)" } ?? variable.name }
  }

  /// A block, for the checks that need all templates.
  struct Block {
    let name: String
    let range: Range<Int>
    let isTopLevel: Bool
  }

  var foreseen = TemplateReads()
  var references: [Reference] = []
  /// Whether it names another template by an expression.
  var isDynamic = false
  /// Names that it imports, and of which template.
  var imports: [(name: String, from: Int, range: Range<Int>)] = []
  /// Variables and fields that it asks about with `is defined` or `default`.
  var guarded: Set<String> = []
  /// Variables that its top level has always set up to here.
  var assigned: Set<String> = []
  var reads: [Read] = []
  var blocks: [Block] = []
  /// The names that its top level sets, which an import offers.
  var exports: [ID<Symbol>] = []

  var parent: Reference? { references.first(where: \.isExtends) }
}

/// What is known of a root variable before anything is rendered.
package enum RootFields: Sendable {
  /// A record that has these fields and no others.
  case known(Set<String>)
  /// Anything.
  case unknown
}
