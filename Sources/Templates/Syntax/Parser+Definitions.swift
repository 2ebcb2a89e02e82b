import Diagnostics
import Text

/// Parses macros, blocks, and references to other templates.
extension Parser {
  // MARK: Macros

  mutating func macroStatement(_ range: Range<Int>) -> Statement? {
    var name: String?
    var parameters: [MacroDefinition.Parameter] = []
    _ = tag { parser in
      name = try parser.expectName("a macro's name").0
      guard parser.word == "(" else {
        throw parser.expected("`(` and the macro's parameters")
      }
      parameters = try parser.parameters()
    }
    let body = scopedBody(of: "macro", range, named: name)
    guard let name else { return nil }
    let macro = MacroDefinition(id: makeID(), name: name, parameters: parameters, body: body)
    return Statement(
      .set(.variable(variable(name, at: range)), Expression(.macro(macro), range)), range)
  }

  /// `{% call macro(…) %}` passes the body to the macro as the argument `caller`.
  mutating func callStatement(_ range: Range<Int>) -> Statement? {
    var parameters: [MacroDefinition.Parameter] = []
    let call = tag { parser in
      if parser.word == "(" { parameters = try parser.parameters() }
      let call = try parser.expression()
      switch call.kind {
      case .call, .methodCall: return call
      default:
        throw parser.fail(
          "expected a call of a macro, such as `\(parser.source.text(call.range))()`", call.range)
      }
    }
    let body = scopedBody(of: "call", range)
    guard let call else { return nil }
    let macro = MacroDefinition(id: makeID(), name: "caller", parameters: parameters, body: body)
    let caller = CallArguments.Named(
      name: "caller", range: range, value: Expression(.macro(macro), range))
    let kind: Expression.Kind
    switch call.kind {
    case .call(let callee, var arguments):
      arguments.named.append(caller)
      kind = .call(callee, arguments)
    case .methodCall(let object, let name, var arguments):
      arguments.named.append(caller)
      kind = .methodCall(object, name, arguments)
    default: return nil
    }
    return output(Expression(kind, call.range))
  }

  private mutating func parameters() throws -> [MacroDefinition.Parameter] {
    advance()
    var parameters: [MacroDefinition.Parameter] = []
    try items(until: ")", "or `,` after a parameter") { parser in
      let (name, range) = try parser.expectName("a parameter's name")
      if parameters.contains(where: { $0.name == name }) {
        throw parser.fail("the parameter `\(name)` is named twice", range)
      }
      let fallback = parser.skip("=") ? try parser.expression() : nil
      if fallback == nil, parameters.last?.fallback != nil {
        throw parser.fail(
          "a parameter without a default cannot follow one that has one", range)
      }
      parameters.append(MacroDefinition.Parameter(name: name, fallback: fallback))
    }
    return parameters
  }

  // MARK: Blocks

  mutating func blockStatement(_ range: Range<Int>) -> Statement? {
    var (name, nameRange, isScoped, isRequired) = ("", range, false, false)
    let isTopLevel = openers.isEmpty
    _ = tag { parser in
      (name, nameRange) = try parser.expectName("a block's name")
      if parser.word == "-" {
        throw parser.fail(
          "the name of a block cannot contain `-`", parser.token.range,
          help: "join the words with `_`")
      }
      while true {
        if parser.skip("scoped") {
          isScoped = true
        } else if parser.skip("required") {
          isRequired = true
        } else {
          return
        }
      }
    }
    let body = scopedBody(of: "block", range, named: name)
    guard !name.isEmpty else { return Statement(.with([], body), range) }
    if let first = blocks[name] {
      report(
        .templateDuplicateBlock, "this template has two blocks named `\(name)`", nameRange,
        notes: [Diagnostic.Note("the first is here", at: source.location(of: first))])
    }
    blocks[name] = blocks[name] ?? nameRange
    if isRequired { checkIsEmpty(body, named: name) }
    let block = Statement.Block(
      id: makeID(), name: name, nameRange: nameRange, isScoped: isScoped, isRequired: isRequired,
      isTopLevel: isTopLevel, body: body)
    return Statement(.block(block), nameRange)
  }

  /// Reports a required block with content of its own.
  private mutating func checkIsEmpty(_ body: Body, named name: String) {
    let content = body.statements.first { statement in
      if case .text = statement.kind {
        !source.bytes[statement.range].allSatisfy(\.isASCIISpace)
      } else {
        true
      }
    }
    guard let content else { return }
    report(
      .templateMisplaced, "the block `\(name)` is required, so it cannot have content here",
      content.range)
  }

  // MARK: Other templates

  mutating func extendsStatement(_ range: Range<Int>) -> Statement? {
    let isAtTop = openers.allSatisfy { $0.name == "if" }
    guard let name = tag({ try $0.expression() }) else { return nil }
    guard isAtTop else {
      report(
        .templateMisplaced, "`extends` must be at the top level of a template, outside blocks",
        tagRange(range))
      return nil
    }
    return Statement(.extends(TemplateReference(id: makeID(), name: name)), name.range)
  }

  mutating func includeStatement(_ range: Range<Int>) -> Statement? {
    let reference = reference(withContext: true) { parser, reference in
      if parser.skip("ignore") {
        try parser.expect("missing", "after `ignore`")
        reference.ignoresMissing = true
      }
    }
    return reference.map { Statement(.include($0), tagRange(range)) }
  }

  mutating func importStatement(_ range: Range<Int>) -> Statement? {
    var alias = ""
    let reference = reference(withContext: false) { parser, _ in
      try parser.expect("as", "and a name after the template")
      (alias, _) = try parser.expectName("a name after `as`")
    }
    guard let reference else { return nil }
    return Statement(
      .set(
        .variable(variable(alias, at: range)), Expression(.module(reference), tagRange(range))),
      range)
  }

  mutating func fromStatement(_ range: Range<Int>) -> Statement? {
    var names: [(name: String, alias: String, range: Range<Int>)] = []
    let reference = reference(withContext: false) { parser, _ in
      try parser.expect("import", "and names after the template")
      while parser.token.kind == .name, !parser.isContextClause {
        let (name, range) = try parser.expectName("a name")
        let alias = parser.skip("as") ? try parser.expectName("a name after `as`").0 : name
        names.append((name, alias, range))
        if !parser.skip(",") { break }
      }
      if names.isEmpty { throw parser.expected("a name to import") }
    }
    guard let reference else { return nil }
    for (name, _, range) in names where name.hasPrefix("_") {
      report(
        .templateUnknownImport,
        "`\(name)` cannot be imported: names that start with `_` are private to their template",
        range)
    }
    let targets = names.map { Target.variable(variable($0.alias, at: $0.range)) }
    let members = Expression(
      .members(reference, names.map { ($0.name, $0.range) }), tagRange(range))
    return Statement(.set(.unpack(targets, tagRange(range)), members), tagRange(range))
  }

  /// Parses a tag that names a template, then the rest with `read`, and `with context` or `without context`.
  private mutating func reference(
    withContext: Bool, _ read: (inout Parser, inout TemplateReference) throws -> Void
  ) -> TemplateReference? {
    tag { parser in
      var reference = TemplateReference(id: parser.makeID(), name: try parser.expression())
      reference.withContext = withContext
      try read(&parser, &reference)
      if parser.isContextClause {
        reference.withContext = parser.word == "with"
        parser.advance(2)
      }
      return reference
    }
  }

  /// The range from the start of the tag to the end of its first word.
  private func tagRange(_ word: Range<Int>) -> Range<Int> { tagStart..<word.upperBound }

  private var isContextClause: Bool {
    (word == "with" || word == "without") && word(nextToken) == "context"
  }
}
