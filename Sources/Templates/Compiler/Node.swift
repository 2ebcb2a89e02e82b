/// One operation of a compiled template, of fixed size and without references.
///
/// The nodes of all templates lie in one array; operands are positions of other nodes, of constants
/// or of slots. Walking them costs no reference counting, which is what makes rendering fast.
struct Node {
  var operation: Operation
  /// What a flag means depends on the operation: autoescape for output and filters, negation for
  /// tests, and so on.
  var flag = false
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0

  init(
    _ operation: Operation, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, flag: Bool = false
  ) {
    self.operation = operation
    self.flag = flag
    self.a = a
    self.b = b
    self.c = c
  }
}

/// What a node does.
///
/// Operands are written as (a, b, c); a list is (first, count) in `extra`.
enum Operation: UInt8 {
  // Expressions.
  /// A constant: (constant).
  case constant
  /// A variable of this frame: (slot, name).
  case local
  /// A variable of a frame around this one: (slot, name, levels).
  case outer
  /// A variable of the context: (symbol, name).
  case context
  /// A field by name: (object, name, cache).
  case attribute
  /// A field by value: (object, index).
  case item
  /// A slice: (object, extra of start, stop, step; -1 where absent).
  case slice
  /// Literals: (list); for maps keys and values alternate.
  case list, tuple, map
  case not, negate, plus
  case add, subtract, multiply, divide, floorDivide, modulo, power
  /// Comparisons: (left, right).
  case equal, notEqual, less, lessEqual, greater, greaterEqual, contains, containsNot
  /// A chain of comparisons: (first, list of operation and operand).
  case chain
  case and, or
  /// Joined text: (list); the flag is autoescape.
  case concat
  /// A choice: (condition, then, else or -1).
  case conditional
  /// A filter: (input, filter, call); the flag is autoescape.
  case filter
  /// A test: (input, test, call); the flag negates.
  case test
  /// A call: (callee, call).
  case call
  /// A call of a method: (object, name, call).
  case methodCall
  /// A field of `loop`: (slot, field).
  case loopField
  /// The next implementation of a block: (block).
  case superBlock
  /// A block of this template by its name: (block name).
  case selfBlock
  /// The output of a body as text: (list); the flag is autoescape.
  case captured
  /// A macro: (macro).
  case makeMacro
  /// Something that cannot be rendered: (diagnostic).
  case broken

  // Statements.
  /// Text of the template: (start, count) in `text`.
  case text
  /// Prints a value: (expression); the flag is autoescape.
  case output
  /// Branches: (list of condition and body; a last odd one is `else`).
  case ifElse
  /// A loop: (loop).
  case loop
  /// Assigns to a slot: (slot, expression).
  case setLocal
  /// Assigns to the context: (symbol, expression).
  case setContext
  /// Assigns to a field of a namespace: (namespace, name, expression).
  case setField
  /// Assigns the parts of a value: (list of targets, expression).
  case unpack
  /// Runs a body: (list).
  case sequence
  /// Shows a block: (block name, include that passes variables or -1).
  case block
  /// Continues with another template in place of this one: (include).
  case extends
  /// Includes a template: (include).
  case include
  /// Imports a template: (include, target).
  case importModule
  /// Imports names of a template: (include, list of names and targets).
  case importNames
  /// Computes and prints nothing: (expression).
  case evaluate
}

/// Where a node comes from.
struct NodeOrigin {
  var template: Int32
  var start: Int32
  var end: Int32
}

/// A list of nodes in `Program.extra`.
struct NodeList {
  var first: Int32 = 0
  var count: Int32 = 0

  var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
}
