/// The storage locations of the variables of one template.
struct Resolution {
  /// A name that a body assigns: its slot, and the location of its value outside.
  struct Copy {
    let source: VariableLocation
    let slot: Int32
  }

  struct MacroFrame {
    let slotCount: Int32
    let caller: Int32?
    let varargs: Int32?
    let kwargs: Int32?
  }

  /// The location of each variable that is read or assigned.
  var places: [SyntaxID: VariableLocation] = [:]
  /// The values that a body copies at its start.
  var copies: [SyntaxID: [Copy]] = [:]
  /// The slots of `loop`, by loop.
  var loopSlots: [SyntaxID: Int32] = [:]
  var macros: [SyntaxID: MacroFrame] = [:]
  /// Macros that read variables of a frame around them.
  var closures: Set<SyntaxID> = []
  /// The number of variables of each block, and of the top level.
  var blockSlots: [SyntaxID: Int32] = [:]
  var topSlots: Int32 = 0
  /// The variables that a reference or a scoped block passes to another template.
  var passed: [SyntaxID: [PassedVariable]] = [:]
}

/// The facts about one template that the checks of all templates need.
struct TemplateFacts {
  /// A reference to another template.
  struct Reference {
    let isExtends: Bool
    let from: Int
    let to: Int
    let range: Range<Int>
    /// Whether rendering one always renders the other.
    let isUnconditional: Bool
  }

  /// A read of a variable of the context, or of one of its fields, to be checked.
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
  /// The names that it imports, each with the position of the other template.
  var imports: [(name: String, from: Int, range: Range<Int>)] = []
  /// The variables and fields that it tests with `is defined` or `default`.
  var guarded: Set<String> = []
  /// The variables that its top level has set unconditionally so far.
  var assigned: Set<String> = []
  var reads: [Read] = []
  var blocks: [Block] = []
  /// The names that its top level sets, which an import offers.
  var exports: [ID<Symbol>] = []

  var parent: Reference? { references.first(where: \.isExtends) }
}

/// The fields of a root variable, as far as they are known when templates are loaded.
package enum RootFields: Sendable {
  /// A record that has these fields and no others.
  case known(Set<String>)
  /// Anything.
  case unknown
}
