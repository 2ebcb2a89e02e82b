import Diagnostics

/// Computing expressions.
extension Renderer {
  mutating func evaluate(_ index: Int32) throws(TemplateError) -> Value {
    let node = view.nodes[Int(index)]
    switch node.operation {
    case .constant: return view.constants[Int(node.a)]
    case .local: return named(slots[base + Int(node.a)], node.b, index)
    case .context: return named(context[Int(node.a)], node.b, index)
    case .outer: return named(outer(node), node.b, index)
    case .attribute: return try attribute(node, index)
    case .item: return try item(node, index)
    case .filter: return try filter(node, index)
    case .loopField: return try loopField(node, index)
    case .call, .methodCall, .superBlock, .selfBlock: return try call(index)
    case .not, .test, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .contains,
      .containsNot, .chain:
      return .bool(try isTrue(index))
    case .and:
      let left = try evaluate(node.a)
      return try truth(of: left, node.a) ? try evaluate(node.b) : left
    case .or:
      let left = try evaluate(node.a)
      return try truth(of: left, node.a) ? left : try evaluate(node.b)
    case .conditional:
      if try isTrue(node.a) { return try evaluate(node.b) }
      return node.c >= 0
        ? try evaluate(node.c)
        : .undefined(Undefined("the missing `else`", node: index, isLenient: true))
    case .concat: return try concat(node, index)
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power:
      return try arithmetic(node, index)
    default: return try evaluateRest(node, index)
    }
  }

  /// Kept apart, so that the frame of `evaluate` stays small: expressions nest deeply.
  @inline(never)
  private mutating func evaluateRest(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    switch node.operation {
    case .negate, .plus: return try sign(node, index)
    case .slice: return try slice(node, index)
    case .list: return .list(try values(node))
    case .tuple: return .tuple(try values(node))
    case .map: return try map(node, index)
    case .captured:
      let text = try capture(NodeList(first: node.a, count: node.b))
      return node.flag ? .safe(SafeHTML(text)) : .string(text)
    case .makeMacro:
      let active = frames[frames.count - 1]
      return .object(
        MacroObject(
          code: node.a, name: program.macros[Int(node.a)].name, context: contextIndex,
          frame: Int32(frames.count - 1), frameSerial: active.serial))
    case .broken: throw TemplateError(withSteps(program.broken[Int(node.a)]))
    default: return .none
    }
  }

  // MARK: Truth

  /// Whether an expression holds, without making a value of a comparison.
  mutating func isTrue(_ index: Int32) throws(TemplateError) -> Bool {
    let node = view.nodes[Int(index)]
    switch node.operation {
    case .not: return try !isTrue(node.a)
    case .test: return try test(node, index)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .contains, .containsNot:
      let left = try evaluate(node.a)
      let right = try evaluate(node.b)
      return try compare(node.operation, left, right, index)
    case .chain: return try chain(node, index)
    default: return try truth(of: try evaluate(index), index)
    }
  }

  func truth(of value: Value, _ node: Int32) throws(TemplateError) -> Bool {
    if case .bool(let flag) = value { return flag }
    return try located(node) { () throws(FilterError) in try value.isTrue() }
  }

  private mutating func chain(_ node: Node, _ index: Int32) throws(TemplateError) -> Bool {
    var left = try evaluate(node.a)
    var position = Int(node.b)
    while position < Int(node.b) + Int(node.c) {
      let operation = Operation(rawValue: UInt8(view.extra[position])) ?? .equal
      let right = try evaluate(view.extra[position + 1])
      guard try compare(operation, left, right, index) else { return false }
      left = right
      position += 2
    }
    return true
  }

  private func compare(
    _ operation: Operation, _ left: Value, _ right: Value, _ index: Int32
  ) throws(TemplateError) -> Bool {
    try located(index) { () throws(FilterError) in
      switch operation {
      case .equal: try left.isEqual(to: right)
      case .notEqual: try !left.isEqual(to: right)
      case .less: try left.isLess(than: right)
      case .greater: try right.isLess(than: left)
      case .lessEqual: left.isNaN || right.isNaN ? false : try !right.isLess(than: left)
      case .greaterEqual: left.isNaN || right.isNaN ? false : try !left.isLess(than: right)
      case .contains: try right.contains(left)
      default: try !right.contains(left)
      }
    }
  }

  // MARK: Variables and fields

  /// A value as read by a node; one that was never set gets the name it was asked by.
  @inline(__always)
  private func named(_ value: Value, _ name: Int32, _ index: Int32) -> Value {
    if case .undefined(let undefined) = value, undefined.node < 0 {
      return .undefined(Undefined(program.names.names[Int(name)], node: index))
    }
    return value
  }

  private func outer(_ node: Node) -> Value {
    var frame = frames.count - 1
    for _ in 0..<node.c {
      frame = Int(frames[frame].parent)
      guard frames.indices.contains(frame) else { return Self.unset }
    }
    return slots[frames[frame].base + Int(node.a)]
  }

  private mutating func attribute(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let source = view.nodes[Int(node.a)]
    if source.operation == .local, case .record(let record) = slots[base + Int(source.a)] {
      if let value = cachedField(record, node) { return value }
    }
    let object = try evaluate(node.a)
    if case .record(let record) = object, let value = cachedField(record, node) { return value }
    return try field(program.names.names[Int(node.b)], of: object, node.a, index)
  }

  /// A record's field by the place where this node found it last, or looked up once; `nil` if there
  /// is none.
  @inline(__always)
  private mutating func cachedField(_ record: Record, _ node: Node) -> Value? {
    let cache = caches[Int(node.c)]
    if cache.shape == record.shapeID, record.observer == nil {
      return record.value(at: cache.index)
    }
    return lookUpField(record, node)
  }

  @inline(never)
  private mutating func lookUpField(_ record: Record, _ node: Node) -> Value? {
    let name = program.names.names[Int(node.b)]
    record.observer?(name)
    guard let position = record.shape.index(of: name) else { return nil }
    caches[Int(node.c)] = FieldCache(shape: record.shapeID, index: position)
    if !cachedShapes.contains(where: { $0 === record.shape }) { cachedShapes.append(record.shape) }
    return record.value(at: position)
  }

  /// A field by name: what is not there is undefined; a field of what is undefined is an error.
  func field(
    _ name: String, of object: Value, _ objectNode: Int32, _ index: Int32
  ) throws(TemplateError) -> Value {
    let found: Value? =
      switch object {
      case .record(let record): record[name]
      case .map(let map): map[name]
      case .object(let reference): reference.attribute(name)
      case .undefined(let undefined): throw fail(FilterError(undefined: undefined), at: objectNode)
      default: nil
      }
    return found ?? .undefined(Undefined(name, of: object, node: index))
  }

  private mutating func item(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    let object = try evaluate(node.a)
    let key = try evaluate(node.b)
    if let name = key.text { return try field(name, of: object, node.a, index) }
    guard let position = key.number, case .int(let position) = position else {
      if case .undefined(let undefined) = key {
        throw fail(FilterError(undefined: undefined), at: node.b)
      }
      return .undefined(Undefined(text(of: node.b), of: object, node: index))
    }
    let items: [Value]
    switch object {
    case .list(let values), .tuple(let values): items = values
    case .string, .safe: items = try located(index) { () throws(FilterError) in try object.items() }
    case .undefined(let undefined): throw fail(FilterError(undefined: undefined), at: node.a)
    default: items = []
    }
    let offset = position < 0 ? position + items.count : position
    guard items.indices.contains(offset) else {
      return .undefined(Undefined(String(position), of: object, node: index))
    }
    // A character of markup is markup, as in MarkupSafe; a loop over markup gives plain text.
    if object.isSafe, let text = items[offset].text { return .safe(SafeHTML(text)) }
    return items[offset]
  }

  private func loopField(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    guard case .object(let reference) = slots[base + Int(node.a)],
      let loop = reference as? LoopObject, let field = LoopObject.Field(rawValue: node.b)
    else { return .undefined(Undefined("loop", node: index)) }
    return loop.value(of: field)
  }

  // MARK: Literals

  mutating func values(_ node: Node) throws(TemplateError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(Int(node.b))
    for position in Int(node.a)..<Int(node.a) + Int(node.b) {
      values.append(try evaluate(view.extra[position]))
    }
    return values
  }

  private mutating func map(_ node: Node, _ index: Int32) throws(TemplateError) -> Value {
    var pairs: [(String, Value)] = []
    for position in stride(from: Int(node.a), to: Int(node.a) + Int(node.b), by: 2) {
      let key = try evaluate(view.extra[position])
      guard let name = key.text else {
        throw fail(
          FilterError("a mapping's keys are text, and this is \(key.kindName)"),
          at: view.extra[position])
      }
      pairs.append((name, try evaluate(view.extra[position + 1])))
    }
    return .map(Map(pairs))
  }
}
