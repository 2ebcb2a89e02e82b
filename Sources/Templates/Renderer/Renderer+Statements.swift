import Diagnostics

/// Running statements.
extension Renderer {
  mutating func execute(_ list: NodeList) throws(TemplateError) {
    for index in list.range { try execute(view.extra[index]) }
  }

  mutating func execute(_ index: Int32) throws(TemplateError) {
    let node = view.nodes[Int(index)]
    switch node.operation {
    case .text:
      output.append(
        contentsOf: UnsafeBufferPointer(
          rebasing: view.text[Int(node.a)..<Int(node.a) + Int(node.b)]))
    case .output: try write(node)
    case .ifElse: try executeBranches(node)
    case .loop: try executeLoop(node.a, at: index)
    case .setLocal, .setContext: try assign(index, try evaluate(node.b))
    case .setField, .unpack: try assign(index, try evaluate(node.c))
    case .sequence: try execute(NodeList(first: node.a, count: node.b))
    case .block: try showBlock(node, at: index)
    case .include: try include(node.a, at: index)
    case .extends: try extend(node.a, at: index)
    case .importModule:
      let module = try importModule(node.a, at: index)
      try assign(node.b, .object(module))
    case .importNames: try importNames(node, at: index)
    case .evaluate: _ = try evaluate(node.a)
    default: _ = try evaluate(index)
    }
  }

  private mutating func executeBranches(_ node: Node) throws(TemplateError) {
    var position = Int(node.a)
    let end = position + Int(node.b)
    while position + 1 < end {
      if try isTrue(view.extra[position]) {
        return try execute(view.extra[position + 1])
      }
      position += 2
    }
    if position < end { try execute(view.extra[position]) }
  }

  // MARK: Output

  private mutating func write(_ node: Node) throws(TemplateError) {
    let operand = view.nodes[Int(node.a)].operation
    if operand == .call || operand == .methodCall || operand == .superBlock {
      // A macro that is only printed writes where it stands, without making its text a value.
      guard let value = try callInPlace(node.a, autoescape: node.flag) else { return }
      try write(value, escapes: node.flag, at: node.a)
    } else {
      try write(try evaluate(node.a), escapes: node.flag, at: node.a)
    }
    if output.count > outputLimit {
      throw fail(.limit("the output is larger than allowed"), at: node.a)
    }
  }

  mutating func write(
    _ value: Value, escapes: Bool, at node: Int32
  ) throws(TemplateError) {
    switch value {
    case .string(let text):
      if escapes { output.append(escaping: text) } else { output.append(text: text) }
    case .safe(let safe): output.append(text: safe.html)
    case .int(let number): output.append(number: number)
    default:
      let text = try located(node) { () throws(FilterError) in
        try value.string(limit: limits.textSize)
      }
      if escapes { output.append(escaping: text) } else { output.append(text: text) }
    }
  }

  /// Runs `body` and turns its error into one with a place.
  @inline(__always)
  func located<T>(
    _ node: Int32, _ body: () throws(FilterError) -> T
  ) throws(TemplateError) -> T {
    do throws(FilterError) { return try body() } catch { throw fail(error, at: node) }
  }

  /// Runs `list` and takes away what it wrote.
  mutating func capture(_ list: NodeList) throws(TemplateError) -> String {
    let start = output.count
    try execute(list)
    return takeOutput(from: start)
  }

  mutating func takeOutput(from start: Int) -> String {
    let text = String(decoding: output[start...], as: UTF8.self)
    output.removeLast(output.count - start)
    return text
  }

  // MARK: Assignment

  /// Assigns a value to what the target node names.
  mutating func assign(_ target: Int32, _ value: Value) throws(TemplateError) {
    let node = view.nodes[Int(target)]
    switch node.operation {
    case .setLocal: slots[base + Int(node.a)] = value
    case .setContext:
      if includeDepth > 0 { undo.append((node.a, context[Int(node.a)])) }
      context[Int(node.a)] = value
    case .unpack: try unpack(node, value, at: target)
    default: try setField(node, value, at: target)
    }
  }

  private mutating func unpack(
    _ node: Node, _ value: Value, at target: Int32
  ) throws(TemplateError) {
    let items = try located(target) { () throws(FilterError) in
      // A group of `groupby` is a record that unpacks as Jinja2's named tuple does.
      if case .record(let record) = value, record.shape === Filter.groupShape {
        return record.values
      }
      return try value.items()
    }
    guard items.count == Int(node.b) else {
      let found = items.count == 1 ? "one value" : "\(items.count) values"
      throw fail(FilterError("expected \(node.b) values to unpack, found \(found)"), at: target)
    }
    for (offset, item) in items.enumerated() {
      try assign(view.extra[Int(node.a) + offset], item)
    }
  }

  private mutating func setField(
    _ node: Node, _ value: Value, at target: Int32
  ) throws(TemplateError) {
    let object = try evaluate(node.a)
    guard case .object(let reference) = object, let namespace = reference as? NamespaceObject else {
      throw fail(
        FilterError(
          "only a namespace's fields can be assigned, and this is \(object.kindName)",
          help: "make one with `{% set name = namespace() %}`"), at: target)
    }
    // A namespace is the only way to nest values without end, so this is where it is stopped.
    guard value.isShallow(levels: 60) else {
      throw fail(.limit("values are nested more than 60 levels deep"), at: target)
    }
    namespace.set(program.names.names[Int(node.b)], value)
  }

  // MARK: Loops

  mutating func executeLoop(_ index: Int32, at node: Int32) throws(TemplateError) {
    let iterable = try evaluate(program.loops[Int(index)].iterable)
    try run(loop: index, over: iterable, at: node, depth: 1)
  }

  mutating func run(
    loop index: Int32, over iterable: Value, at node: Int32, depth: Int
  ) throws(TemplateError) {
    let code = program.loops[Int(index)]
    var items = try located(node) { () throws(FilterError) in try iterable.items() }
    if code.condition >= 0 { items = try filtered(items, code) }
    if items.isEmpty { return try execute(code.elseBody) }
    var loop: LoopObject?
    if code.loopSlot >= 0 {
      let made = LoopObject(
        items: items, depth: depth, code: index, frameSerial: frames[frames.count - 1].serial)
      loop = made
      slots[base + Int(code.loopSlot)] = .object(made)
    }
    for position in 0..<items.count {
      iterations += 1
      if iterations > limits.iterations {
        throw fail(.limit("the loops of this page run too often"), at: node)
      }
      if let loop { loop.position = position }
      if code.slot >= 0 {
        slots[base + Int(code.slot)] = items[position]
      } else {
        try assign(code.setter, items[position])
      }
      try execute(code.body)
    }
  }

  private mutating func filtered(
    _ items: [Value], _ code: LoopCode
  ) throws(TemplateError) -> [Value] {
    var result: [Value] = []
    for item in items {
      iterations += 1
      if iterations > limits.iterations {
        throw fail(.limit("the loops of this page run too often"), at: code.condition)
      }
      try assign(code.setter, item)
      if try isTrue(code.condition) { result.append(item) }
    }
    return result
  }
}
