/// Parses calls, and the uses of filters and tests.
extension Parser {
  /// Parses the name of a filter or test, which may contain dots, and its arguments.
  mutating func functionUse(_ what: String) throws -> FunctionUse {
    var (name, range) = try expectName(what)
    while skip(".") {
      let (part, partRange) = try expectName("a name after `.`")
      name += "." + part
      range = range.lowerBound..<partRange.upperBound
    }
    let arguments = word == "(" ? try arguments() : CallArguments()
    return FunctionUse(name: name, range: range, arguments: arguments)
  }

  mutating func arguments() throws -> CallArguments {
    advance()
    var arguments = CallArguments()
    try items(until: ")", "or `,` after an argument") { parser in
      try parser.nested { try $0.argument(into: &arguments) }
    }
    return arguments
  }

  private mutating func argument(into arguments: inout CallArguments) throws {
    if skip("*") {
      arguments.splat = try expression()
    } else if skip("**") {
      arguments.namedSplat = try expression()
    } else if token.kind == .name, word(nextToken) == "=" {
      let (name, range) = try expectName("a name")
      advance()
      if arguments.named.contains(where: { $0.name == name }) {
        throw fail("the argument `\(name)` is given twice", range, rule: .templateArguments)
      }
      let value = try expression()
      arguments.named.append(CallArguments.Named(name: name, range: range, value: value))
    } else if arguments.named.isEmpty, arguments.splat == nil, arguments.namedSplat == nil {
      arguments.positional.append(try expression())
    } else {
      throw fail("an argument without a name cannot follow one with a name", token.range)
    }
  }

  /// Parses a call of a value or of a field: a method of text, a macro of a module, or a function in a mapping.
  mutating func call(_ callee: Expression, from start: Int) throws -> Expression {
    let arguments = try arguments()
    if case .attribute(let object, let name) = callee.kind {
      return try chain(.methodCall(object, name, arguments), from: start)
    }
    return try chain(.call(callee, arguments), from: start)
  }
}
