import Diagnostics

/// Statements that have a body.
extension Parser {
  /// Reads a body and stops behind the first word of the tag that ends it; returns that word.
  ///
  /// Where a tag ends an outer statement instead, this one is reported as unclosed, and the tag is
  /// left to the outer one.
  mutating func parseBody(
    of name: String, _ range: Range<Int>, until ends: [String]
  ) -> (body: [Statement], end: String?) {
    openers.append(Opener(name: name, range: range, ends: ends))
    let body = parseBody()
    // Reading has been given up, and said so, where no statement is open any more.
    guard openers.popLast() != nil else { return (body, nil) }
    if token.kind == .statementStart, nextToken.kind == .name {
      let word = text(of: nextToken)
      if ends.contains(word) {
        advance()
        advance()
        return (body, word)
      }
      reportUnclosed(name, range, foundAt: nextToken.range, ends)
    } else {
      reportUnclosed(name, range, foundAt: nil, ends)
    }
    return (body, nil)
  }

  private mutating func reportUnclosed(
    _ name: String, _ range: Range<Int>, foundAt found: Range<Int>?, _ ends: [String]
  ) {
    var notes: [Diagnostic.Note] = []
    if let found {
      let message = "`\(source.text(found))` comes first"
      notes.append(Diagnostic.Note(message, at: source.location(of: found)))
    }
    report(
      .templateUnclosed, "this `\(name)` is never closed", range, notes: notes,
      help: "end it with `{% \(ends.last ?? "end" + name) %}`")
  }

  mutating func parseIf(_ range: Range<Int>) -> Statement.Kind? {
    var branches: [(condition: Expression, body: [Statement])] = []
    var elseBody: [Statement] = []
    var end: String? = "elif"
    while end == "elif" {
      let condition = finishTag { (parser) throws(SyntaxFailure) in
        try parser.parseTuple(allowsConditional: false)
      }
      let (body, next) = parseBody(of: "if", range, until: ["elif", "else", "endif"])
      branches.append((condition ?? Expression(kind: .broken, range: range), body))
      end = next
    }
    if end == "else" {
      closeDefinition()
      (elseBody, end) = parseBody(of: "if", range, until: ["endif"])
    }
    if end != nil { closeDefinition() }
    return .if(branches, else: elseBody)
  }

  mutating func parseFor(_ range: Range<Int>) -> Statement.Kind? {
    struct Header {
      let target: Target
      let iterable: Expression
      let condition: Expression?
      let isRecursive: Bool
    }
    let header = finishTag { (parser) throws(SyntaxFailure) in
      let target = try parser.parseTarget("a variable's name after `for`")
      if case .name("loop", let range) = target {
        throw parser.fail("`loop` cannot be the variable of a loop: it describes the loop", range)
      }
      try parser.expect(word: "in", "after the loop's variable")
      let iterable = try parser.parseTuple(allowsConditional: false, endWord: "recursive")
      let condition = parser.skip(word: "if") ? try parser.parseExpression() : nil
      let isRecursive = parser.skip(word: "recursive")
      return Header(
        target: target, iterable: iterable, condition: condition, isRecursive: isRecursive)
    }
    var (body, end) = parseBody(of: "for", range, until: ["else", "endfor"])
    var elseBody: [Statement] = []
    if end == "else" {
      closeDefinition()
      (elseBody, end) = parseBody(of: "for", range, until: ["endfor"])
    }
    if end != nil { closeDefinition() }
    guard let header else { return nil }
    return .for(
      ForLoop(
        target: header.target, iterable: header.iterable, condition: header.condition,
        isRecursive: header.isRecursive, body: body, elseBody: elseBody))
  }

  mutating func parseTarget(_ what: String) throws(SyntaxFailure) -> Target {
    let start = token.range.lowerBound
    var targets: [Target] = []
    repeat {
      if !targets.isEmpty, isWord("in") || isSymbol(.assign) || isTagEnd { break }
      targets.append(try parseSingleTarget(what))
    } while skip(.comma)
    let isTuple = targets.count > 1 || tokens[index - 1].kind == .symbol(.comma)
    return isTuple ? .tuple(targets, start..<lastEnd) : targets[0]
  }

  private mutating func parseSingleTarget(_ what: String) throws(SyntaxFailure) -> Target {
    if skip(.openParen) {
      let inner = try nested { (parser) throws(SyntaxFailure) in try parser.parseTarget(what) }
      try expect(.closeParen, "after the names")
      return inner
    }
    let (name, range) = try expectName(what)
    if ["true", "false", "none", "True", "False", "None", "not", "in", "is"].contains(name) {
      throw fail("`\(name)` cannot be the name of a variable", range)
    }
    return .name(name, range)
  }

  mutating func parseSet(_ range: Range<Int>) -> Statement.Kind? {
    enum Header {
      case value(Target, Expression)
      case block(Target, [FilterUse])
    }
    let header = finishTag { (parser) throws(SyntaxFailure) -> Header in
      let target = try parser.parseSetTarget()
      if parser.skip(.assign) { return .value(target, try parser.parseTuple()) }
      var filters: [FilterUse] = []
      while parser.skip(.pipe) { filters.append(try parser.parseFilterUse("a filter's name")) }
      if !parser.isTagEnd { throw parser.expected("`=` and a value") }
      return .block(target, filters)
    }
    switch header {
    case .value(let target, let expression): return .set(target, expression)
    case .block(let target, let filters):
      let (body, end) = parseBody(of: "set", range, until: ["endset"])
      if end != nil { closeDefinition() }
      return .setBlock(target, filters, body)
    case nil: return nil
    }
  }

  private mutating func parseSetTarget() throws(SyntaxFailure) -> Target {
    guard token.kind == .name, nextToken.kind == .symbol(.dot) else {
      return try parseTarget("a variable's name after `set`")
    }
    let (name, range) = try expectName("a name")
    advance()
    let (field, fieldRange) = try expectName("a name after `.`")
    return .attribute(name, field, range.lowerBound..<fieldRange.upperBound)
  }

  mutating func parseWith(_ range: Range<Int>) -> Statement.Kind? {
    let assignments = finishTag { (parser) throws(SyntaxFailure) in
      var assignments: [(Target, Expression)] = []
      while !parser.isTagEnd {
        let target = try parser.parseSingleTarget("a variable's name after `with`")
        try parser.expect(.assign, "and a value after the name")
        assignments.append((target, try parser.parseExpression()))
        if !parser.skip(.comma) { break }
      }
      return assignments
    }
    let (body, end) = parseBody(of: "with", range, until: ["endwith"])
    if end != nil { closeDefinition() }
    return assignments.map { .with($0, body) }
  }

  mutating func parseAutoescape(_ range: Range<Int>) -> Statement.Kind? {
    let isOn = finishTag { (parser) throws(SyntaxFailure) in
      let expression = try parser.parseExpression()
      guard case .constant(.bool(let isOn)) = expression.kind else {
        throw parser.fail("expected `true` or `false` after `autoescape`", expression.range)
      }
      return isOn
    }
    let (body, end) = parseBody(of: "autoescape", range, until: ["endautoescape"])
    if end != nil { closeDefinition() }
    return isOn.map { .autoescape($0, body) }
  }

  mutating func parseFilterBlock(_ range: Range<Int>) -> Statement.Kind? {
    let filters = finishTag { (parser) throws(SyntaxFailure) in
      var filters = [try parser.parseFilterUse("a filter's name after `filter`")]
      while parser.skip(.pipe) { filters.append(try parser.parseFilterUse("a filter's name")) }
      return filters
    }
    let (body, end) = parseBody(of: "filter", range, until: ["endfilter"])
    if end != nil { closeDefinition() }
    return filters.map { .filter($0, body) }
  }
}
