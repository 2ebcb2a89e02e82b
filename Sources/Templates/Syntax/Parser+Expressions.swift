/// Parses expressions.
extension Parser {
  /// Parses an expression, or several separated by commas, which are a tuple.
  mutating func expressions(
    allowsConditional: Bool = true, endWord: String? = nil, allowsEmpty: Bool = false
  ) throws -> Expression {
    let start = token.range.lowerBound
    var items: [Expression] = []
    var isTuple = false
    while !isTagEnd, word != ")", endWord == nil || word != endWord {
      items.append(try allowsConditional ? expression() : binary(level: 0))
      guard skip(",") else { break }
      isTuple = true
    }
    if isTuple || (allowsEmpty && items.isEmpty) {
      return sequence(items, isTuple: true, start..<max(start, lastEnd))
    }
    guard let first = items.first else { throw expected("an expression") }
    return first
  }

  mutating func expression() throws -> Expression {
    try nested { parser in
      let start = parser.token.range.lowerBound
      var result = try parser.binary(level: 0)
      while parser.skip("if") {
        let condition = try parser.binary(level: 0)
        let other = parser.skip("else") ? try parser.expression() : nil
        result = try parser.chain(
          .conditional(condition, then: result, otherwise: other), from: start)
      }
      return result
    }
  }

  // MARK: Operators

  /// The binary operators in Jinja2's order of precedence, the lowest first.
  ///
  /// All are left-associative, even `**`. The level without operators is that of `not` and comparisons.
  private enum Operator {
    case or, and, concatenation
    case arithmetic(Arithmetic)
  }

  private static let levels: [[String: Operator]] = [
    ["or": .or], ["and": .and], [:], ["+": .arithmetic(.add), "-": .arithmetic(.subtract)],
    ["~": .concatenation],
    [
      "*": .arithmetic(.multiply), "/": .arithmetic(.divide), "//": .arithmetic(.floorDivide),
      "%": .arithmetic(.modulo),
    ], ["**": .arithmetic(.power)],
  ]

  private static let comparisons: [String: Comparison] = [
    "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessEqual, ">": .greater,
    ">=": .greaterEqual, "in": .contained,
  ]

  mutating func binary(level: Int) throws -> Expression {
    guard level < Self.levels.count else { return try unary() }
    let operators = Self.levels[level]
    if operators.isEmpty { return try comparison(level + 1) }
    let start = token.range.lowerBound
    var left = try binary(level: level + 1)
    while let found = operators[word] {
      if case .concatenation = found {
        var parts = [left]
        while skip("~") { parts.append(try binary(level: level + 1)) }
        return Expression(.concatenation(parts), start..<lastEnd)
      }
      advance()
      let right = try binary(level: level + 1)
      let kind: Expression.Kind =
        switch found {
        case .or: .or(left, right)
        case .and: .and(left, right)
        case .arithmetic(let operation): .arithmetic(operation, left, right)
        case .concatenation: .concatenation([left, right])
        }
      left = try chain(kind, from: start)
    }
    return left
  }

  private mutating func comparison(_ next: Int) throws -> Expression {
    let start = token.range.lowerBound
    if skip("not") {
      let operand = try nested { try $0.comparison(next) }
      return Expression(.not(operand), start..<lastEnd)
    }
    let first = try binary(level: next)
    var rest: [(sign: Comparison, operand: Expression)] = []
    while true {
      let isNegated = word == "not" && word(nextToken) == "in"
      guard let found = isNegated ? .notContained : Self.comparisons[word] else { break }
      advance(isNegated ? 2 : 1)
      rest.append((found, try binary(level: next)))
    }
    return rest.isEmpty ? first : Expression(.comparison(first, rest), start..<lastEnd)
  }

  private mutating func unary(withFilters: Bool = true) throws -> Expression {
    let start = token.range.lowerBound
    var result: Expression
    if word == "-" || word == "+" {
      let isNegative = word == "-"
      advance()
      let operand = try nested { try $0.unary(withFilters: false) }
      result = Expression(
        isNegative ? .negative(operand) : .positive(operand), start..<lastEnd)
    } else {
      result = try primary()
    }
    result = try postfix(result, from: start)
    return withFilters ? try filters(result, from: start) : result
  }

  /// Makes an expression from `start` to the last token.
  ///
  /// Checks its depth, because long chains such as `a + b + c …` nest without brackets.
  mutating func chain(_ kind: Expression.Kind, from start: Int) throws -> Expression {
    let expression = Expression(kind, start..<lastEnd)
    guard expression.depth > Self.maximumExpressionDepth else { return expression }
    throw fail(
      "this expression has more than \(Self.maximumExpressionDepth) parts in a row",
      start..<start + 1, rule: .templateLimit)
  }

  // MARK: Literals and names

  /// Words that cannot be names of variables.
  static let reserved: Set<String> = [
    "and", "else", "elif", "if", "in", "is", "not", "or", "for",
  ]
  static let constants: [String: Value] = [
    "true": true, "True": true, "false": false, "False": false, "none": .none, "None": .none,
  ]

  private mutating func primary() throws -> Expression {
    let range = token.range
    switch token.kind {
    case .name:
      let name = word
      if Self.reserved.contains(name) { throw expected("an expression") }
      advance()
      if let value = Self.constants[name] { return Expression(.literal(value), range) }
      if name == "super", word == "(" || word == "." { return try superBlock(from: range) }
      if name == "self", word == ".", word(tokens[min(index + 2, tokens.count - 1)]) == "(" {
        return try selfBlock(from: range)
      }
      return Expression(.variable(variable(name, at: range)), range)
    case .string:
      var value = ""
      while token.kind == .string {
        value += StringLiteral.decode(source.bytes[token.range])
        advance()
      }
      return Expression(.literal(.string(value)), range.lowerBound..<lastEnd)
    case .integer: return Expression(.literal(.int(try integer())), range)
    case .float:
      let digits = text(of: token).filter { $0 != "_" }
      advance()
      return Expression(.literal(.double(Double(digits) ?? 0)), range)
    default:
      if skip("(") {
        var inner = try nested { try $0.expressions(allowsEmpty: true) }
        try expect(")", "to close the parenthesis")
        inner.range = range.lowerBound..<lastEnd
        return inner
      }
      if skip("[") {
        var parts: [Expression] = []
        try items(until: "]", "or `,` in this list") { parts.append(try $0.expression()) }
        return sequence(parts, isTuple: false, range.lowerBound..<lastEnd)
      }
      if skip("{") {
        var pairs: [(key: Expression, value: Expression)] = []
        try items(until: "}", "or `,` in this mapping") { parser in
          let key = try parser.expression()
          try parser.expect(":", "between a key and its value")
          pairs.append((key, try parser.expression()))
        }
        return Expression(.mapping(pairs), range.lowerBound..<lastEnd)
      }
      throw expected("an expression")
    }
  }

  /// Parses items separated by commas up to a closing bracket.
  ///
  /// A trailing comma is allowed.
  mutating func items(
    until end: String, _ context: String, _ read: (inout Parser) throws -> Void
  ) throws {
    while word != end {
      try read(&self)
      if !skip(",") { break }
    }
    try expect(end, context)
  }

  /// Makes a list or a tuple, which is a literal if all its parts are.
  private func sequence(
    _ parts: [Expression], isTuple: Bool, _ range: Range<Int>
  ) -> Expression {
    let values = parts.compactMap(\.constant)
    if values.count == parts.count {
      return Expression(.literal(isTuple ? .tuple(values) : .list(values)), range)
    }
    return Expression(isTuple ? .tuple(parts) : .list(parts), range)
  }

  private mutating func integer() throws -> Int {
    let digits = text(of: token).filter { $0 != "_" }.lowercased()
    let radix = ["0x": 16, "0o": 8, "0b": 2][String(digits.prefix(2))]
    guard let value = Int(digits.dropFirst(radix == nil ? 0 : 2), radix: radix ?? 10) else {
      throw fail("this number is not a 64-bit integer", token.range, rule: .templateArithmetic)
    }
    advance()
    return value
  }

  /// Parses `super()`, or `super.super()` for the version above.
  private mutating func superBlock(from range: Range<Int>) throws -> Expression {
    var levels = 1
    while word == ".", word(nextToken) == "super" {
      advance(2)
      levels += 1
    }
    try expect("(", "after `super`")
    var isEmpty = true
    try items(until: ")", "or `,` after an argument") {
      _ = try $0.expression()
      isEmpty = false
    }
    let range = range.lowerBound..<lastEnd
    if !isEmpty { throw fail("`super` takes no arguments", range, rule: .templateArguments) }
    return Expression(.parentBlock(levels: levels), range)
  }

  private mutating func selfBlock(from range: Range<Int>) throws -> Expression {
    advance()
    let name = word
    advance(2)
    try expect(")", "after `self.\(name)(`")
    return Expression(.ownBlock(name), range.lowerBound..<lastEnd)
  }

  // MARK: Fields, filters and tests

  /// Parses attributes, subscripts and calls after an expression.
  private mutating func postfix(_ first: Expression, from start: Int) throws -> Expression {
    var result = first
    while true {
      switch word {
      case ".": result = try attribute(of: result, from: start)
      case "[": result = try subscripted(result, from: start)
      case "(": result = try call(result, from: start)
      default: return result
      }
    }
  }

  private mutating func attribute(of base: Expression, from start: Int) throws -> Expression {
    advance()
    if token.kind == .integer {
      let range = token.range
      return try chain(.item(base, Expression(.literal(.int(try integer())), range)), from: start)
    }
    let (name, _) = try expectName("a name after `.`")
    return try chain(.attribute(base, name), from: start)
  }

  private mutating func subscripted(_ base: Expression, from start: Int) throws -> Expression {
    advance()
    var bounds: [Expression?] = [nil]
    while word != "]" {
      if skip(":") {
        bounds.append(nil)
        if bounds.count > 3 { throw expected("`]`") }
      } else if bounds[bounds.count - 1] == nil {
        bounds[bounds.count - 1] = try expression()
      } else {
        throw expected("`]` to close the subscript")
      }
    }
    if let index = bounds[0], bounds.count == 1 {
      advance()
      return try chain(.item(base, index), from: start)
    }
    if bounds.count == 1 { throw expected("an index between `[` and `]`") }
    advance()
    let step = bounds.count > 2 ? bounds[2] : nil
    let slice = SliceBounds(start: bounds[0], stop: bounds[1], step: step)
    return try chain(.slice(base, slice), from: start)
  }

  private mutating func filters(_ first: Expression, from start: Int) throws -> Expression {
    var result = first
    while true {
      if skip("|") {
        let use = try functionUse("a filter's name after `|`")
        result = try chain(.filter(result, use), from: start)
        result.range = use.range
      } else if skip("is") {
        result = try test(of: result, from: start)
      } else if word == "(" {
        result = try call(result, from: start)
      } else {
        return result
      }
    }
  }

  private mutating func test(of base: Expression, from start: Int) throws -> Expression {
    let isNegated = skip("not")
    var use = try functionUse("a test's name after `is`")
    let hasArguments = lastEnd > use.range.upperBound
    let startsArgument =
      switch token.kind {
      case .name: !Self.reserved.contains(word) && word != "recursive"
      case .string, .integer, .float: true
      default: word == "[" || word == "{"
      }
    if !hasArguments, startsArgument {
      let start = token.range.lowerBound
      use.arguments.positional = [try postfix(try primary(), from: start)]
    }
    if word == "is" {
      throw fail("a test cannot follow another; join them with `and`", token.range)
    }
    return try chain(.test(base, use, isNegated: isNegated), from: start)
  }
}
