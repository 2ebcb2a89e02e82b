import Text

/// Evaluates expressions.
extension Renderer {
  mutating func evaluate(_ id: ID<ExpressionCode>) throws -> Value {
    switch program.expressions[id] {
    case .constant(let constant): return program.constants[constant]
    case .local(let slot, let name): return named(slots[base + Int(slot)], name, id)
    case .context(let symbol, let name):
      return named(variables[context + Int(symbol.index)], name, id)
    case .outer(let slot, let levels, let name):
      return named(value(at: .outer(slot: slot, levels: levels)), name, id)
    case let code:
      do { return try compute(code, id) } catch { throw placed(error, at: id) }
    }
  }

  private mutating func compute(
    _ code: ExpressionCode, _ id: ID<ExpressionCode>
  ) throws -> Value {
    switch code {
    case .attribute(let object, let name, let entry):
      return try attribute(object, name, entry, id)
    case .item(let object, let index): return try item(object, index, id)
    case .filter(let input, let function, let call, let autoescape):
      return try apply(registry.filters.elements[function], to: input, call, autoescape)
    case .call(_, _, let autoescape), .methodCall(_, _, _, let autoescape),
      .parentBlock(_, _, let autoescape), .ownBlock(_, let autoescape):
      let start = output.count
      if let value = try call(code, id) { return value }
      return text(from: start, autoescape)
    case .not, .test, .comparison, .chain: return .bool(try holds(code, id))
    case .and(let left, let right):
      let value = try evaluate(left)
      return try value.isTrue() ? try evaluate(right) : value
    case .or(let left, let right):
      let value = try evaluate(left)
      return try value.isTrue() ? value : try evaluate(right)
    case .conditional(let condition, let then, let other):
      if try isTrue(condition) { return try evaluate(then) }
      if let other { return try evaluate(other) }
      let origin = program.origin(of: id)
      return .undefined(Undefined("the missing `else`", at: origin, isLenient: true))
    case .concatenation(let parts, let autoescape): return try concatenate(parts, autoescape)
    case .arithmetic(let operation, let left, let right):
      return try arithmetic(operation, left, right)
    default: return try computeRest(code, id)
    }
  }

  /// Separate from `compute`, whose stack frame must be small because expressions nest deeply.
  @inline(never)
  private mutating func computeRest(
    _ code: ExpressionCode, _ id: ID<ExpressionCode>
  ) throws -> Value {
    switch code {
    case .negative(let operand): return try number(operand).negated().value
    case .positive(let operand): return try number(operand).value
    case .slice(let operand, let slice): return try self.slice(operand, program.slices[slice])
    case .list(let items): return .list(try values(items))
    case .tuple(let items): return .tuple(try values(items))
    case .mapping(let entries): return try mapping(entries)
    case .capture(let body, let autoescape):
      let start = output.count
      try execute(body)
      return text(from: start, autoescape)
    case .macro(let macro):
      return .object(
        Macro(
          code: macro, name: program.names[program.macros[macro].name], context: context,
          frame: frames.count - 1, frameSerial: frames[frames.count - 1].serial))
    case .module(let reference): return .object(try module(reference, at: program.origin(of: id)))
    case .members(let reference, let names):
      return try members(names, of: reference, at: program.origin(of: id))
    default: return try evaluate(id)
    }
  }

  /// Removes the output from `start` on, and returns it as a value.
  private mutating func text(from start: Int, _ autoescape: Bool) -> Value {
    let text = output.take(from: start)
    return autoescape ? .safe(SafeHTML(text)) : .string(text)
  }

  private mutating func number(_ operand: ID<ExpressionCode>) throws -> Number {
    try evaluate(operand).expect("a number", \.number)
  }

  // MARK: Truth

  /// Whether an expression is true, computed without creating a value for a comparison.
  mutating func isTrue(_ id: ID<ExpressionCode>) throws -> Bool {
    do { return try holds(program.expressions[id], id) } catch { throw placed(error, at: id) }
  }

  private mutating func holds(
    _ code: ExpressionCode, _ id: ID<ExpressionCode>
  ) throws -> Bool {
    switch code {
    case .not(let operand): return try !isTrue(operand)
    case .test(let input, let function, let call, let isNegated):
      return try apply(registry.tests.elements[function], to: input, call, true).isTrue()
        != isNegated
    case .comparison(let comparison, let left, let right):
      let value = try evaluate(left)
      return try Value.compare(comparison, value, evaluate(right))
    case .chain(let first, let links):
      var left = try evaluate(first)
      for index in links.indices {
        let link = program.chainLinks[index]
        let right = try evaluate(link.operand)
        guard try Value.compare(link.comparison, left, right) else { return false }
        left = right
      }
      return true
    default:
      if let value = cachedField(code) { return try value.isTrue() }
      return try evaluate(id).isTrue()
    }
  }

  // MARK: Variables and fields

  /// The value of a variable.
  ///
  /// An unset variable becomes undefined with its name.
  @inline(__always)
  private func named(
    _ value: Value, _ name: ID<Name>, _ id: ID<ExpressionCode>
  ) -> Value {
    if case .undefined(let undefined) = value, undefined.origin == nil {
      return .undefined(Undefined(program.names[name], at: program.origin(of: id)))
    }
    return value
  }

  /// The value of a variable of this frame, of one around it, or of the context.
  func value(at place: VariableLocation) -> Value {
    switch place {
    case .local(let slot): return slots[base + Int(slot)]
    case .context(let symbol): return variables[context + Int(symbol.index)]
    case .outer(let slot, let levels):
      var frame = frames.count - 1
      for _ in 0..<levels {
        guard let parent = frames[frame].parent, frames.indices.contains(parent) else {
          return Self.unset
        }
        frame = parent
      }
      return slots[frames[frame].base + Int(slot)]
    }
  }

  /// A field of a record in a variable, if the inline cache has the position for the record's shape; otherwise `nil`.
  ///
  /// Most of what templates print is such a field. The record is read in place, so only the reference count of the
  /// result changes.
  @inline(__always)
  func cachedField(_ code: ExpressionCode) -> Value? {
    guard case .attribute(let object, _, let id) = code else { return nil }
    switch program.expressions[object] {
    case .local(let slot, _):
      guard case .record(let record) = slots[base + Int(slot)] else { return nil }
      let entry = cache[id]
      return record.value(at: entry.index, of: entry.shape)
    case .context(let symbol, _):
      guard case .record(let record) = variables[context + Int(symbol.index)] else { return nil }
      let entry = cache[id]
      return record.value(at: entry.index, of: entry.shape)
    default: return nil
    }
  }

  private mutating func attribute(
    _ object: ID<ExpressionCode>, _ name: ID<Name>, _ entry: ID<CacheEntry>,
    _ id: ID<ExpressionCode>
  ) throws -> Value {
    if let value = cachedField(program.expressions[id]) { return value }
    let object = try defined(object)
    if case .record(let record) = object {
      let known = cache[entry]
      if let value = record.value(at: known.index, of: known.shape) { return value }
      if let value = lookUpField(record, name, entry) { return value }
    }
    let name = program.names[name]
    return object.field(name) ?? missing(name, of: object, at: id)
  }

  private func missing(
    _ name: String, of object: Value, at id: ID<ExpressionCode>
  ) -> Value {
    .undefined(Undefined(name, of: object, at: program.origin(of: id)))
  }

  /// Looks up a field of a record and caches its position; `nil` if there is no such field.
  @inline(never)
  private mutating func lookUpField(
    _ record: Record, _ name: ID<Name>, _ entry: ID<CacheEntry>
  ) -> Value? {
    let name = program.names[name]
    guard let position = record.shape.index(of: name) else { return nil }
    record.observer?(name)
    if record.shape.isShared { cache.record(position, of: record.shape, at: entry) }
    return record.values[position]
  }

  /// Evaluates an expression.
  ///
  /// Throws where the value is undefined.
  mutating func defined(_ id: ID<ExpressionCode>) throws -> Value {
    let value = try evaluate(id)
    if case .undefined(let undefined) = value { throw placed(TemplateError(undefined), at: id) }
    return value
  }

  private mutating func item(
    _ object: ID<ExpressionCode>, _ index: ID<ExpressionCode>, _ id: ID<ExpressionCode>
  ) throws -> Value {
    let object = try defined(object)
    let key = try defined(index)
    if let name = key.text { return object.field(name) ?? missing(name, of: object, at: id) }
    guard let position = key.integer else { return missing(text(of: index), of: object, at: id) }
    return object.item(position) ?? missing(String(position), of: object, at: id)
  }

  // MARK: Literals and operators

  private mutating func values(_ items: Run<ID<ExpressionCode>>) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(Int(items.count))
    for index in items.indices { values.append(try evaluate(program.expressionLists[index])) }
    return values
  }

  private mutating func mapping(_ entries: Run<MappingEntry>) throws -> Value {
    var pairs: [(String, Value)] = []
    for index in entries.indices {
      let entry = program.mappingEntries[index]
      let key = try evaluate(entry.key)
      guard let name = key.text else {
        throw placed(
          TemplateError("a key of a mapping must be text, not \(key.kindName)"), at: entry.key)
      }
      pairs.append((name, try evaluate(entry.value)))
    }
    return .record(Record(pairs))
  }

  private mutating func arithmetic(
    _ operation: Arithmetic, _ left: ID<ExpressionCode>, _ right: ID<ExpressionCode>
  ) throws -> Value {
    let left = try evaluate(left)
    let right = try evaluate(right)
    if let first = left.number, let second = right.number {
      return try Number.compute(operation, first, second).value
    }
    return try Value.combine(operation, left, right, limits)
  }

  /// Concatenates text.
  ///
  /// If a part is markup, the others are escaped and the result is markup.
  private mutating func concatenate(
    _ parts: Run<ID<ExpressionCode>>, _ autoescape: Bool
  ) throws -> Value {
    let codes = parts
    var parts = try values(parts)
    if reportsNone {
      for (position, index) in zip(parts.indices, codes.indices) where parts[position].isNone {
        reportNone(at: program.expressionLists[index])
        parts[position] = ""
      }
    }
    let isMarkup = autoescape && parts.contains(where: \.isSafe)
    return try Call("", true, registry).joined(parts, by: "", isMarkup: isMarkup)
  }

  private mutating func slice(_ operand: ID<ExpressionCode>, _ code: SliceCode) throws -> Value {
    let value = try evaluate(operand)
    return try value.slice([bound(code.start), bound(code.stop), bound(code.step)])
  }

  /// A bound of a slice; `nil` where it is absent or `none`.
  private mutating func bound(_ id: ID<ExpressionCode>?) throws -> Int? {
    guard let id else { return nil }
    let value = try evaluate(id)
    if value.isNone { return nil }
    do { return try value.expect("an integer", \.integer) } catch { throw placed(error, at: id) }
  }
}
