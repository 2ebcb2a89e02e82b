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
  /// How many places read a field by name; each has its cache in a renderer.
  var cacheCount: Int32 = 0
}

/// A template: its top level and its blocks.
struct TemplateCode: Sendable {
  let name: String
  let source: SourceText
  var body: Int32 = -1
  /// The blocks that it has, by position in `Program.blocks`.
  var blocks: [Int32] = []
  /// The names that its top level sets, which an import offers.
  var exports: [Int32] = []
  /// What stops it from being rendered at all.
  var failure: Diagnostic?
}

struct LoopCode: Sendable {
  var iterable: Int32 = -1
  /// Assigns the pending value to the target.
  var setter: Int32 = -1
  var condition: Int32 = -1
  var body: Int32 = -1
  var elseBody: Int32 = -1
  /// The slot of `loop`, or -1 where nothing reads it.
  var loopSlot: Int32 = -1
  var isRecursive = false

  var nodes: [Int32] { [iterable, setter, condition, body, elseBody] }
}

/// A macro, or the body of a `call`; its parameters have the first slots.
struct MacroCode: Sendable {
  var name = ""
  var parameters: [String] = []
  /// The node of each parameter's default, or -1.
  var defaults: [Int32] = []
  var body: Int32 = -1
  /// Slots of these, or -1 where the body does not read them.
  var caller: Int32 = -1
  var varargs: Int32 = -1
  var kwargs: Int32 = -1
  /// Whether it reads variables of a frame around it, and so cannot outlive that.
  var isClosure = false
}

/// One template's version of a block.
struct BlockCode: Sendable {
  let name: Int32
  let isRequired: Bool
  /// Whether it stands within no other block or statement.
  let isTopLevel: Bool
  let range: Range<Int>
  var body: Int32 = -1
}

/// What an include or import needs beside its place.
struct IncludeCode: Sendable {
  /// The node of the name, and the template where that is known.
  var name: Int32 = -1
  var template: Int32?
  var ignoresMissing = false
  var withContext = true
  /// Variables of the frame that the other template may see: nodes that read them, and symbols.
  var passed: [(node: Int32, symbol: Int32)] = []
}

/// The arguments of a call: nodes, and for those by name the names.
struct CallCode: Sendable {
  var positional: [Int32] = []
  var named: [(name: String, value: Int32)] = []
  /// Where the names stand.
  var nameRanges: [Range<Int>] = []
  /// `*values` and `**mapping`, or -1.
  var splat: Int32 = -1
  var namedSplat: Int32 = -1
  /// Whether `positional` holds one node for each parameter, -1 for a default.
  var isBound = false

  /// Whether all arguments stand in their order.
  var isSimple: Bool { splat < 0 && namedSplat < 0 && named.isEmpty }

  var nodes: [Int32] { positional + named.map(\.value) + [splat, namedSplat] }
}

extension Program {
  /// The template that a value names, or the first that there is where it is a list of names.
  func template(named value: Value) -> Int32? {
    if let name = value.text { return templateNames.index(of: name).map { Int32($0) } }
    return value.names?.lazy.compactMap { template(named: .string($0)) }.first
  }

  func list(_ first: Int32, _ count: Int32) -> ArraySlice<Int32> {
    extra[Int(first)..<Int(first) + Int(count)]
  }

  /// The nodes that a node works on, in the order in which it reaches them; not the bodies of macros
  /// and blocks, which have frames of their own.
  func children(of index: Int32) -> [Int32] {
    let node = nodes[Int(index)]
    let children: [Int32] =
      switch node.operation {
      case .constant, .local, .outer, .context, .superBlock, .selfBlock, .makeMacro, .text, .block:
        []
      case .attribute, .not, .negate, .plus, .captured, .output, .evaluate: [node.a]
      case .slice: [node.a] + list(node.b, 3)
      case .list, .tuple, .map, .concat, .ifElse, .sequence: Array(list(node.a, node.b))
      case .chain: [node.a] + list(node.b, node.c)
      case .conditional: [node.a, node.b, node.c]
      case .filter, .test: [node.a] + (node.c < 0 ? [] : calls[Int(node.c)].nodes)
      case .call, .methodCall: [node.a] + calls[Int(node.b)].nodes
      case .loop: loops[Int(node.a)].nodes
      case .setLocal, .setContext: [node.c]
      case .setField: [node.a, node.c]
      case .unpack: [node.c] + list(node.a, node.b)
      case .extends, .include, .module: [includes[Int(node.a)].name]
      default: [node.a, node.b]
      }
    return children.filter { $0 >= 0 }
  }
}

/// The arrays of a program that a render reads all the time, as bare pointers.
///
/// Reading them through the program's arrays counts references at each step, which measured as a
/// third of a render. The pointers are valid within `withView` only, and that is where a renderer
/// lives; every position in them was made by the compiler.
struct ProgramView {
  let nodes: UnsafePointer<Node>
  let extra: UnsafePointer<Int32>
  let text: UnsafePointer<UInt8>
  let constants: UnsafePointer<Value>
  let macros: UnsafePointer<MacroCode>
  let calls: UnsafePointer<CallCode>
}

extension Program {
  /// Calls `body` with pointers to the program's arrays.
  func withView(_ body: (ProgramView) throws -> Void) throws {
    // An array that is passed as a pointer is kept alive and in place until the call returns.
    func call(
      _ nodes: UnsafePointer<Node>, _ extra: UnsafePointer<Int32>, _ text: UnsafePointer<UInt8>,
      _ constants: UnsafePointer<Value>, _ macros: UnsafePointer<MacroCode>,
      _ calls: UnsafePointer<CallCode>
    ) throws {
      try body(
        ProgramView(
          nodes: nodes, extra: extra, text: text, constants: constants, macros: macros,
          calls: calls))
    }
    try call(nodes, extra, text, constants, macros, calls)
  }
}
