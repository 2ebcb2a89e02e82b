import Diagnostics

/// Macros, blocks, and references to other templates.
extension Compiler {
  // MARK: Macros

  mutating func macroStatement(_ range: Range<Int>) -> Int32? {
    var name = ""
    openMacro(specials: ["caller", "varargs", "kwargs"])
    let parameters = tag { compiler in
      (name, _) = try compiler.expectName("a macro's name")
      guard compiler.word == "(" else {
        throw compiler.expected("`(` and the macro's parameters")
      }
      return try compiler.parameters()
    }
    let node = macro(name, parameters ?? ([], []), "macro", range)
    return name.isEmpty ? nil : assign(.name(name, range), node)
  }

  /// `{% call macro(…) %}` hands the body to the macro as the argument `caller`.
  mutating func callStatement(_ range: Range<Int>) -> Int32? {
    openMacro(specials: ["varargs", "kwargs"])
    var parameters: ([String], [Int32]) = ([], [])
    var inner: Frame?
    let call = tag { compiler in
      if compiler.word == "(" { parameters = try compiler.parameters() }
      // The call itself is read outside of the body.
      inner = compiler.frames.removeLast()
      let call = try compiler.expression()
      let operation = compiler.program.nodes[Int(call)].operation
      guard operation == .call || operation == .methodCall else {
        let range = compiler.range(call)
        throw compiler.fail(
          "expected a call of a macro, such as `\(compiler.source.text(range))()`", range)
      }
      return call
    }
    if let inner { frames.append(inner) }
    let body = macro("caller", parameters, "call", range)
    guard let call else { return nil }
    program.calls[Int(program.nodes[Int(call)].b)].named.append(("caller", body))
    return output(call)
  }

  /// Begins the frame of a macro: a scope for what it is given, and one for its body.
  private mutating func openMacro(specials: [String]) {
    frames.append(Frame(kind: .macro, code: Int32(program.macros.count)))
    program.macros.append(MacroCode(name: ""))
    openScope(specials: specials)
  }

  private mutating func parameters() throws -> ([String], [Int32]) {
    advance()
    var names: [String] = []
    var defaults: [Int32] = []
    _ = try items(until: ")", "or `,` after a parameter") { compiler in
      let (name, range) = try compiler.expectName("a parameter's name")
      if names.contains(name) {
        throw compiler.fail("the parameter `\(name)` is named twice", range)
      }
      names.append(name)
      compiler.frame.bind(name)
      if compiler.skip("=") {
        defaults.append(try compiler.expression())
      } else if defaults.last ?? -1 >= 0 {
        throw compiler.fail(
          "a parameter without a default cannot follow one that has one", range)
      } else {
        defaults.append(-1)
      }
      return [()]
    }
    return (names, defaults)
  }

  /// Reads the body of a macro whose frame is open; the node makes it when it is reached.
  private mutating func macro(
    _ name: String, _ parameters: ([String], [Int32]), _ statement: String, _ range: Range<Int>
  ) -> Int32 {
    var code = MacroCode(name: name)
    (code.parameters, code.defaults) = parameters
    let (body, end) = conditionally { $0.scopedBody(of: statement, range) }
    closeTag(end, named: statement == "macro" ? name : nil)
    code.body = body
    let (_, specials) = closeScope(at: range)
    code.caller = specials["caller"] ?? Int32(code.parameters.firstIndex(of: "caller") ?? -1)
    code.varargs = specials["varargs"] ?? -1
    code.kwargs = specials["kwargs"] ?? -1
    code.frameSize = frame.slotCount
    let index = frame.code
    code.isClosure = program.macros[Int(index)].isClosure
    program.macros[Int(index)] = code
    closeFrame()
    return emit(.makeMacro, index, at: range)
  }

  // MARK: Blocks

  mutating func blockStatement(_ range: Range<Int>) -> Int32? {
    var (name, nameRange, isScoped, isRequired) = ("", range, false, false)
    let isTopLevel = frames.count == 1 && openers.isEmpty
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
      passVariables(to: passed, at: range, withLoop: true)
    }
    frames.append(Frame(kind: .block, code: index))
    let first = program.nodes.count
    let (body, end) = conditionally { $0.scopedBody(of: "block", range) }
    closeTag(end, named: name)
    program.blocks[Int(index)].body = body
    program.blocks[Int(index)].frameSize = frame.slotCount
    closeFrame()
    guard !name.isEmpty else { return nil }
    program.templates[Int(template)].blocks.append(index)
    if let firstRange = blocks[name] {
      report(
        .templateDuplicateBlock, "this template has two blocks named `\(name)`", nameRange,
        notes: [Diagnostic.Note("the first is here", at: source.location(of: firstRange))])
    }
    blocks[name] = blocks[name] ?? nameRange
    if isRequired { checkIsEmpty(name, first) }
    return emit(.block, blockName, passed, at: nameRange)
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
    let isAtTop = frame.assignsContext
    guard let name = tag({ try $0.expression() }) else { return nil }
    guard isAtTop else {
      report(
        .templateMisplaced, "`extends` must stand at the top of a template, outside other blocks",
        tagRange(range))
      return nil
    }
    let include = include(name, .extends, IncludeCode())
    return emit(.extends, include, at: self.range(name), over: [name])
  }

  mutating func includeStatement(_ range: Range<Int>) -> Int32? {
    var code = IncludeCode()
    let name = tag { compiler in
      let name = try compiler.expression()
      if compiler.skip("ignore") {
        try compiler.expect("missing", "after `ignore`")
        code.ignoresMissing = true
      }
      code.withContext = compiler.contextClause() ?? true
      return name
    }
    guard let name else { return nil }
    let include = include(name, .include, code)
    return emit(.include, include, at: tagRange(range), over: [name])
  }

  mutating func importStatement(_ range: Range<Int>) -> Int32? {
    var alias = ""
    var code = IncludeCode(withContext: false)
    let name = tag { compiler in
      let name = try compiler.expression()
      try compiler.expect("as", "and a name after the template")
      (alias, _) = try compiler.expectName("a name after `as`")
      code.withContext = compiler.contextClause() ?? false
      return name
    }
    guard let name else { return nil }
    let include = include(name, .import, code)
    let target = assign(.name(alias, range))
    return emit(.importModule, include, target, at: tagRange(range), over: [name])
  }

  mutating func fromStatement(_ range: Range<Int>) -> Int32? {
    var names: [(name: String, alias: String, range: Range<Int>)] = []
    var code = IncludeCode(withContext: false)
    let template = tag { compiler in
      let template = try compiler.expression()
      try compiler.expect("import", "and names after the template")
      while compiler.token.kind == .name, !compiler.isContextClause {
        let (name, range) = try compiler.expectName("a name")
        let alias = compiler.skip("as") ? try compiler.expectName("a name after `as`").0 : name
        names.append((name, alias, range))
        if !compiler.skip(",") { break }
      }
      if names.isEmpty { throw compiler.expected("a name to import") }
      code.withContext = compiler.contextClause() ?? false
      return template
    }
    guard let template else { return nil }
    let include = include(template, .import, code)
    var parts: [Int32] = []
    for (name, alias, range) in names {
      if name.hasPrefix("_") {
        report(
          .templateUnknownImport,
          "`\(name)` cannot be imported: names that start with `_` are "
            + "private to their template", range)
      } else if case .template(let from) = program.includes[Int(include)].target {
        links.imports.append((self.template, from, name, range))
      }
      parts += [self.name(name), assign(.name(alias, range))]
    }
    return emit(
      .importNames, include, list(parts), Int32(parts.count), at: tagRange(range),
      over: [template])
  }

  /// From where the tag begins to the end of its word.
  private func tagRange(_ word: Range<Int>) -> Range<Int> { tagStart..<word.upperBound }

  private var isContextClause: Bool {
    (word == "with" || word == "without") && word(nextToken) == "context"
  }

  private mutating func contextClause() -> Bool? {
    guard isContextClause else { return nil }
    defer { advance(2) }
    return word == "with"
  }

  /// Notes a reference to another template; returns its position in `includes`.
  private mutating func include(
    _ name: Int32, _ kind: Linker.Reference.Kind, _ given: IncludeCode
  ) -> Int32 {
    var code = given
    code.name = name
    var candidates: [String]?
    switch constant(name) {
    case .string(let text)?: candidates = [text]
    case .list(let values)?, .tuple(let values)?:
      let texts = values.compactMap(\.text)
      if texts.count == values.count, kind != .extends { candidates = texts }
    default: break
    }
    if let candidates {
      resolve(candidates, range(name), kind, &code)
    } else {
      links.facts[Int(template)].isDynamic = true
    }
    let index = Int32(program.includes.count)
    program.includes.append(code)
    if code.withContext, kind != .extends { passVariables(to: index, at: range(name)) }
    return index
  }

  private mutating func resolve(
    _ candidates: [String], _ range: Range<Int>, _ kind: Linker.Reference.Kind,
    _ code: inout IncludeCode
  ) {
    for name in candidates {
      guard let index = program.templateNames.index(of: name) else { continue }
      code.target = .template(Int32(index))
      links.references.append(
        Linker.Reference(
          kind: kind, from: template, to: Int32(index), range: range,
          isUnconditional: conditionDepth == 0))
      return
    }
    code.target = .missing
    if code.ignoresMissing { return }
    let all = candidates.map { "`\($0)`" }.joined(separator: " or ")
    report(
      .templateUnknownTemplate, "there is no template \(candidates.isEmpty ? "in this list" : all)",
      range, help: suggestion(for: candidates.first ?? "", in: program.templateNames.names))
  }
}
