import Diagnostics

/// All templates of an environment, compiled: flat arrays that a render only reads.
struct Program: Sendable {
  var nodes: [Node] = []
  var origins: [NodeOrigin] = []
  var extra: [Int32] = []
  var text: [UInt8] = []
  var constants: [Value] = []
  /// Names of variables, fields and methods.
  var names = NameTable()
  /// Names of the context's variables; their positions are its slots.
  var symbols = NameTable()
  var blockNames = NameTable()
  var loops: [LoopCode] = []
  var macros: [MacroCode] = []
  var blocks: [BlockCode] = []
  var includes: [IncludeCode] = []
  var calls: [CallCode] = []
  var templates: [TemplateCode] = []
  /// Positions of templates by name.
  var templateNames = NameTable()
  /// Diagnostics of nodes that cannot be rendered.
  var broken: [Diagnostic] = []
  /// How many places read a field by name; each has its cache in a renderer.
  var cacheCount: Int32 = 0
}

/// A template: its top level and its blocks.
struct TemplateCode: Sendable {
  let name: String
  let source: SourceText
  var body = NodeList()
  var frameSize: Int32 = 0
  var depth: Int32 = 0
  /// The blocks that it has, by position in `Program.blocks`.
  var blocks: [Int32] = []
  /// The names that its top level sets, which an import offers.
  var exports: [Int32] = []
  /// What stops it from being rendered at all.
  var failure: Diagnostic?
}

struct LoopCode: Sendable {
  var iterable: Int32
  /// Assigns the pending value to the target.
  var setter: Int32
  /// Where the target is one variable, its slot; saves the setter.
  var slot: Int32
  var condition: Int32
  var body = NodeList()
  var elseBody = NodeList()
  /// The slot of `loop`, or -1 where nothing reads it.
  var loopSlot: Int32
  var isRecursive: Bool
  /// The slots of the loop's own variables, saved where it calls itself.
  var slots: Range<Int32>
}

/// A macro, or the body of a `call`.
struct MacroCode: Sendable {
  struct Parameter: Sendable {
    let name: String
    let slot: Int32
    /// The node of the default, or -1.
    let defaultValue: Int32
  }

  var name: String
  var parameters: [Parameter]
  var body = NodeList()
  var frameSize: Int32 = 0
  var depth: Int32 = 0
  /// Slots of `varargs`, `kwargs` and `caller`, or -1 where the body does not read them.
  var varargs: Int32 = -1
  var kwargs: Int32 = -1
  var caller: Int32 = -1
  var autoescape: Bool
  /// Whether it reads variables of a frame around it, and so cannot outlive that.
  var isClosure = false
}

/// One template's version of a block.
struct BlockCode: Sendable {
  var name: Int32
  var body = NodeList()
  var frameSize: Int32 = 0
  var depth: Int32 = 0
  var isRequired: Bool
}

/// What an include or import needs beside its place.
struct IncludeCode: Sendable {
  /// Where the name is known: the template's position; -1 where it is computed.
  var template: Int32
  /// The node of the name.
  var name: Int32
  var ignoresMissing: Bool
  var withContext: Bool
  /// Variables of the frame that the other template may see: nodes that read them, and symbols.
  var passed: [(node: Int32, symbol: Int32)]
}

/// The arguments of a call: nodes, and for those by name the names.
struct CallCode: Sendable {
  var positional: [Int32] = []
  var named: [(name: String, node: Int32)] = []
  var splat: Int32 = -1
  var namedSplat: Int32 = -1
  /// Whether `positional` holds one node for each parameter, -1 for a default.
  var isBound = false
}
