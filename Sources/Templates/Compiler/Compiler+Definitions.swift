import Diagnostics

/// Macros, blocks, and references to other templates.
extension Compiler {
  // MARK: Macros

  mutating func macroStatement(_ range: Range<Int>) -> Int32? {
    var code = MacroCode()
    _ = tag { compiler in
      (code.name, _) = try compiler.expectName("a macro's name")
      guard compiler.word == "(" else {
        throw compiler.expected("`(` and the macro's parameters")
      }
      try compiler.parameters(of: &code)
    }
    let macro = macro(code, "macro", range)
    return code.name.isEmpty ? macro : assign(macro, to: target(named: code.name, at: range))
  }

  /// `{% call macro(…) %}` hands the body to the macro as the argument `caller`.
  mutating func callStatement(_ range: Range<Int>) -> Int32? {
    var code = MacroCode(name: "caller")
    let call = tag { compiler in
      if compiler.word == "(" { try compiler.parameters(of: &code) }
      let call = try compiler.expression()
      let operation = compiler.program.nodes[Int(call)].operation
      guard operation == .call || operation == .methodCall else {
        let range = compiler.range(call)
        throw compiler.fail(
          "expected a call of a macro, such as `\(compiler.source.text(range))()`", range)
      }
      return call
    }
    let body = macro(code, "call", range)
    guard let call else { return body }
    program.calls[Int(program.nodes[Int(call)].b)].named.append(("caller", body))
    return output(call)
  }

  private mutating func parameters(of code: inout MacroCode) throws {
    advance()
    try items(until: ")", "or `,` after a parameter") { compiler in
      let (name, range) = try compiler.expectName("a parameter's name")
      if code.parameters.contains(name) {
        throw compiler.fail("the parameter `\(name)` is named twice", range)
      }
      code.parameters.append(name)
      if compiler.skip("=") {
        code.defaults.append(try compiler.expression())
      } else if code.defaults.last ?? -1 >= 0 {
        throw compiler.fail(
          "a parameter without a default cannot follow one that has one", range)
      } else {
        code.defaults.append(-1)
      }
    }
  }

  /// Reads the body of a macro; the node makes the macro when it is reached.
  private mutating func macro(
    _ code: MacroCode, _ statement: String, _ range: Range<Int>
  ) -> Int32 {
    let body = scopedBody(of: statement, range, named: statement == "macro" ? code.name : nil)
    program.macros.append(code)
    program.macros[program.macros.count - 1].body = body
    return emit(.makeMacro, Int32(program.macros.count - 1), at: range)
  }

  // MARK: Blocks

  mutating func blockStatement(_ range: Range<Int>) -> Int32? {
    var (name, nameRange, isScoped, isRequired) = ("", range, false, false)
    let isTopLevel = openers.isEmpty
    _ = tag { compiler in
      (name, nameRange) = try compiler.expectName("a block's name")
      if compiler.word == "-" {
        throw compiler.fail(
          "a block's name cannot hold `-`", compiler.token.range,
          help: "join the words with `_`")
      }
      while true {
        if compiler.skip("scoped") {
          isScoped = true
        } else if compiler.skip("required") {
          isRequired = true
        } else {
          return
        }
      }
    }
    let blockName = Int32(program.blockNames.insert(name))
    let index = Int32(program.blocks.count)
    program.blocks.append(
      BlockCode(
        name: blockName, isRequired: isRequired, isTopLevel: isTopLevel, range: nameRange))
    var passed: Int32 = -1
    if isScoped {
      passed = Int32(program.includes.count)
      program.includes.append(IncludeCode())
    }
    let first = program.nodes.count
    let body = scopedBody(of: "block", range, named: name)
    program.blocks[Int(index)].body = body
    guard !name.isEmpty else { return body }
    program.templates[Int(template)].blocks.append(index)
    if let firstRange = blocks[name] {
      report(
        .templateDuplicateBlock, "this template has two blocks named `\(name)`", nameRange,
        notes: [Diagnostic.Note("the first is here", at: source.location(of: firstRange))])
    }
    blocks[name] = blocks[name] ?? nameRange
    if isRequired { checkIsEmpty(name, first) }
    return emit(.block, blockName, passed, index, at: nameRange)
  }

  /// A required block has nothing of its own to show: `first` is the first node of its body.
  private mutating func checkIsEmpty(_ name: String, _ first: Int) {
    let content = program.nodes.indices[first...].first { index in
      let (operation, range) = (program.nodes[index].operation, range(Int32(index)))
      return operation == .text ? !source.bytes[range].allSatisfy(isSpace) : !range.isEmpty
    }
    guard let content else { return }
    report(
      .templateMisplaced, "the block `\(name)` is required, so it cannot have content here",
      range(Int32(content)))
  }

  // MARK: Other templates

  mutating func extendsStatement(_ range: Range<Int>) -> Int32? {
    let isAtTop = openers.allSatisfy { $0.name == "if" }
    guard let name = tag({ try $0.expression() }) else { return nil }
    guard isAtTop else {
      report(
        .templateMisplaced, "`extends` must stand at the top of a template, outside other blocks",
        tagRange(range))
      return nil
    }
    return emit(.extends, include(name), at: self.range(name))
  }

  mutating func includeStatement(_ range: Range<Int>) -> Int32? {
    let include = reference(withContext: true) { compiler, code in
      if compiler.skip("ignore") {
        try compiler.expect("missing", "after `ignore`")
        code.ignoresMissing = true
      }
    }
    return include.map { emit(.include, $0, at: tagRange(range)) }
  }

  mutating func importStatement(_ range: Range<Int>) -> Int32? {
    var alias = ""
    let include = reference(withContext: false) { compiler, _ in
      try compiler.expect("as", "and a name after the template")
      (alias, _) = try compiler.expectName("a name after `as`")
    }
    return include.map {
      assign(emit(.module, $0, at: tagRange(range)), to: target(named: alias, at: range))
    }
  }

  mutating func fromStatement(_ range: Range<Int>) -> Int32? {
    var names: [(name: String, alias: String, range: Range<Int>)] = []
    let include = reference(withContext: false) { compiler, _ in
      try compiler.expect("import", "and names after the template")
      while compiler.token.kind == .name, !compiler.isContextClause {
        let (name, range) = try compiler.expectName("a name")
        let alias = compiler.skip("as") ? try compiler.expectName("a name after `as`").0 : name
        names.append((name, alias, range))
        if !compiler.skip(",") { break }
      }
      if names.isEmpty { throw compiler.expected("a name to import") }
    }
    guard let include else { return nil }
    for (name, _, range) in names {
      if name.hasPrefix("_") {
        report(
          .templateUnknownImport,
          "`\(name)` cannot be imported: names that start with `_` are "
            + "private to their template", range)
      } else if let from = program.includes[Int(include)].template {
        facts[Int(template)].imports.append((name, from, range))
      }
    }
    let targets = names.map { target(named: $0.alias, at: $0.range) }
    let members = list(zip(names, targets).flatMap { [name($0.name), $1] })
    let module = emit(.module, include, members, Int32(names.count * 2), at: tagRange(range))
    return assign(module, to: unpacking(targets, at: tagRange(range)))
  }

  /// Reads a tag that names a template, what follows with `read`, and with or without context.
  private mutating func reference(
    withContext: Bool, _ read: (inout Compiler, inout IncludeCode) throws -> Void
  ) -> Int32? {
    var code = IncludeCode(withContext: withContext)
    let name = tag { compiler in
      let name = try compiler.expression()
      try read(&compiler, &code)
      if compiler.isContextClause {
        code.withContext = compiler.word == "with"
        compiler.advance(2)
      }
      return name
    }
    return name.map { include($0, code) }
  }

  /// From where the tag begins to the end of its word.
  private func tagRange(_ word: Range<Int>) -> Range<Int> { tagStart..<word.upperBound }

  private var isContextClause: Bool {
    (word == "with" || word == "without") && word(nextToken) == "context"
  }

  /// Notes a reference to another template; returns its position in `includes`.
  private mutating func include(_ name: Int32, _ given: IncludeCode = IncludeCode()) -> Int32 {
    var code = given
    code.name = name
    if let value = constant(name), let names = value.names {
      code.template = program.template(named: value)
      if code.template == nil, !code.ignoresMissing {
        report(TemplateError.noTemplate(names, program.templateNames.names), at: range(name))
      }
    } else {
      facts[Int(template)].isDynamic = true
    }
    program.includes.append(code)
    return Int32(program.includes.count - 1)
  }
}
