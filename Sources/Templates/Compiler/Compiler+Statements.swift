import Diagnostics

/// Bodies, and the statements that steer what is shown.
extension Compiler {
  typealias Statement = @Sendable (inout Compiler, Range<Int>) -> Int32?

  /// The words that open a statement, and what reads the rest of it; a statement gets the range of
  /// its word, and gives its node.
  static let statements: [String: Statement] = [
    "autoescape": { $0.autoescapeStatement($1) }, "block": { $0.blockStatement($1) },
    "call": { $0.callStatement($1) }, "extends": { $0.extendsStatement($1) },
    "filter": { $0.filterStatement($1) }, "for": { $0.forStatement($1) },
    "from": { $0.fromStatement($1) }, "if": { $0.ifStatement($1) },
    "import": { $0.importStatement($1) }, "include": { $0.includeStatement($1) },
    "macro": { $0.macroStatement($1) }, "set": { $0.setStatement($1) },
    "with": { $0.withStatement($1) },
    "do": { compiler, _ in
      compiler.tag { try $0.expressions() }.map { node in
        compiler.emit(.evaluate, node, at: compiler.range(node))
      }
    },
    "print": { compiler, _ in
      // Here commas part what is printed; in `{{ … }}` they make a tuple.
      compiler.tag { compiler in
        var outputs: [Int32] = []
        repeat {
          outputs.append(compiler.output(try compiler.expression()))
        } while compiler.skip(",")
        return compiler.sequence(outputs)
      }
    },
  ]

  // MARK: Bodies

  /// Reads statements up to a word that ends an open one, or to the end.
  mutating func body() -> [Int32] {
    var body: [Int32] = []
    while true {
      switch token.kind {
      case .end: return body
      case .text:
        body.append(text(token.range))
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

  /// Reads a body and stops behind the first word of the tag that ends it; returns that word.
  ///
  /// Where a tag ends an outer statement instead, this one is reported as unclosed, and the tag is
  /// left to the outer one.
  mutating func body(
    of name: String, _ range: Range<Int>, until ends: [String]
  ) -> (nodes: [Int32], end: String?) {
    openers.append(Opener(name: name, range: range, ends: ends))
    let nodes = body()
    // Reading has been given up, and said so, where no statement is open any more.
    guard openers.popLast() != nil else { return (nodes, nil) }
    let end = token.kind == .statementStart ? word(nextToken) : ""
    if ends.contains(end) {
      openTag()
      advance()
      return (nodes, end)
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
    return (nodes, nil)
  }

  /// Reads the rest of the tag that ends a statement, which may repeat its name.
  mutating func closeTag(_ end: String?, named name: String? = nil) {
    guard end != nil else { return }
    _ = tag { compiler in
      guard let name, compiler.token.kind == .name, !compiler.skip(name) else { return }
      throw compiler.expected("`\(name)`, whose end this is")
    }
  }

  /// Reads a body that is a scope of its own, and the tag that ends it, which may repeat its name.
  mutating func scopedBody(
    of statement: String, _ range: Range<Int>, named name: String? = nil
  ) -> Int32 {
    let (nodes, end) = body(of: statement, range, until: ["end" + statement])
    closeTag(end, named: name)
    return sequence(nodes, isScope: true)
  }

  private mutating func statement() -> Int32? {
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
      // Whatever follows would be reported once for each level that is missing.
      (index, openers) = (tokens.count - 1, [])
      return nil
    }
  }

  /// Says what is wrong with a word that opens nothing.
  private mutating func reportUnknown(_ word: String, _ range: Range<Int>) {
    let names = Array(Self.statements.keys) + ["raw"]
    if word.hasPrefix("end"), names.contains(String(word.dropFirst(3))) {
      report(
        .templateSyntax, "`\(word)` ends nothing: no `\(word.dropFirst(3))` is open here", range)
    } else if word == "else" || word == "elif" {
      let open = openers.last { $0.name == "if" || $0.name == "for" }
      report(
        .templateSyntax,
        open.map { "this `\($0.name)` has an `else` already, so `\(word)` cannot follow" }
          ?? "`\(word)` belongs to nothing: no `if` or `for` is open here", range,
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

  /// Text goes into the program's bytes, its line ends made one line feed.
  private mutating func text(_ range: Range<Int>) -> Int32 {
    let start = program.text.count
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source.bytes[index]
      index += 1
      program.text.append(byte == 0x0D ? 0x0A : byte)
      if byte == 0x0D, index < range.upperBound, source.bytes[index] == 0x0A { index += 1 }
    }
    return emit(.text, Int32(start), Int32(program.text.count - start), at: range)
  }

  /// Joined text is printed part by part, which saves making the whole.
  mutating func output(_ value: Int32) -> Int32 {
    let node = program.nodes[Int(value)]
    if node.operation == .concat {
      let parts = Array(program.extra[Int(node.a)..<Int(node.a + node.b)])
      return sequence(parts.map { output($0) })
    }
    return emit(.output, value, flag: autoescape, at: range(value))
  }

  // MARK: Branches and loops

  private mutating func ifStatement(_ range: Range<Int>) -> Int32? {
    var parts: [Int32] = []
    var end: String? = "elif"
    while let word = end, word != "endif" {
      if word == "elif" {
        let condition = tag { try $0.expressions(allowsConditional: false) }
        parts.append(condition ?? emit(.none, at: range))
      } else {
        closeTag(word)
      }
      let ends = word == "else" ? ["endif"] : ["elif", "else", "endif"]
      let (nodes, next) = body(of: "if", range, until: ends)
      parts.append(sequence(nodes))
      end = next
    }
    closeTag(end)
    return emit(.ifElse, list: parts, at: range)
  }

  private mutating func forStatement(_ range: Range<Int>) -> Int32? {
    var code = LoopCode()
    let iterable = tag { compiler in
      code.setter = try compiler.target("a variable's name after `for`")
      if compiler.name(of: code.setter) == "loop" {
        throw compiler.fail(
          "`loop` cannot be the variable of a loop: it describes the loop",
          compiler.range(code.setter))
      }
      try compiler.expect("in", "after the loop's variable")
      let iterable = try compiler.expressions(allowsConditional: false, endWord: "recursive")
      if compiler.skip("if") { code.condition = try compiler.expression() }
      code.isRecursive = compiler.skip("recursive")
      return iterable
    }
    code.iterable = iterable ?? emit(.none, at: range)
    let (nodes, end) = body(of: "for", range, until: ["else", "endfor"])
    code.body = sequence(nodes, isScope: true)
    closeTag(end)
    if end == "else" { code.elseBody = scopedBody(of: "for", range) }
    program.loops.append(code)
    return emit(.loop, Int32(program.loops.count - 1), at: self.range(code.iterable))
  }

  // MARK: Assignment

  /// What `set`, `for` and `with` assign to; the value is added when it has been read.
  mutating func target(_ what: String) throws -> Int32 {
    let start = token.range.lowerBound
    var targets: [Int32] = []
    var isTuple = false
    repeat {
      if isTuple, isTagEnd || word == "in" || word == "=" || word == ")" { break }
      targets.append(try singleTarget(what))
      isTuple = isTuple || word == ","
    } while skip(",")
    return isTuple ? unpacking(targets, at: start..<lastEnd) : targets[0]
  }

  mutating func unpacking(_ targets: [Int32], at range: Range<Int>) -> Int32 {
    emit(.unpack, list(targets), Int32(targets.count), -1, at: range)
  }

  private mutating func singleTarget(_ what: String) throws -> Int32 {
    if skip("(") {
      let inner = try nested { try $0.target(what) }
      try expect(")", "after the names")
      return inner
    }
    let (name, range) = try expectName(what)
    if Self.constants[name] != nil || ["not", "in", "is"].contains(name) {
      throw fail("`\(name)` cannot be the name of a variable", range)
    }
    return target(named: name, at: range)
  }

  mutating func target(named name: String, at range: Range<Int>) -> Int32 {
    emit(.setLocal, self.name(name), 0, -1, at: range)
  }

  /// The name of a target that is one variable.
  func name(of target: Int32) -> String? {
    let node = program.nodes[Int(target)]
    return node.operation == .setLocal ? program.names[node.a] : nil
  }

  mutating func assign(_ value: Int32, to target: Int32) -> Int32 {
    program.nodes[Int(target)].c = value
    measure(target)
    return target
  }

  private mutating func setStatement(_ range: Range<Int>) -> Int32? {
    var target: Int32?
    var value: Int32?
    var filters: [Use] = []
    let isRead: Void? = tag { compiler in
      let read = try compiler.target("a variable's name after `set`")
      target = read
      if let name = compiler.name(of: read), compiler.skip(".") {
        let (field, fieldRange) = try compiler.expectName("a name after `.`")
        let range = compiler.range(read)
        target = compiler.emit(
          .setField, compiler.variable(name, at: range), compiler.name(field), -1,
          at: range.lowerBound..<fieldRange.upperBound)
      }
      if compiler.skip("=") {
        value = try compiler.expressions()
      } else {
        filters = try compiler.filterUses()
        if !compiler.isTagEnd { throw compiler.expected("`=` and a value") }
      }
    }
    if isRead == nil {
      // A name is known even where its value could not be read.
      value = emit(.none, at: range)
    } else if value == nil {
      // What a block sets is markup, whatever its filters give.
      let safe = Use(name: "safe", range: range)
      value = captured(
        as: "set", filters + (filters.isEmpty || !autoescape ? [] : [safe]), range)
    }
    return target.map { assign(value ?? -1, to: $0) }
  }

  private mutating func filterUses() throws -> [Use] {
    var filters: [Use] = []
    while skip("|") { filters.append(try functionUse("a filter's name")) }
    return filters
  }

  /// The output of a body as a value, filtered.
  private mutating func captured(as name: String, _ filters: [Use], _ range: Range<Int>) -> Int32 {
    let body = scopedBody(of: name, range)
    var value = emit(.captured, body, flag: autoescape, at: range)
    for use in filters {
      value = (try? apply(use, to: value, from: use.range.lowerBound)) ?? value
    }
    return value
  }

  private mutating func filterStatement(_ range: Range<Int>) -> Int32? {
    let filters = tag { compiler in
      [try compiler.functionUse("a filter's name after `filter`")] + (try compiler.filterUses())
    }
    // As in Jinja2, what the filters give is not escaped, be it markup or not.
    let value = captured(as: "filter", filters ?? [], range)
    return emit(.output, value, flag: false, at: self.range(value))
  }

  private mutating func withStatement(_ range: Range<Int>) -> Int32? {
    var setters: [Int32] = []
    _ = tag { compiler in
      while !compiler.isTagEnd {
        let target = try compiler.singleTarget("a variable's name after `with`")
        try compiler.expect("=", "and a value after the name")
        setters.append(compiler.assign(try compiler.expression(), to: target))
        if !compiler.skip(",") { break }
      }
    }
    let (nodes, end) = body(of: "with", range, until: ["endwith"])
    closeTag(end)
    let body = sequence(setters + nodes, isScope: true)
    program.nodes[Int(body)].c = Int32(setters.count)
    return body
  }

  private mutating func autoescapeStatement(_ range: Range<Int>) -> Int32? {
    let outer = autoescape
    _ = tag { compiler in
      let value = try compiler.expression()
      guard case .bool(let isOn)? = compiler.constant(value) else {
        throw compiler.fail(
          "expected `true` or `false` after `autoescape`", compiler.range(value))
      }
      compiler.autoescape = isOn
    }
    defer { autoescape = outer }
    return scopedBody(of: "autoescape", range)
  }
}
