import Diagnostics
import Text

/// Parses bodies and statements.
extension Parser {
  typealias StatementParser = @Sendable (inout Parser, Range<Int>) -> Statement?

  /// The parsers of statements by their first word, which get the range of that word.
  static let statements: [String: StatementParser] = [
    "autoescape": { $0.autoescapeStatement($1) }, "block": { $0.blockStatement($1) },
    "call": { $0.callStatement($1) }, "extends": { $0.extendsStatement($1) },
    "filter": { $0.filterStatement($1) }, "for": { $0.forStatement($1) },
    "from": { $0.fromStatement($1) }, "if": { $0.ifStatement($1) },
    "import": { $0.importStatement($1) }, "include": { $0.includeStatement($1) },
    "macro": { $0.macroStatement($1) }, "set": { $0.setStatement($1) },
    "with": { $0.withStatement($1) },
    "do": { parser, _ in
      parser.tag { try $0.expressions() }.map { Statement(.evaluate($0), $0.range) }
    },
    "print": { parser, range in
      // Commas separate the printed values here; in `{{ … }}` they make a tuple.
      parser.tag { parser in
        var outputs: [Statement] = []
        repeat {
          outputs.append(parser.output(try parser.expression()))
        } while parser.skip(",")
        return Statement(.sequence(outputs), range)
      }
    },
  ]

  // MARK: Bodies

  /// Parses statements up to a tag that ends an open statement, or up to the end.
  mutating func body() -> [Statement] {
    var body: [Statement] = []
    while true {
      switch token.kind {
      case .end: return body
      case .text:
        body.append(Statement(.text, token.range))
        advance()
      case .outputStart:
        openTag()
        if let value = tag({ try $0.expressions() }) { body.append(output(value)) }
      case .statementStart:
        let word = word(nextToken)
        if openers.contains(where: { $0.ends.contains(word) }) { return body }
        if let statement = statement() { body.append(statement) }
      default: advance()
      }
    }
  }

  /// Parses a body and the first word of the tag that ends it, and returns that word.
  ///
  /// If a tag ends an outer statement instead, this statement is reported as unclosed, and the tag is left to the
  /// outer statement.
  mutating func body(
    of name: String, _ range: Range<Int>, until ends: [String]
  ) -> (statements: [Statement], end: String?) {
    openers.append(Opener(name: name, range: range, ends: ends))
    let statements = body()
    // If no statement is open any more, parsing was given up, which is reported already.
    guard openers.popLast() != nil else { return (statements, nil) }
    let end = token.kind == .statementStart ? word(nextToken) : ""
    if ends.contains(end) {
      openTag()
      advance()
      return (statements, end)
    }
    var notes: [Diagnostic.Note] = []
    if !end.isEmpty {
      notes = [
        Diagnostic.Note("`\(end)` comes first", at: source.location(of: nextToken.range))
      ]
    }
    report(
      .templateUnclosed, "this `\(name)` is never closed", range, notes: notes,
      help: "end it with `{% \(ends.last ?? "end" + name) %}`")
    return (statements, nil)
  }

  /// Parses the rest of the tag that ends a statement, which may repeat the statement's name.
  mutating func closeTag(_ end: String?, named name: String? = nil) {
    guard end != nil else { return }
    _ = tag { parser in
      guard let name, parser.token.kind == .name, !parser.skip(name) else { return }
      throw parser.expected("`\(name)`, whose end this is")
    }
  }

  /// Parses a body with a scope of its own, and the tag that ends it, which may repeat the statement's name.
  mutating func scopedBody(
    of statement: String, _ range: Range<Int>, named name: String? = nil
  ) -> Body {
    let (statements, end) = body(of: statement, range, until: ["end" + statement])
    closeTag(end, named: name)
    return Body(id: makeID(), statements: statements)
  }

  private mutating func statement() -> Statement? {
    openTag()
    guard token.kind == .name else {
      _ = expected("a statement's name after `{%`")
      skipTag()
      return nil
    }
    let (name, range) = (word, token.range)
    advance()
    guard let statement = Self.statements[name] else {
      reportUnknown(name, range)
      skipTag()
      return nil
    }
    do {
      return try nested(at: range) { statement(&$0, range) }
    } catch {
      // Stop here, because otherwise the rest would be reported once for each missing level.
      (index, openers) = (tokens.count - 1, [])
      return nil
    }
  }

  /// Reports an unknown statement.
  private mutating func reportUnknown(_ word: String, _ range: Range<Int>) {
    let names = Array(Self.statements.keys) + ["raw"]
    if word.hasPrefix("end"), names.contains(String(word.dropFirst(3))) {
      report(
        .templateSyntax, "`\(word)` has no matching `\(word.dropFirst(3))`", range)
    } else if word == "else" || word == "elif" {
      let open = openers.last { $0.name == "if" || $0.name == "for" }
      report(
        .templateSyntax,
        open.map { "this `\($0.name)` has an `else` already, so `\(word)` cannot follow" }
          ?? "`\(word)` has no matching `if` or `for`", range,
        notes: open.map { [Diagnostic.Note("it begins here", at: source.location(of: $0.range))] }
          ?? [])
    } else {
      let known = names + names.map { "end" + $0 } + ["else", "elif"]
      let near =
        ["elseif", "elsif"].contains(word) ? "elif" : nearestMatch(to: word, in: known.sorted())
      report(
        .templateUnknownStatement, "there is no statement `\(word)`", range,
        help: near.map { "did you mean `\($0)`?" }
          ?? "to print the value of `\(word)`, write `{{ \(word) }}`")
    }
  }

  // MARK: Output

  /// Makes an output statement.
  ///
  /// The parts of a concatenation are written one by one, without joining them.
  func output(_ value: Expression) -> Statement {
    if case .concatenation(let parts) = value.kind {
      return Statement(.sequence(parts.map { output($0) }), value.range)
    }
    return Statement(.output(value), value.range)
  }

  // MARK: Branches and loops

  private mutating func ifStatement(_ range: Range<Int>) -> Statement? {
    var branches: [(condition: Expression, body: [Statement])] = []
    var other: [Statement]?
    var end: String? = "elif"
    while let word = end, word != "endif" {
      var condition: Expression?
      if word == "elif" {
        condition =
          tag { try $0.expressions(allowsConditional: false) }
          ?? Expression(.literal(.none), range)
      } else {
        closeTag(word)
      }
      let ends = word == "else" ? ["endif"] : ["elif", "else", "endif"]
      let (statements, next) = body(of: "if", range, until: ends)
      if let condition {
        branches.append((condition, statements))
      } else {
        other = statements
      }
      end = next
    }
    closeTag(end)
    return Statement(.branches(branches, otherwise: other), range)
  }

  private mutating func forStatement(_ range: Range<Int>) -> Statement? {
    var target = Target.unpack([], range)
    var (condition, isRecursive): (Expression?, Bool) = (nil, false)
    let iterable = tag { parser in
      target = try parser.target("a variable's name after `for`")
      if case .variable(let variable) = target, variable.name == "loop" {
        throw parser.fail(
          "`loop` cannot be the variable of a loop: it describes the loop", variable.range)
      }
      try parser.expect("in", "after the loop's variable")
      let iterable = try parser.expressions(allowsConditional: false, endWord: "recursive")
      if parser.skip("if") { condition = try parser.expression() }
      isRecursive = parser.skip("recursive")
      return iterable
    }
    let (statements, end) = body(of: "for", range, until: ["else", "endfor"])
    let body = Body(id: makeID(), statements: statements)
    closeTag(end)
    let elseBody = end == "else" ? scopedBody(of: "for", range) : nil
    let loop = Statement.Loop(
      id: makeID(), target: target, iterable: iterable ?? Expression(.literal(.none), range),
      condition: condition, isRecursive: isRecursive, body: body, elseBody: elseBody)
    return Statement(.loop(loop), loop.iterable.range)
  }

  // MARK: Assignment

  /// Parses the target of `set` or `for`.
  mutating func target(_ what: String) throws -> Target {
    let start = token.range.lowerBound
    var targets: [Target] = []
    var isTuple = false
    repeat {
      if isTuple, isTagEnd || word == "in" || word == "=" || word == ")" { break }
      targets.append(try singleTarget(what))
      isTuple = isTuple || word == ","
    } while skip(",")
    return isTuple ? .unpack(targets, start..<lastEnd) : targets[0]
  }

  private mutating func singleTarget(_ what: String) throws -> Target {
    if skip("(") {
      let inner = try nested { try $0.target(what) }
      try expect(")", "after the names")
      return inner
    }
    let (name, range) = try expectName(what)
    if Self.constants[name] != nil || ["not", "in", "is"].contains(name) {
      throw fail("`\(name)` cannot be the name of a variable", range)
    }
    return .variable(variable(name, at: range))
  }

  private mutating func setStatement(_ range: Range<Int>) -> Statement? {
    var target: Target?
    var value: Expression?
    var filters: [FunctionUse] = []
    let isRead: Void? = tag { parser in
      let read = try parser.target("a variable's name after `set`")
      target = read
      if case .variable(let variable) = read, parser.skip(".") {
        let (field, fieldRange) = try parser.expectName("a name after `.`")
        target = .field(
          variable, field, variable.range.lowerBound..<fieldRange.upperBound)
      }
      if parser.skip("=") {
        value = try parser.expressions()
      } else {
        filters = try parser.filterUses()
        if !parser.isTagEnd { throw parser.expected("`=` and a value") }
      }
    }
    if isRead == nil {
      // The name is defined even if its value could not be parsed.
      value = Expression(.literal(.none), range)
    }
    let assigned = value ?? captured(as: "set", filters, range)
    return target.map { Statement(.set($0, assigned), $0.range) }
  }

  private mutating func filterUses() throws -> [FunctionUse] {
    var filters: [FunctionUse] = []
    while skip("|") { filters.append(try functionUse("a filter's name")) }
    return filters
  }

  /// Parses a body whose filtered output is a value.
  private mutating func captured(
    as name: String, _ filters: [FunctionUse], _ range: Range<Int>
  ) -> Expression {
    Expression(.capture(scopedBody(of: name, range), filters), range)
  }

  private mutating func filterStatement(_ range: Range<Int>) -> Statement? {
    let filters = tag { parser in
      [try parser.functionUse("a filter's name after `filter`")] + (try parser.filterUses())
    }
    // As in Jinja2, the result of the filters is not escaped, even if it is not markup.
    return Statement(.output(captured(as: "filter", filters ?? [], range)), range)
  }

  private mutating func withStatement(_ range: Range<Int>) -> Statement? {
    var assignments: [(target: Target, value: Expression)] = []
    _ = tag { parser in
      while !parser.isTagEnd {
        let target = try parser.singleTarget("a variable's name after `with`")
        try parser.expect("=", "and a value after the name")
        assignments.append((target, try parser.expression()))
        if !parser.skip(",") { break }
      }
    }
    return Statement(.with(assignments, scopedBody(of: "with", range)), range)
  }

  private mutating func autoescapeStatement(_ range: Range<Int>) -> Statement? {
    let isOn = tag { parser in
      let value = try parser.expression()
      guard case .bool(let isOn)? = value.constant else {
        throw parser.fail("expected `true` or `false` after `autoescape`", value.range)
      }
      return isOn
    }
    return Statement(.autoescape(isOn ?? true, scopedBody(of: "autoescape", range)), range)
  }
}
