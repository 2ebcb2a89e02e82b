import Diagnostics

/// Names, literals, and what follows them: attributes, subscripts, calls, filters, tests.
extension Parser {
  /// Words that cannot be names of variables.
  private static let reserved: Set<String> = [
    "and", "else", "elif", "if", "in", "is", "not", "or", "for",
  ]

  mutating func parsePrimary() throws(SyntaxFailure) -> Expression {
    let range = token.range
    switch token.kind {
    case .name:
      let name = text(of: token)
      if Self.reserved.contains(name) { throw expected("an expression") }
      advance()
      return Expression(
        kind: Self.constant(name).map { .constant($0) } ?? .name(name), range: range)
    case .string: return try parseString()
    case .integer: return Expression(kind: .constant(.int(try parseInteger())), range: range)
    case .float:
      let digits = text(of: token).filter { $0 != "_" }
      advance()
      return Expression(kind: .constant(.double(Double(digits) ?? 0)), range: range)
    case .symbol(.openParen):
      advance()
      let inner = try nested { (parser) throws(SyntaxFailure) in
        try parser.parseTuple(allowsEmpty: true)
      }
      try expect(.closeParen, "to close the parenthesis")
      return Expression(kind: inner.kind, range: range.lowerBound..<lastEnd)
    case .symbol(.openBracket): return try parseList()
    case .symbol(.openBrace): return try parseMap()
    default: throw expected("an expression")
    }
  }

  private static func constant(_ name: String) -> Value? {
    switch name {
    case "true", "True": .bool(true)
    case "false", "False": .bool(false)
    case "none", "None": Value.none
    default: nil
    }
  }

  /// One string, or several in a row, which are joined.
  private mutating func parseString() throws(SyntaxFailure) -> Expression {
    let start = token.range.lowerBound
    var value = ""
    while token.kind == .string {
      value += StringLiteral.decode(source.bytes[token.range])
      advance()
    }
    return Expression(kind: .constant(.string(value)), range: start..<lastEnd)
  }

  private mutating func parseInteger() throws(SyntaxFailure) -> Int {
    let digits = text(of: token).filter { $0 != "_" }.lowercased()
    let radix = digits.hasPrefix("0x") ? 16 : digits.hasPrefix("0o") ? 8 : 2
    let isPrefixed = digits.hasPrefix("0x") || digits.hasPrefix("0o") || digits.hasPrefix("0b")
    let value = isPrefixed ? Int(digits.dropFirst(2), radix: radix) : Int(digits)
    guard let value else {
      throw fail("this number is no integer of 64 bits", token.range, rule: .templateArithmetic)
    }
    advance()
    return value
  }

  private mutating func parseList() throws(SyntaxFailure) -> Expression {
    let start = token.range.lowerBound
    advance()
    var items: [Expression] = []
    while !isSymbol(.closeBracket) {
      items.append(try parseExpression())
      if !skip(.comma) { break }
    }
    try expect(.closeBracket, "or `,` in this list")
    return Expression(kind: .list(items), range: start..<lastEnd)
  }

  private mutating func parseMap() throws(SyntaxFailure) -> Expression {
    let start = token.range.lowerBound
    advance()
    var pairs: [(key: Expression, value: Expression)] = []
    while !isSymbol(.closeBrace) {
      let key = try parseExpression()
      try expect(.colon, "between a key and its value")
      pairs.append((key, try parseExpression()))
      if !skip(.comma) { break }
    }
    try expect(.closeBrace, "or `,` in this mapping")
    return Expression(kind: .map(pairs), range: start..<lastEnd)
  }

  mutating func parsePostfix(_ first: Expression) throws(SyntaxFailure) -> Expression {
    var result = first
    while case .symbol(let symbol) = token.kind {
      switch symbol {
      case .dot: result = try parseAttribute(of: result)
      case .openBracket: result = try parseSubscript(of: result)
      case .openParen:
        let arguments = try parseArguments()
        result = make(.call(result, arguments), from: first)
      default: return result
      }
    }
    return result
  }

  private mutating func parseAttribute(of base: Expression) throws(SyntaxFailure) -> Expression {
    advance()
    if token.kind == .integer {
      let range = token.range
      let index = Expression(kind: .constant(.int(try parseInteger())), range: range)
      return make(.item(base, index), from: base)
    }
    let (name, _) = try expectName("a name after `.`")
    return make(.attribute(base, name), from: base)
  }

  private mutating func parseSubscript(of base: Expression) throws(SyntaxFailure) -> Expression {
    advance()
    var bounds: [Expression?] = []
    var isSlice = false
    var current: Expression?
    while !isSymbol(.closeBracket) {
      if skip(.colon) {
        bounds.append(current)
        current = nil
        isSlice = true
        if bounds.count > 2 { throw expected("`]`") }
      } else if current == nil {
        current = try parseExpression()
      } else {
        throw expected("`]` to close the subscript")
      }
    }
    bounds.append(current)
    try expect(.closeBracket, "to close the subscript")
    if isSlice {
      let step = bounds.count > 2 ? bounds[2] : nil
      return make(.slice(base, bounds[0], bounds[1], step), from: base)
    }
    guard let index = current else { throw expected("an index between `[` and `]`") }
    return make(.item(base, index), from: base)
  }

  mutating func parseArguments() throws(SyntaxFailure) -> CallArguments {
    advance()
    var arguments = CallArguments()
    while !isSymbol(.closeParen) {
      try nested { (parser) throws(SyntaxFailure) in try parser.parseArgument(into: &arguments) }
      if !skip(.comma) { break }
    }
    try expect(.closeParen, "or `,` after an argument")
    return arguments
  }

  private mutating func parseArgument(
    into arguments: inout CallArguments
  ) throws(SyntaxFailure) {
    if skip(.multiply) {
      arguments.splat = try parseExpression()
    } else if skip(.power) {
      arguments.namedSplat = try parseExpression()
    } else if token.kind == .name, nextToken.kind == .symbol(.assign) {
      let (name, range) = try expectName("a name")
      advance()
      if arguments.named.contains(where: { $0.name == name }) {
        throw fail("the argument `\(name)` is given twice", range, rule: .templateArguments)
      }
      arguments.named.append((name, range, try parseExpression()))
    } else if arguments.named.isEmpty, arguments.splat == nil, arguments.namedSplat == nil {
      arguments.positional.append(try parseExpression())
    } else {
      throw fail("an argument without a name cannot follow one with a name", token.range)
    }
  }

  /// Filters, tests, and calls of what they give.
  private mutating func parseFiltersOnce(
    _ base: Expression
  ) throws(SyntaxFailure) -> Expression? {
    if isSymbol(.pipe) {
      advance()
      return make(.filter(base, try parseFilterUse("a filter's name after `|`")), from: base)
    }
    if skip(word: "is") { return try parseTest(of: base) }
    if isSymbol(.openParen) { return make(.call(base, try parseArguments()), from: base) }
    return nil
  }

  mutating func parseFilters(_ first: Expression) throws(SyntaxFailure) -> Expression {
    var result = first
    while let next = try parseFiltersOnce(result) { result = next }
    return result
  }

  /// A filter's name, which may hold dots, and its arguments.
  mutating func parseFilterUse(_ what: String) throws(SyntaxFailure) -> FilterUse {
    var (name, range) = try expectName(what)
    while skip(.dot) {
      let (part, partRange) = try expectName("a name after `.`")
      name += "." + part
      range = range.lowerBound..<partRange.upperBound
    }
    let arguments = isSymbol(.openParen) ? try parseArguments() : CallArguments()
    return FilterUse(name: name, range: range, arguments: arguments)
  }

  private mutating func parseTest(of base: Expression) throws(SyntaxFailure) -> Expression {
    let isNegated = skip(word: "not")
    var use = try parseFilterUse("a test's name after `is`")
    if use.arguments.isEmpty, startsTestArgument {
      let argument = try parsePostfix(try parsePrimary())
      use = FilterUse(
        name: use.name, range: use.range, arguments: CallArguments(positional: [argument]))
    }
    if isWord("is") {
      throw fail("a test cannot follow another; join them with `and`", token.range)
    }
    return make(.test(base, use, isNegated: isNegated), from: base)
  }

  private var startsTestArgument: Bool {
    switch token.kind {
    case .name: !Self.reserved.contains(text(of: token)) && !isWord("recursive")
    case .string, .integer, .float, .symbol(.openBracket), .symbol(.openBrace): true
    default: false
    }
  }
}
