/// Computing expressions.
extension Renderer {
  mutating func evaluate(_ index: Int32) throws -> Value {
    let node = view.nodes[Int(index)]
    switch node.operation {
    case .constant: return view.constants[Int(node.a)]
    case .local: return named(slots[base + Int(node.a)], node.b, index)
    case .context: return named(variables[context + Int(node.a)], node.b, index)
    case .outer: return named(outer(node), node.b, index)
    default: do { return try compute(node, index) } catch { throw placed(error, at: index) }
    }
  }

  private mutating func compute(_ node: Node, _ index: Int32) throws -> Value {
    switch node.operation {
    case .attribute: return try attribute(node, index)
    case .item: return try item(node, index)
    case .filter: return try filter(node)
    case .call, .methodCall, .superBlock, .selfBlock:
      let start = output.count
      if let value = try call(node, index) { return value }
      let text = output.take(from: start)
      return node.flag ? .safe(SafeHTML(text)) : .string(text)
    case .not, .test, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .contains,
      .containsNot, .chain:
      return .bool(try holds(node, index))
    case .and:
      let left = try evaluate(node.a)
      return try left.isTrue() ? try evaluate(node.b) : left
    case .or:
      let left = try evaluate(node.a)
      return try left.isTrue() ? left : try evaluate(node.b)
    case .conditional:
      if try isTrue(node.a) { return try evaluate(node.b) }
      return node.c >= 0
        ? try evaluate(node.c)
        : .undefined(Undefined("the missing `else`", node: index, isLenient: true))
    case .concat: return try concat(node)
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power:
      return try arithmetic(node)
    default: return try computeRest(node, index)
    }
  }

  /// Kept apart, so that the frame of `compute` stays small: expressions nest deeply.
  @inline(never)
  private mutating func computeRest(_ node: Node, _ index: Int32) throws -> Value {
    switch node.operation {
    case .negate, .plus:
      let number = try evaluate(node.a).expect("a number", \.number)
      return try node.operation == .plus ? number.value : number.negated().value
    case .slice: return try slice(node)
    case .list: return .list(try values(node))
    case .tuple: return .tuple(try values(node))
    case .map: return try map(node)
    case .captured:
      let text = try capture(node.a)
      return node.flag ? .safe(SafeHTML(text)) : .string(text)
    case .makeMacro:
      return .object(
        Macro(
          code: node.a, name: view.macros[Int(node.a)].name, context: context,
          frame: Int32(frames.count - 1), frameSerial: frames[frames.count - 1].serial))
    case .module: return try imported(node, at: index)
    default: return .none
    }
  }

  // MARK: Truth

  /// Whether an expression holds, without making a value of a comparison.
  mutating func isTrue(_ index: Int32) throws -> Bool {
    do { return try holds(view.nodes[Int(index)], index) } catch { throw placed(error, at: index) }
  }

  private mutating func holds(_ node: Node, _ index: Int32) throws -> Bool {
    switch node.operation {
    case .not: return try !isTrue(node.a)
    case .test: return try test(node)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .contains, .containsNot:
      let left = try evaluate(node.a)
      return try Value.compare(node.operation, left, evaluate(node.b))
    case .chain:
      var left = try evaluate(node.a)
      for place in Int(node.b)..<Int(node.b) + Int(node.c) {
        let right = try evaluate(view.extra[place])
        let operation = Operation(rawValue: UInt8(view.extra[place + Int(node.c)])) ?? .equal
        guard try Value.compare(operation, left, right) else { return false }
        left = right
      }
      return true
    default:
      if let place = fieldInPlace(node) { return try place.pointee.isTrue() }
      return try evaluate(index).isTrue()
    }
  }

  // MARK: Variables and fields

  /// A value as read by a node; one that was never set gets the name it was asked by, if it was
  /// asked for by name and is not only handed on.
  @inline(__always)
  private func named(_ value: Value, _ name: Int32, _ index: Int32) -> Value {
    if name >= 0, case .undefined(let undefined) = value, undefined.node < 0 {
      return .undefined(Undefined(program.names[name], node: index))
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

  /// Where a field of a record that a variable holds lies, if this node has met its shape before.
  ///
  /// Most of what templates print is such a field. Reading it in place counts no references; it
  /// stays while the variable is not assigned.
  @inline(__always)
  func fieldInPlace(_ node: Node) -> UnsafePointer<Value>? {
    guard node.operation == .attribute else { return nil }
    let owner = view.nodes[Int(node.a)]
    let cache = places[node.c]
    switch owner.operation {
    case .local:
      guard case .record(let record) = slots[base + Int(owner.a)] else { return nil }
      return record.place(at: cache.index, of: cache.shape)
    case .context:
      guard case .record(let record) = variables[context + Int(owner.a)] else { return nil }
      return record.place(at: cache.index, of: cache.shape)
    default: return nil
    }
  }

  private mutating func attribute(_ node: Node, _ index: Int32) throws -> Value {
    if let place = fieldInPlace(node) { return place.pointee }
    let object = try defined(node.a)
    if case .record(let record) = object {
      let cache = places[node.c]
      if let place = record.place(at: cache.index, of: cache.shape) { return place.pointee }
      if let value = lookUpField(record, node) { return value }
    }
    return object.member(program.names[node.b], node: index)
  }

  /// A record's field, whose place this node then knows; `nil` if there is none.
  @inline(never)
  private func lookUpField(_ record: Record, _ node: Node) -> Value? {
    let name = program.names[node.b]
    guard let position = record.shape.index(of: name) else { return nil }
    record.observer?(name)
    if record.shape.isShared { places.remember(position, of: record.shape, at: node.c) }
    return record[position]
  }

  /// A value that is there; the error for one that is not has its place.
  mutating func defined(_ index: Int32) throws -> Value {
    let value = try evaluate(index)
    if case .undefined(let undefined) = value { throw placed(TemplateError(undefined), at: index) }
    return value
  }

  private mutating func item(_ node: Node, _ index: Int32) throws -> Value {
    let object = try defined(node.a)
    let key = try defined(node.b)
    if let name = key.text { return object.member(name, node: index) }
    guard let position = key.integer else {
      return .undefined(Undefined(text(of: node.b), of: object, node: index))
    }
    return object.element(position, node: index)
  }

  // MARK: Literals and operators

  private mutating func values(_ node: Node) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(Int(node.b))
    for place in Int(node.a)..<Int(node.a) + Int(node.b) {
      values.append(try evaluate(view.extra[place]))
    }
    return values
  }

  private mutating func map(_ node: Node) throws -> Value {
    var pairs: [(String, Value)] = []
    for place in stride(from: Int(node.a), to: Int(node.a) + Int(node.b), by: 2) {
      let key = try evaluate(view.extra[place])
      guard let name = key.text else {
        throw placed(
          TemplateError("a mapping's keys are text, and this is \(key.kindName)"),
          at: view.extra[place])
      }
      pairs.append((name, try evaluate(view.extra[place + 1])))
    }
    return .record(Record(pairs))
  }

  private mutating func arithmetic(_ node: Node) throws -> Value {
    let left = try evaluate(node.a)
    let right = try evaluate(node.b)
    if let first = left.number, let second = right.number {
      return try Number.compute(node.operation, first, second).value
    }
    return try Value.combine(node.operation, left, right, limits)
  }

  /// Joined text; where a part is markup, the others are escaped and the whole is markup.
  private mutating func concat(_ node: Node) throws -> Value {
    let parts = try values(node)
    let isMarkup = node.flag && parts.contains(where: \.isSafe)
    return try Call("", true, registry).joined(parts, by: "", isMarkup: isMarkup)
  }

  private mutating func slice(_ node: Node) throws -> Value {
    let value = try evaluate(node.a)
    var bounds: [Int?] = []
    for place in Int(node.b)..<Int(node.b) + 3 {
      let bound = view.extra[place]
      let number = bound < 0 ? .none : try evaluate(bound)
      if case .none = number {
        bounds.append(nil)
        continue
      }
      do {
        bounds.append(try number.expect("an integer", \.integer))
      } catch {
        throw placed(error, at: bound)
      }
    }
    return try value.slice(bounds)
  }
}
