/// Running statements.
extension Renderer {
  mutating func execute(_ index: Int32) throws {
    let node = view.nodes[Int(index)]
    switch node.operation {
    case .text:
      output.append(UnsafeBufferPointer(start: view.text + Int(node.a), count: Int(node.b)))
    case .sequence:
      for place in Int(node.a)..<Int(node.a) + Int(node.b) { try execute(view.extra[place]) }
    case .output: try write(node)
    case .ifElse: try executeBranches(node)
    default: do { try run(node, index) } catch { throw placed(error, at: index) }
    }
  }

  private mutating func run(_ node: Node, _ index: Int32) throws {
    switch node.operation {
    case .loop:
      let iterable = try evaluate(program.loops[Int(node.a)].iterable)
      try run(loop: node.a, over: iterable, depth: 1)
    case .setLocal, .setContext, .setField, .unpack: try assign(index, try evaluate(node.c))
    case .block: try showBlock(node, at: index)
    case .include: try include(node.a, at: index)
    case .extends: try extend(node.a)
    default: _ = try evaluate(node.a)
    }
  }

  private mutating func executeBranches(_ node: Node) throws {
    var place = Int(node.a)
    let end = place + Int(node.b)
    while place + 1 < end {
      if try isTrue(view.extra[place]) { return try execute(view.extra[place + 1]) }
      place += 2
    }
    if place < end { try execute(view.extra[place]) }
  }

  // MARK: Output

  private mutating func write(_ node: Node) throws {
    let operand = view.nodes[Int(node.a)]
    do {
      switch operand.operation {
      case .call, .methodCall, .superBlock, .selfBlock:
        // A macro that is only printed writes where it stands, without making its text a value.
        if let value = try call(operand, node.a) {
          try write(value, escapes: node.flag)
        }
      case .attribute:
        guard let place = fieldInPlace(operand) else {
          try write(try evaluate(node.a), escapes: node.flag)
          break
        }
        // Matched alone, text is counted once.
        if case .string(let text) = place.pointee, node.flag {
          output.append(escaping: text)
        } else {
          try write(place.pointee, escapes: node.flag)
        }
      default: try write(try evaluate(node.a), escapes: node.flag)
      }
      if output.count > limits.outputSize {
        throw TemplateError.limit("the output is larger than \(limits.outputSize) bytes")
      }
    } catch {
      throw placed(error, at: node.a)
    }
  }

  private mutating func write(_ value: Value, escapes: Bool) throws {
    switch value {
    case .safe(let safe): output.append(safe.html)
    case .int(let number): output.append(String(number))
    default:
      let text = try value.string(limit: limits.textSize)
      if escapes { output.append(escaping: text) } else { output.append(text) }
    }
  }

  /// Runs a body and takes away what it wrote.
  mutating func capture(_ body: Int32) throws -> String {
    let start = output.count
    try execute(body)
    return output.take(from: start)
  }

  // MARK: Assignment

  /// Assigns a value to what the target node names.
  mutating func assign(_ target: Int32, _ value: Value) throws {
    let node = view.nodes[Int(target)]
    switch node.operation {
    case .setLocal: slots[base + Int(node.a)] = value
    case .setContext:
      let index = context + Int(node.a)
      if includeDepth > 0 { undo.append((index, variables[index])) }
      variables[index] = value
    default:
      do {
        if node.operation == .unpack { try unpack(node, value) } else { try setField(node, value) }
      } catch {
        throw placed(error, at: target)
      }
    }
  }

  private mutating func unpack(_ node: Node, _ value: Value) throws {
    let items = try value.items()
    guard items.count == Int(node.b) else {
      let found = items.count == 1 ? "one value" : "\(items.count) values"
      throw TemplateError("expected \(node.b) values to unpack, found \(found)")
    }
    for (offset, item) in items.enumerated() {
      try assign(view.extra[Int(node.a) + offset], item)
    }
  }

  private mutating func setField(_ node: Node, _ value: Value) throws {
    let object = try evaluate(node.a)
    guard case .object(let namespace) = object, namespace.kind == .namespace else {
      throw TemplateError(
        "only a namespace's fields can be assigned, and this is \(object.kindName)",
        help: "make one with `{% set name = namespace() %}`")
    }
    // A namespace is the only way to nest values without end, so this is where it is stopped.
    guard value.isShallow(levels: 60) else {
      throw TemplateError.limit("values are nested more than 60 levels deep")
    }
    namespace.fields.set(program.names[node.b], value)
  }

  // MARK: Loops

  mutating func run(loop index: Int32, over iterable: Value, depth: Int) throws {
    let code = program.loops[Int(index)]
    let (setter, body, loopSlot) = (code.setter, code.body, code.loopSlot)
    var items = try iterable.items()
    if code.condition >= 0 {
      items = try filtered(items, setter, code.condition)
    }
    if items.isEmpty {
      if code.elseBody >= 0 { try execute(code.elseBody) }
      return
    }
    var loop: Loop?
    if loopSlot >= 0 {
      let made = Loop(
        items: items, depth: depth, code: index, frameSerial: frames[frames.count - 1].serial)
      loop = made
      slots[base + Int(loopSlot)] = .object(made)
    }
    let target = view.nodes[Int(setter)]
    for position in 0..<items.count {
      try countIteration()
      loop?.position = position
      if target.operation == .setLocal {
        slots[base + Int(target.a)] = items[position]
      } else {
        try assign(setter, items[position])
      }
      try execute(body)
    }
  }

  private mutating func filtered(
    _ items: [Value], _ setter: Int32, _ condition: Int32
  ) throws -> [Value] {
    var result: [Value] = []
    for item in items {
      try countIteration()
      try assign(setter, item)
      if try isTrue(condition) { result.append(item) }
    }
    return result
  }
}
