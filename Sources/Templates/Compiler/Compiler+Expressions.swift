import Diagnostics

/// The expression grammar; each function returns the position of the node that computes the value.
extension Compiler {
  /// One expression, or several with commas, which make a tuple.
  mutating func expressions(
    allowsConditional: Bool = true, endWord: String? = nil, allowsEmpty: Bool = false
  ) throws -> Int32 {
    let start = token.range.lowerBound
    var items: [Int32] = []
    var isTuple = false
    while !isTagEnd, word != ")", endWord == nil || word != endWord {
      items.append(try allowsConditional ? expression() : binary(level: 0))
      guard skip(",") else { break }
      isTuple = true
    }
    if isTuple || (allowsEmpty && items.isEmpty) {
      return literal(.tuple, items, at: start..<max(start, lastEnd))
    }
    guard let first = items.first else { throw expected("an expression") }
    return first
  }

  mutating func expression() throws -> Int32 {
    try nested { compiler in
      let start = compiler.token.range.lowerBound
      var result = try compiler.binary(level: 0)
      while compiler.skip("if") {
        let condition = try compiler.binary(level: 0)
        let other = compiler.skip("else") ? try compiler.expression() : -1
        result = try compiler.chain(.conditional, condition, result, other, from: start)
      }
      return result
    }
  }

  // MARK: Operators

  /// The operators in Jinja2's order of precedence, the loosest first.
  ///
  /// All bind to the left, even `**`. The empty level is that of `not` and comparisons.
  private static let levels: [[String: Operation]] = [
    ["or": .or], ["and": .and], [:], ["+": .add, "-": .subtract], ["~": .concat],
    ["*": .multiply, "/": .divide, "//": .floorDivide, "%": .modulo], ["**": .power],
  ]

  private static let comparisons: [String: Operation] = [
    "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessEqual, ">": .greater,
    ">=": .greaterEqual, "in": .contains,
  ]

  mutating func binary(level: Int) throws -> Int32 {
    guard level < Self.levels.count else { return try unary() }
    let operations = Self.levels[level]
    if operations.isEmpty { return try comparison(level + 1) }
    let start = token.range.lowerBound
    var left = try binary(level: level + 1)
    while let operation = operations[word] {
      if operation == .concat {
        var parts = [left]
        while skip("~") { parts.append(try binary(level: level + 1)) }
        return emit(.concat, list: parts, flag: autoescape, at: start..<lastEnd)
      }
      advance()
      let right = try binary(level: level + 1)
      left = try chain(operation, left, right, from: start)
    }
    return left
  }

  private mutating func comparison(_ next: Int) throws -> Int32 {
    let start = token.range.lowerBound
    if skip("not") {
      let operand = try nested { try $0.comparison(next) }
      return emit(.not, operand, at: start..<lastEnd)
    }
    let first = try binary(level: next)
    var rest: [(operation: Operation, operand: Int32)] = []
    while true {
      let isNegated = word == "not" && word(nextToken) == "in"
      guard let operation = isNegated ? .containsNot : Self.comparisons[word] else { break }
      advance(isNegated ? 2 : 1)
      rest.append((operation, try binary(level: next)))
    }
    let range = start..<lastEnd
    if rest.isEmpty { return first }
    if rest.count == 1 { return emit(rest[0].operation, first, rest[0].operand, at: range) }
    let parts = list(rest.map(\.operand) + rest.map { Int32($0.operation.rawValue) })
    return emit(.chain, first, parts, Int32(rest.count), at: range)
  }

  private mutating func unary(withFilters: Bool = true) throws -> Int32 {
    let start = token.range.lowerBound
    var result: Int32
    if word == "-" || word == "+" {
      let operation = word == "-" ? Operation.negate : .plus
      advance()
      let operand = try nested { try $0.unary(withFilters: false) }
      result = emit(operation, operand, at: start..<lastEnd)
    } else {
      result = try primary()
    }
    result = try postfix(result, from: start)
    return withFilters ? try filters(result, from: start) : result
  }

  /// Adds a node that begins at `start` and ends with the last token.
  ///
  /// Long chains (`a + b + c …`) nest without any bracket, so their depth is checked here.
  mutating func chain(
    _ operation: Operation, _ a: Int32, _ b: Int32 = 0, _ c: Int32 = 0, flag: Bool = false,
    from start: Int
  ) throws -> Int32 {
    let node = emit(operation, a, b, c, flag: flag, at: start..<lastEnd)
    guard program.nodes[Int(node)].depth > Self.maximumExpressionDepth else { return node }
    throw fail(
      "this expression has more than \(Self.maximumExpressionDepth) parts in a row",
      start..<start + 1,
      rule: .templateLimit)
  }

  // MARK: Literals and names

  /// Words that cannot be names of variables.
  static let reserved: Set<String> = [
    "and", "else", "elif", "if", "in", "is", "not", "or", "for",
  ]
  static let constants: [String: Value] = [
    "true": true, "True": true, "false": false, "False": false, "none": .none, "None": .none,
  ]

  private mutating func primary() throws -> Int32 {
    let range = token.range
    switch token.kind {
    case .name:
      let name = word
      if Self.reserved.contains(name) { throw expected("an expression") }
      advance()
      if let value = Self.constants[name] { return emit(value, at: range) }
      if name == "super", word == "(" || word == "." { return try superBlock(from: range) }
      if name == "self", word == ".", word(tokens[min(index + 2, tokens.count - 1)]) == "(" {
        return try selfBlock(from: range)
      }
      return variable(name, at: range)
    case .string:
      var value = ""
      while token.kind == .string {
        value += StringLiteral.decode(source.bytes[token.range])
        advance()
      }
      return emit(.string(value), at: range.lowerBound..<lastEnd)
    case .integer: return emit(.int(try integer()), at: range)
    case .float:
      let digits = text(of: token).filter { $0 != "_" }
      advance()
      return emit(.double(Double(digits) ?? 0), at: range)
    default:
      if skip("(") {
        let inner = try nested { try $0.expressions(allowsEmpty: true) }
        try expect(")", "to close the parenthesis")
        program.origins[Int(inner)] = NodeOrigin(
          template: template, start: Int32(range.lowerBound), end: Int32(lastEnd))
        return inner
      }
      if skip("[") {
        var parts: [Int32] = []
        try items(until: "]", "or `,` in this list") { parts.append(try $0.expression()) }
        return literal(.list, parts, at: range.lowerBound..<lastEnd)
      }
      if skip("{") {
        var parts: [Int32] = []
        try items(until: "}", "or `,` in this mapping") { compiler in
          parts.append(try compiler.expression())
          try compiler.expect(":", "between a key and its value")
          parts.append(try compiler.expression())
        }
        return literal(.map, parts, at: range.lowerBound..<lastEnd)
      }
      throw expected("an expression")
    }
  }

  /// What stands between brackets, parted by commas; the last may have one too.
  mutating func items(
    until end: String, _ context: String, _ read: (inout Compiler) throws -> Void
  ) throws {
    while word != end {
      try read(&self)
      if !skip(",") { break }
    }
    try expect(end, context)
  }

  /// A literal; a list that holds only constants is made now.
  private mutating func literal(
    _ operation: Operation, _ parts: [Int32], at range: Range<Int>
  ) -> Int32 {
    let values = parts.compactMap { constant($0) }
    guard operation != .map, values.count == parts.count else {
      return emit(operation, list: parts, at: range)
    }
    return emit(operation == .list ? .list(values) : .tuple(values), at: range)
  }

  private mutating func integer() throws -> Int {
    let digits = text(of: token).filter { $0 != "_" }.lowercased()
    let radix = ["0x": 16, "0o": 8, "0b": 2][String(digits.prefix(2))]
    guard let value = Int(digits.dropFirst(radix == nil ? 0 : 2), radix: radix ?? 10) else {
      throw fail("this number is no integer of 64 bits", token.range, rule: .templateArithmetic)
    }
    advance()
    return value
  }

  /// `super()`, and `super.super()` for the version above that.
  private mutating func superBlock(from range: Range<Int>) throws -> Int32 {
    var levels: Int32 = 1
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
    return emit(.superBlock, -1, levels, flag: autoescape, at: range)
  }

  private mutating func selfBlock(from range: Range<Int>) throws -> Int32 {
    advance()
    let name = Int32(program.blockNames.insert(word))
    advance(2)
    try expect(")", "after `self.\(program.blockNames[name])(`")
    return emit(.selfBlock, name, flag: autoescape, at: range.lowerBound..<lastEnd)
  }

  // MARK: Fields, filters and tests

  /// Attributes, subscripts and calls.
  private mutating func postfix(_ first: Int32, from start: Int) throws -> Int32 {
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

  private mutating func attribute(of base: Int32, from start: Int) throws -> Int32 {
    advance()
    if token.kind == .integer {
      let range = token.range
      return try chain(.item, base, emit(.int(try integer()), at: range), from: start)
    }
    let (name, _) = try expectName("a name after `.`")
    defer { program.cacheCount += 1 }
    return try chain(.attribute, base, self.name(name), program.cacheCount, from: start)
  }

  private mutating func subscripted(_ base: Int32, from start: Int) throws -> Int32 {
    advance()
    var bounds: [Int32] = [-1]
    while word != "]" {
      if skip(":") {
        bounds.append(-1)
        if bounds.count > 3 { throw expected("`]`") }
      } else if bounds[bounds.count - 1] < 0 {
        bounds[bounds.count - 1] = try expression()
      } else {
        throw expected("`]` to close the subscript")
      }
    }
    advance()
    if bounds.count > 1 {
      if bounds.count < 3 { bounds.append(-1) }
      return try chain(.slice, base, list(bounds), from: start)
    }
    guard bounds[0] >= 0 else {
      index -= 1
      throw expected("an index between `[` and `]`")
    }
    return try chain(.item, base, bounds[0], from: start)
  }

  private mutating func filters(_ first: Int32, from start: Int) throws -> Int32 {
    var result = first
    while true {
      if skip("|") {
        result = try apply(functionUse("a filter's name after `|`"), to: result, from: start)
      } else if skip("is") {
        result = try test(of: result, from: start)
      } else if word == "(" {
        result = try call(result, from: start)
      } else {
        return result
      }
    }
  }

  private mutating func test(of base: Int32, from start: Int) throws -> Int32 {
    let isNegated = skip("not")
    var use = try functionUse("a test's name after `is`")
    let startsArgument =
      switch token.kind {
      case .name: !Self.reserved.contains(word) && word != "recursive"
      case .string, .integer, .float: true
      default: word == "[" || word == "{"
      }
    if !use.hasArguments, startsArgument {
      let start = token.range.lowerBound
      use.code.positional = [try postfix(try primary(), from: start)]
    }
    if word == "is" {
      throw fail("a test cannot follow another; join them with `and`", token.range)
    }
    return try apply(use, to: base, from: start, isTest: true, isNegated: isNegated)
  }
}
