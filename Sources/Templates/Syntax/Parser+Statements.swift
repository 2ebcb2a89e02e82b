import Diagnostics

/// Bodies, and the statements that have none.
extension Parser {
  /// Words that open a statement, for suggestions.
  static let statementNames = [
    "autoescape", "block", "call", "do", "extends", "filter", "for", "from", "if", "import",
    "include", "macro", "print", "raw", "set", "with",
  ]

  /// Reads statements up to a word that ends the innermost open one, or to the end.
  mutating func parseBody() -> [Statement] {
    var body: [Statement] = []
    while true {
      switch token.kind {
      case .end: return body
      case .text:
        body.append(Statement(kind: .text, range: token.range))
        advance()
      case .outputStart: if let output = parseOutput() { body.append(output) }
      case .statementStart:
        if isBodyEnd { return body }
        if let statement = parseStatement() { body.append(statement) }
      default: advance()
      }
    }
  }

  /// Whether the tag that starts here ends the body of an open statement.
  private var isBodyEnd: Bool {
    guard nextToken.kind == .name else { return false }
    let word = text(of: nextToken)
    return openers.contains { $0.ends.contains(word) }
  }

  private mutating func parseOutput() -> Statement? {
    let start = token.range.lowerBound
    tagStart = start
    advance()
    guard let expression = finishTag({ (parser) throws(SyntaxFailure) in try parser.parseTuple() })
    else { return nil }
    return Statement(kind: .output(expression), range: start..<lastEnd)
  }

  /// Reads a tag with `read` and its end; `nil` where it is wrong, and then it is skipped.
  mutating func finishTag<T>(_ read: (inout Parser) throws(SyntaxFailure) -> T) -> T? {
    do throws(SyntaxFailure) {
      let result = try read(&self)
      guard token.kind == .statementEnd || token.kind == .outputEnd else {
        throw expected(
          "the end of the tag",
          help: isSymbol(.assign) ? "`==` compares; `{% set name = value %}` assigns" : nil)
      }
      advance()
      return result
    } catch {
      recover()
      return nil
    }
  }

  private mutating func parseStatement() -> Statement? {
    let start = token.range.lowerBound
    tagStart = start
    advance()
    guard token.kind == .name else {
      _ = expected("a statement's name after `{%`")
      recover()
      return nil
    }
    let word = text(of: token)
    let range = token.range
    advance()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      report(
        .templateLimit, "this is nested more than \(Self.maximumDepth) levels deep", range)
      // Whatever follows would be reported once for each level that is missing.
      index = tokens.count - 1
      openers = []
      return nil
    }
    guard let kind = parseStatement(word, range, start) else { return nil }
    return Statement(kind: kind, range: start..<max(start, range.upperBound))
  }

  private mutating func parseStatement(
    _ word: String, _ range: Range<Int>, _ start: Int
  ) -> Statement.Kind? {
    switch word {
    case "if": parseIf(range)
    case "for": parseFor(range)
    case "set": parseSet(range)
    case "with": parseWith(range)
    case "macro": parseMacro(range)
    case "call": parseCall(range)
    case "filter": parseFilterBlock(range)
    case "block": parseBlock(range)
    case "autoescape": parseAutoescape(range)
    case "extends":
      finishTag { (parser) throws(SyntaxFailure) in .extends(try parser.parseExpression()) }
    case "include": finishTag { (parser) throws(SyntaxFailure) in try parser.parseInclude() }
    case "import": finishTag { (parser) throws(SyntaxFailure) in try parser.parseImport() }
    case "from": finishTag { (parser) throws(SyntaxFailure) in try parser.parseFromImport() }
    case "print":
      finishTag { (parser) throws(SyntaxFailure) in .output(try parser.parseTuple()) }
    case "do": finishTag { (parser) throws(SyntaxFailure) in .evaluate(try parser.parseTuple()) }
    default: reportUnknown(word, range)
    }
  }

  /// Says what is wrong with a word that opens nothing.
  private mutating func reportUnknown(_ word: String, _ range: Range<Int>) -> Statement.Kind? {
    defer { recover() }
    if word.hasPrefix("end"), Self.statementNames.contains(String(word.dropFirst(3))) {
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
    } else if word == "elseif" || word == "elsif" {
      report(
        .templateUnknownStatement, "there is no statement `\(word)`", range,
        help: "did you mean `elif`?")
    } else {
      let known = Self.statementNames + Self.statementNames.map { "end" + $0 } + ["else", "elif"]
      report(
        .templateUnknownStatement, "there is no statement `\(word)`", range,
        help: nearestMatch(to: word, in: known).map { "did you mean `\($0)`?" }
          ?? "to print the value of `\(word)`, write `{{ \(word) }}`")
    }
    return nil
  }

  // MARK: Other templates

  private mutating func parseInclude() throws(SyntaxFailure) -> Statement.Kind {
    let template = try parseExpression()
    var ignoresMissing = false
    if isWord("ignore") {
      advance()
      try expect(word: "missing", "after `ignore`")
      ignoresMissing = true
    }
    let withContext = try parseContext(default: true)
    return .include(template, ignoreMissing: ignoresMissing, withContext: withContext)
  }

  private mutating func parseImport() throws(SyntaxFailure) -> Statement.Kind {
    let template = try parseExpression()
    try expect(word: "as", "and a name after the template")
    let (name, _) = try expectName("a name after `as`")
    return .import(template, as: name, withContext: try parseContext(default: false))
  }

  private mutating func parseFromImport() throws(SyntaxFailure) -> Statement.Kind {
    let template = try parseExpression()
    try expect(word: "import", "and names after the template")
    var names: [ImportedName] = []
    while token.kind == .name {
      if isContextClause { break }
      let (name, range) = try expectName("a name")
      var alias = name
      if skip(word: "as") { (alias, _) = try expectName("a name after `as`") }
      names.append(ImportedName(name: name, alias: alias, range: range))
      if !skip(.comma) { break }
    }
    if names.isEmpty { throw expected("a name to import") }
    return .fromImport(template, names, withContext: try parseContext(default: false))
  }

  private var isContextClause: Bool {
    (isWord("with") || isWord("without")) && nextToken.kind == .name
      && text(of: nextToken) == "context"
  }

  private mutating func parseContext(default isDefault: Bool) throws(SyntaxFailure) -> Bool {
    guard isContextClause else { return isDefault }
    defer {
      advance()
      advance()
    }
    return isWord("with")
  }
}
