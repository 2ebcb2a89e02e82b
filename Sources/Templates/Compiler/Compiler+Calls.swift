import Diagnostics

/// Calls, and what filters, tests and macros are given.
extension Compiler {
  /// A filter or test by name, or a call, with what stands between its parentheses.
  struct Use {
    var name = ""
    var range = 0..<0
    var hasArguments = false
    var code = CallCode()
  }

  /// A filter's or test's name, which may hold dots, and its arguments.
  mutating func functionUse(_ what: String) throws -> Use {
    var use = Use()
    (use.name, use.range) = try expectName(what)
    while skip(".") {
      let (part, range) = try expectName("a name after `.`")
      use.name += "." + part
      use.range = use.range.lowerBound..<range.upperBound
    }
    if word == "(" { try arguments(into: &use) }
    return use
  }

  private mutating func arguments(into use: inout Use) throws {
    advance()
    use.hasArguments = true
    try items(until: ")", "or `,` after an argument") { compiler in
      try compiler.nested { try $0.argument(into: &use.code) }
    }
  }

  private mutating func argument(into code: inout CallCode) throws {
    if skip("*") {
      code.splat = try expression()
    } else if skip("**") {
      code.namedSplat = try expression()
    } else if token.kind == .name, word(nextToken) == "=" {
      let (name, range) = try expectName("a name")
      advance()
      if code.named.contains(where: { $0.name == name }) {
        throw fail("the argument `\(name)` is given twice", range, rule: .templateArguments)
      }
      code.named.append((name, try expression()))
      code.nameRanges.append(range)
    } else if code.named.isEmpty, code.splat < 0, code.namedSplat < 0 {
      code.positional.append(try expression())
    } else {
      throw fail("an argument without a name cannot follow one with a name", token.range)
    }
  }

  /// A call of a value, or of a field: a method of text, a macro of a module, a function in a map.
  mutating func call(_ callee: Int32, from start: Int) throws -> Int32 {
    var use = Use()
    try arguments(into: &use)
    let call = add(use.code)
    let target = program.nodes[Int(callee)]
    if target.operation == .attribute {
      return try chain(
        .methodCall, target.a, call, target.b, flag: autoescape, from: start)
    }
    return try chain(.call, callee, call, flag: autoescape, from: start)
  }

  private mutating func add(_ call: CallCode) -> Int32 {
    program.calls.append(call)
    return Int32(program.calls.count - 1)
  }

  /// Applies a filter or test to a node; one that is wrong is reported, and reading goes on.
  mutating func apply(
    _ use: Use, to input: Int32, from start: Int, isTest: Bool = false, isNegated: Bool = false
  ) throws -> Int32 {
    let index: Int
    do {
      index = try registry.index(of: use.name, isTest: isTest)
    } catch {
      report(error, at: use.range)
      return input
    }
    checkNamedFunction(use)
    let functions = isTest ? registry.tests : registry.filters
    guard let call = bind(use, to: functions.elements[index]) else { return input }
    let node = try chain(
      isTest ? .test : .filter, input, Int32(index), call,
      flag: isTest ? isNegated : autoescape, from: start)
    // Where a filter fails, its name is shown.
    if !isTest {
      program.origins[Int(node)] = NodeOrigin(
        template: template, start: Int32(use.range.lowerBound), end: Int32(use.range.upperBound))
    }
    return node
  }

  /// Checks the filter or test that `map("name")` or `select("name")` applies, where it is known.
  private mutating func checkNamedFunction(_ use: Use) {
    let positions = ["map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1]
    guard let position = positions[use.name], use.code.positional.indices.contains(position),
      case .string(let name)? = constant(use.code.positional[position])
    else { return }
    do {
      _ = try registry.index(of: name, isTest: use.name != "map")
    } catch {
      report(error, at: range(use.code.positional[position]))
    }
  }

  /// Puts arguments into the order of the parameters; -1 is a call without any, `nil` a mistake.
  private mutating func bind(_ use: Use, to function: Function) -> Int32? {
    var code = use.code
    if code.splat >= 0 || code.namedSplat >= 0 { return add(code) }
    do {
      let given = try function.bind(code.positional, code.named)
      code.isBound = true
      code.positional = given.values.map { $0 ?? -1 } + given.more
      code.named = given.named
    } catch {
      // The argument that the message speaks of, or the name of the function.
      let message = (error as? TemplateError)?.diagnostic.message ?? ""
      let wrong = code.named.firstIndex { message.contains("`\($0.name)`") }
      let surplus = code.positional.dropFirst(function.names.count).first.map { range($0) }
      report(error, at: surplus ?? wrong.map { code.nameRanges[$0] } ?? use.range)
      return nil
    }
    return code.positional.isEmpty && code.named.isEmpty ? -1 : add(code)
  }
}
