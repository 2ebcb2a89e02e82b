import Diagnostics

/// Macros, calls with a body, and blocks.
extension Parser {
  mutating func parseMacro(_ range: Range<Int>) -> Statement.Kind? {
    let header = finishTag { (parser) throws(SyntaxFailure) in
      let (name, _) = try parser.expectName("a macro's name")
      guard parser.isSymbol(.openParen) else {
        throw parser.expected("`(` and the macro's parameters")
      }
      return (name, try parser.parseParameters())
    }
    let (body, end) = parseBody(of: "macro", range, until: ["endmacro"])
    if end != nil { closeDefinition(header?.0) }
    return header.map { .macro(MacroDefinition(name: $0.0, parameters: $0.1, body: body)) }
  }

  mutating func parseCall(_ range: Range<Int>) -> Statement.Kind? {
    let header = finishTag { (parser) throws(SyntaxFailure) in
      let parameters = parser.isSymbol(.openParen) ? try parser.parseParameters() : []
      let call = try parser.parseExpression()
      guard case .call = call.kind else {
        throw parser.fail(
          "expected a call of a macro, such as `\(parser.source.text(call.range))()`",
          call.range)
      }
      return (call, parameters)
    }
    let (body, end) = parseBody(of: "call", range, until: ["endcall"])
    if end != nil { closeDefinition() }
    return header.map {
      .call($0.0, MacroDefinition(name: "caller", parameters: $0.1, body: body))
    }
  }

  private mutating func parseParameters() throws(SyntaxFailure) -> [Parameter] {
    try expect(.openParen, "before the parameters")
    var parameters: [Parameter] = []
    while !isSymbol(.closeParen) {
      let (name, range) = try expectName("a parameter's name")
      if parameters.contains(where: { $0.name == name }) {
        throw fail("the parameter `\(name)` is named twice", range)
      }
      var defaultValue: Expression?
      if skip(.assign) {
        defaultValue = try parseExpression()
      } else if parameters.last?.defaultValue != nil {
        throw fail("a parameter without a default cannot follow one that has one", range)
      }
      parameters.append(Parameter(name: name, range: range, defaultValue: defaultValue))
      if !skip(.comma) { break }
    }
    try expect(.closeParen, "or `,` after a parameter")
    return parameters
  }

  mutating func parseBlock(_ range: Range<Int>) -> Statement.Kind? {
    struct Header {
      let name: String
      let range: Range<Int>
      let isScoped: Bool
      let isRequired: Bool
    }
    let header = finishTag { (parser) throws(SyntaxFailure) in
      let (name, range) = try parser.expectName("a block's name")
      if parser.isSymbol(.subtract) {
        throw parser.fail(
          "a block's name cannot hold `-`", parser.token.range, help: "join the words with `_`")
      }
      var words: Set<String> = []
      while let word = ["scoped", "required"].first(where: { parser.isWord($0) }) {
        words.insert(word)
        parser.advance()
      }
      return Header(
        name: name, range: range, isScoped: words.contains("scoped"),
        isRequired: words.contains("required"))
    }
    let (body, end) = parseBody(of: "block", range, until: ["endblock"])
    if end != nil { closeDefinition(header?.name) }
    guard let header else { return nil }
    if let first = blocks[header.name] {
      report(
        .templateDuplicateBlock, "this template has two blocks named `\(header.name)`",
        header.range,
        notes: [Diagnostic.Note("the first is here", at: source.location(of: first))])
    } else {
      blocks[header.name] = header.range
    }
    if header.isRequired { checkIsEmpty(body, header.name) }
    return .block(
      BlockDefinition(
        name: header.name, nameRange: header.range, isScoped: header.isScoped,
        isRequired: header.isRequired, body: body))
  }

  /// A required block has nothing of its own to show.
  private mutating func checkIsEmpty(_ body: [Statement], _ name: String) {
    for statement in body {
      if case .text = statement.kind, source.bytes[statement.range].allSatisfy(isSpace) { continue }
      report(
        .templateMisplaced, "the block `\(name)` is required, so it cannot have content here",
        statement.range)
      return
    }
  }

  mutating func closeDefinition(_ name: String? = nil) {
    _ = finishTag { (parser) throws(SyntaxFailure) in
      guard let name, parser.token.kind == .name else { return }
      guard parser.isWord(name) else { throw parser.expected("`\(name)`, whose end this is") }
      parser.advance()
    }
  }
}
