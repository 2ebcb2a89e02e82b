/// One operation of a compiled template, of fixed size and without references.
///
/// The nodes of all templates lie in one array; operands are positions of other nodes, of constants
/// or of slots. Walking them costs no reference counting, which is what makes rendering fast.
struct Node {
  var operation: Operation
  /// Autoescape for what prints or gives text, negation for tests.
  var flag = false
  /// How many levels of nodes this one has, so that no walk over it exhausts the stack.
  var depth: UInt16 = 1
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
}

/// What a node does.
///
/// Operands are written as (a, b, c); a list is (first, count) in `Program.extra`.
enum Operation: UInt8 {
  /// A constant: (constant).
  case constant
  /// A variable: of this frame (slot, name), of a frame around it (slot, name, levels), of the
  /// context (symbol, name). With the slot -1 it is not resolved yet.
  case local, outer, context
  /// A field: by name (object, name, cache), by value (object, index).
  case attribute, item
  /// A slice: (object, extra of start, stop, step; -1 where absent).
  case slice
  /// Literals: (list); for maps keys and values alternate.
  case list, tuple, map
  case not, negate, plus
  case add, subtract, multiply, divide, floorDivide, modulo, power
  /// Comparisons: (left, right).
  case equal, notEqual, less, lessEqual, greater, greaterEqual, contains, containsNot
  /// A chain of comparisons: (first, list of operands, behind which are as many operations).
  case chain
  case and, or
  /// Joined text: (list).
  case concat
  /// A choice: (condition, then, else or -1).
  case conditional
  /// A filter or test: (input, function, call).
  case filter, test
  /// Calls: (callee, call), (object, call, name).
  case call, methodCall
  /// A version of a block: (block, levels up), (block name).
  case superBlock, selfBlock
  /// The output of a body as text: (body).
  case captured
  /// A macro: (macro).
  case makeMacro
  /// An imported template, or a tuple of what it defines: (include, list of names and their targets).
  case module

  /// Text of the template: (start, count) in `Program.text`.
  case text
  /// Prints a value: (expression).
  case output
  /// Branches: (list of condition and body; a last odd one is `else`).
  case ifElse
  /// A loop: (loop).
  case loop
  /// Assigns a value, or with -1 what the renderer hands it: to a slot (before it is resolved a
  /// name) or the context (place, –, expression), to a field of a namespace (namespace, name,
  /// expression), to several targets (first, count, expression).
  case setLocal, setContext, setField, unpack
  /// Runs a body: (list, size of its frame if it has one of its own); flagged where it is a scope.
  /// Before names are resolved the third is how many of the list set what `with` sets.
  case sequence
  /// Shows a block: (block name, include that passes variables or -1, block).
  case block
  /// Other templates: (include).
  case extends, include
  /// Computes and prints nothing: (expression).
  case evaluate
}

/// Where a node comes from.
struct NodeOrigin {
  let template: Int32
  let start: Int32
  let end: Int32

  var range: Range<Int> { Int(start)..<Int(end) }
}
