import Diagnostics

/// The expression grammar, in Jinja2's order of precedence: each function reads one level.
extension Parser {
  /// One expression, or several with commas, which make a tuple.
  mutating func parseTuple(
    allowsConditional: Bool = true, endWord: String? = nil, allowsEmpty: Bool = false
  ) throws(SyntaxFailure) -> Expression {
    let start = token.range.lowerBound
    var items: [Expression] = []
    var isTuple = false
    while true {
      if isTagEnd || isSymbol(.closeParen) { break }
      if let endWord, isWord(endWord) { break }
      items.append(allowsConditional ? try parseExpression() : try parseOr())
      guard skip(.comma) else { break }
      isTuple = true
    }
    if isTuple || (allowsEmpty && items.isEmpty) {
      return Expression(kind: .tuple(items), range: start..<max(start, lastEnd))
    }
    guard let first = items.first else { throw expected("an expression") }
    return first
  }

  mutating func parseExpression() throws(SyntaxFailure) -> Expression {
    try nested { (parser) throws(SyntaxFailure) in try parser.parseConditional() }
  }

  private mutating func parseConditional() throws(SyntaxFailure) -> Expression {
    var result = try parseOr()
    while skip(word: "if") {
      let condition = try parseOr()
      var other: Expression?
      if skip(word: "else") { other = try parseExpression() }
      result = make(.conditional(result, if: condition, else: other), from: result)
    }
    return result
  }

  mutating func parseOr() throws(SyntaxFailure) -> Expression {
    var left = try parseAnd()
    while skip(word: "or") { left = make(.or(left, try parseAnd()), from: left) }
    return left
  }

  private mutating func parseAnd() throws(SyntaxFailure) -> Expression {
    var left = try parseNot()
    while skip(word: "and") { left = make(.and(left, try parseNot()), from: left) }
    return left
  }

  private mutating func parseNot() throws(SyntaxFailure) -> Expression {
    guard isWord("not") else { return try parseComparison() }
    let start = token.range.lowerBound
    advance()
    let operand = try nested { (parser) throws(SyntaxFailure) in try parser.parseNot() }
    return Expression(kind: .unary(.not, operand), range: start..<lastEnd)
  }

  private mutating func parseComparison() throws(SyntaxFailure) -> Expression {
    let first = try parseSum()
    var rest: [(ComparisonOperator, Expression)] = []
    while let comparison = try comparisonOperator() {
      rest.append((comparison, try parseSum()))
    }
    return rest.isEmpty ? first : make(.comparison(first, rest), from: first)
  }

  private mutating func comparisonOperator() throws(SyntaxFailure) -> ComparisonOperator? {
    if skip(word: "in") { return .in }
    if isWord("not"), nextToken.kind == .name, text(of: nextToken) == "in" {
      advance()
      advance()
      return .notIn
    }
    guard case .symbol(let symbol) = token.kind else { return nil }
    let found: ComparisonOperator
    switch symbol {
    case .equal: found = .equal
    case .notEqual: found = .notEqual
    case .less: found = .less
    case .lessEqual: found = .lessEqual
    case .greater: found = .greater
    case .greaterEqual: found = .greaterEqual
    default: return nil
    }
    advance()
    return found
  }

  private mutating func parseSum() throws(SyntaxFailure) -> Expression {
    var left = try parseConcat()
    while true {
      if skip(.add) {
        left = make(.binary(.add, left, try parseConcat()), from: left)
      } else if skip(.subtract) {
        left = make(.binary(.subtract, left, try parseConcat()), from: left)
      } else {
        return left
      }
    }
  }

  private mutating func parseConcat() throws(SyntaxFailure) -> Expression {
    let first = try parseProduct()
    guard isSymbol(.concat) else { return first }
    var parts = [first]
    while skip(.concat) { parts.append(try parseProduct()) }
    return make(.concat(parts), from: first)
  }

  private mutating func parseProduct() throws(SyntaxFailure) -> Expression {
    var left = try parsePower()
    while case .symbol(let symbol) = token.kind {
      let operation: BinaryOperator
      switch symbol {
      case .multiply: operation = .multiply
      case .divide: operation = .divide
      case .floorDivide: operation = .floorDivide
      case .modulo: operation = .modulo
      default: return left
      }
      advance()
      left = make(.binary(operation, left, try parsePower()), from: left)
    }
    return left
  }

  /// As in Jinja2, and unlike Python, `**` binds to the left: `2 ** 3 ** 2` is 64.
  private mutating func parsePower() throws(SyntaxFailure) -> Expression {
    var left = try parseUnary()
    while skip(.power) { left = make(.binary(.power, left, try parseUnary()), from: left) }
    return left
  }

  private mutating func parseUnary(withFilters: Bool = true) throws(SyntaxFailure) -> Expression {
    let start = token.range.lowerBound
    var result: Expression
    if isSymbol(.subtract) || isSymbol(.add) {
      let operation: UnaryOperator = isSymbol(.subtract) ? .negate : .plus
      advance()
      let operand = try nested { (parser) throws(SyntaxFailure) in
        try parser.parseUnary(withFilters: false)
      }
      result = Expression(kind: .unary(operation, operand), range: start..<lastEnd)
    } else {
      result = try parsePrimary()
    }
    result = try parsePostfix(result)
    return withFilters ? try parseFilters(result) : result
  }

  /// An expression that starts where `first` does and ends with the last token read.
  ///
  /// Long chains (`a + b + c …`) nest without any bracket, so their depth is checked here.
  mutating func make(_ kind: Expression.Kind, from first: Expression) -> Expression {
    let range = first.range.lowerBound..<max(lastEnd, first.range.upperBound)
    let result = Expression(kind: kind, range: range)
    guard result.depth > Self.maximumExpressionDepth else { return result }
    report(
      .templateLimit, "this expression has more than \(Self.maximumExpressionDepth) parts in a row",
      first.range)
    return Expression(kind: .broken, range: range)
  }
}
