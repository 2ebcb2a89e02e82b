import Diagnostics

/// Filters, tests and calls.
extension Compiler {
  mutating func filter(_ input: Int32, _ use: FilterUse) -> Int32 {
    guard let index = registry.filterIndex(use.name) else {
      for argument in use.arguments.positional { _ = compile(argument) }
      return broken(
        .templateUnknownFilter, "there is no filter `\(use.name)`", use.range,
        help: suggestion(for: use.name, in: registry.filters.map(\.name)))
    }
    checkNamedFilter(use)
    guard let call = bind(use, to: registry.filters[index].signature) else {
      return emit(Node(.broken, Int32(program.broken.count - 1)), use.range)
    }
    return emit(Node(.filter, input, Int32(index), call, flag: autoescape), use.range)
  }

  /// Checks the filter or test that `map("name")` or `select("name")` applies, where it is known.
  private mutating func checkNamedFilter(_ use: FilterUse) {
    let position: Int
    switch use.name {
    case "map", "select", "reject": position = 0
    case "selectattr", "rejectattr": position = 1
    default: return
    }
    guard use.arguments.positional.indices.contains(position) else { return }
    let argument = use.arguments.positional[position]
    guard case .constant(.string(let name)) = argument.kind else { return }
    if use.name == "map" {
      if registry.filterIndex(name) != nil { return }
      report(
        .templateUnknownFilter, "there is no filter `\(name)`", argument.range,
        help: suggestion(for: name, in: registry.filters.map(\.name)))
    } else {
      if registry.testIndex(name) != nil { return }
      report(
        .templateUnknownTest, "there is no test `\(name)`", argument.range,
        help: suggestion(for: name, in: registry.tests.map(\.name)))
    }
  }

  mutating func test(
    _ input: Expression, _ use: FilterUse, _ isNegated: Bool, _ range: Range<Int>
  ) -> Int32 {
    let value = compileInput(input, use.name)
    guard let index = registry.testIndex(use.name) else {
      return broken(
        .templateUnknownTest, "there is no test `\(use.name)`", use.range,
        help: suggestion(for: use.name, in: registry.tests.map(\.name)))
    }
    guard let call = bind(use, to: registry.tests[index].signature) else {
      return emit(Node(.broken, Int32(program.broken.count - 1)), use.range)
    }
    return emit(Node(.test, value, Int32(index), call, flag: isNegated), range)
  }

  /// Puts arguments into the order of the parameters; -1 is a call without any.
  private mutating func bind(_ use: FilterUse, to signature: Signature) -> Int32? {
    let arguments = use.arguments
    if arguments.splat != nil || arguments.namedSplat != nil {
      return compile(arguments)
    }
    if let (error, range) = mismatch(use, signature) {
      _ = broken(error.rule, error.message, range, help: error.help)
      return nil
    }
    if arguments.isEmpty, signature.parameters.isEmpty { return -1 }
    var call = CallCode()
    call.isBound = true
    call.positional = Array(repeating: -1, count: signature.parameters.count)
    for (index, value) in arguments.positional.enumerated() {
      let node = compile(value)
      if index < call.positional.count, index < signature.parameters.count {
        call.positional[index] = node
      } else {
        call.positional.append(node)
      }
    }
    for argument in arguments.named {
      let node = compile(argument.value)
      if let index = signature.parameters.firstIndex(where: { $0.name == argument.name }) {
        call.positional[index] = node
      } else {
        call.named.append((argument.name, node))
      }
    }
    program.calls.append(call)
    return Int32(program.calls.count - 1)
  }

  /// What is wrong with the arguments, and where.
  private func mismatch(_ use: FilterUse, _ signature: Signature) -> (FilterError, Range<Int>)? {
    let arguments = use.arguments
    let parameters = signature.parameters
    if arguments.positional.count > parameters.count, !signature.acceptsMore {
      return (
        signature.tooMany(arguments.positional.count, use.name),
        arguments.positional[parameters.count].range
      )
    }
    for argument in arguments.named {
      guard let index = parameters.firstIndex(where: { $0.name == argument.name }) else {
        if signature.acceptsMore { continue }
        return (signature.unknown(argument.name, of: use.name), argument.range)
      }
      if index < arguments.positional.count {
        return (Signature.twice(argument.name), argument.range)
      }
    }
    for index in parameters.indices.dropFirst(arguments.positional.count)
    where parameters[index].defaultValue == nil {
      if arguments.named.contains(where: { $0.name == parameters[index].name }) { continue }
      let message = "`\(use.name)` needs the argument `\(parameters[index].name)`"
      return (FilterError(message, rule: .templateArguments), use.range)
    }
    return nil
  }

  mutating func compile(_ arguments: CallArguments) -> Int32 {
    var call = CallCode()
    call.positional = arguments.positional.map { compile($0) }
    call.named = arguments.named.map { ($0.name, compile($0.value)) }
    if let splat = arguments.splat { call.splat = compile(splat) }
    if let splat = arguments.namedSplat { call.namedSplat = compile(splat) }
    program.calls.append(call)
    return Int32(program.calls.count - 1)
  }

  mutating func call(
    _ callee: Expression, _ arguments: CallArguments, _ range: Range<Int>
  ) -> Int32 {
    switch callee.kind {
    case .name("super") where !isBound("super"): return superCall(arguments, range)
    case .attribute(let base, let method):
      if case .name("self") = base.kind, !isBound("self") {
        return emit(Node(.selfBlock, Int32(program.blockNames.insert(method))), range)
      }
      return methodCall(base, method, arguments, range)
    default:
      let function = compile(callee)
      return emit(Node(.call, function, compile(arguments)), range)
    }
  }

  private func isBound(_ name: String) -> Bool { frames.contains { $0.find(name) != nil } }

  private mutating func superCall(_ arguments: CallArguments, _ range: Range<Int>) -> Int32 {
    guard let frame = frames.first, frame.block >= 0 else {
      return broken(
        .templateMisplaced,
        "`super()` is the block of the template that this one extends; "
          + "it has no meaning outside a block", range)
    }
    guard arguments.isEmpty else {
      return broken(.templateArguments, "`super` takes no arguments", range)
    }
    return emit(Node(.superBlock, frame.block), range)
  }

  /// A call of a field: a method of text or mappings, a macro of a module, a function in a record.
  private mutating func methodCall(
    _ base: Expression, _ method: String, _ arguments: CallArguments, _ range: Range<Int>
  ) -> Int32 {
    // A method of a root reads all of it, which is what compiling the bare name says.
    let object = compile(base)
    let nameIndex = name(method)
    return emit(Node(.methodCall, object, nameIndex, compile(arguments)), range)
  }
}
