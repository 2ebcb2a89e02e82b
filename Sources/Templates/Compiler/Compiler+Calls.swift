import Diagnostics

/// Calls, and what filters, tests and macros are given.
extension Compiler {
  /// A filter or test by name, or a call, with what stands between its parentheses.
  struct Use {
    var name = ""
    var range = 0..<0
    var hasArguments = false
    var positional: [Int32] = []
    var named: [(name: String, range: Range<Int>, node: Int32)] = []
    /// `*values` and `**mapping`.
    var splat: Int32 = -1
    var namedSplat: Int32 = -1
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
    var read = use
    _ = try items(until: ")", "or `,` after an argument") { compiler in
      try compiler.nested { try $0.argument(into: &read) }
      return [()]
    }
    use = read
  }

  private mutating func argument(into use: inout Use) throws {
    if skip("*") {
      use.splat = try expression()
    } else if skip("**") {
      use.namedSplat = try expression()
    } else if token.kind == .name, word(nextToken) == "=" {
      let (name, range) = try expectName("a name")
      advance()
      if use.named.contains(where: { $0.name == name }) {
        throw fail("the argument `\(name)` is given twice", range, rule: .templateArguments)
      }
      use.named.append((name, range, try expression()))
    } else if use.named.isEmpty, use.splat < 0, use.namedSplat < 0 {
      use.positional.append(try expression())
    } else {
      throw fail("an argument without a name cannot follow one with a name", token.range)
    }
  }

  /// A call of a value, or of a field: a method of text, a macro of a module, a function in a map.
  mutating func call(_ callee: Int32, from start: Int) throws -> Int32 {
    var use = Use()
    try arguments(into: &use)
    let call = add(
      CallCode(
        positional: use.positional, named: use.named.map { ($0.name, $0.node) }, splat: use.splat,
        namedSplat: use.namedSplat))
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
    let functions = isTest ? registry.tests : registry.filters
    guard let index = functions.table.index(of: use.name) else {
      report(unknown: use.name, isTest: isTest, use.range)
      return input
    }
    checkNamedFunction(use)
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

  private mutating func report(unknown name: String, isTest: Bool, _ range: Range<Int>) {
    let (rule, kind, known) =
      isTest
      ? (Rule.templateUnknownTest, "test", registry.tests.table.names)
      : (Rule.templateUnknownFilter, "filter", registry.filters.table.names)
    report(
      rule, "there is no \(kind) `\(name)`", range, help: suggestion(for: name, in: known))
  }

  /// Checks the filter or test that `map("name")` or `select("name")` applies, where it is known.
  private mutating func checkNamedFunction(_ use: Use) {
    let positions = ["map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1]
    guard let position = positions[use.name], use.positional.indices.contains(position),
      case .string(let name)? = constant(use.positional[position])
    else { return }
    let isTest = use.name != "map"
    if (isTest ? registry.tests : registry.filters)[name] == nil {
      report(unknown: name, isTest: isTest, range(use.positional[position]))
    }
  }

  /// Puts arguments into the order of the parameters; -1 is a call without any, `nil` a mistake.
  private mutating func bind(_ use: Use, to function: Function) -> Int32? {
    let named = use.named.map { (name: $0.name, value: $0.node) }
    var call = CallCode(
      positional: use.positional, named: named.map { ($0.name, $0.value) }, splat: use.splat,
      namedSplat: use.namedSplat)
    if use.splat >= 0 || use.namedSplat >= 0 { return add(call) }
    do {
      let given = try function.bind(use.positional, named)
      call.isBound = true
      call.positional = given.values.map { $0 ?? -1 } + given.more
      call.named = given.named.map { ($0.name, $0.value) }
    } catch {
      guard let diagnostic = (error as? TemplateError)?.diagnostic else { return nil }
      // The argument that the message speaks of, or the name of the function.
      let wrong = use.named.first { diagnostic.message.contains("`\($0.name)`") }?.range
      let surplus = use.positional.dropFirst(function.names.count).first.map { range($0) }
      report(
        .templateArguments, diagnostic.message, surplus ?? wrong ?? use.range,
        help: diagnostic.help)
      return nil
    }
    return call.positional.isEmpty && call.named.isEmpty ? -1 : add(call)
  }
}
