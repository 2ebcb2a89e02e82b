import Diagnostics

/// Macros, blocks, and references to other templates.
extension Compiler {
  /// Compiles a macro; the node makes it when it is reached.
  mutating func compile(_ definition: MacroDefinition, _ range: Range<Int>) -> Int32 {
    let isCaller = definition.name == "caller"
    frames.append(Frame(kind: .macro))
    var code = MacroCode(name: definition.name, parameters: [], autoescape: autoescape)
    // Bound first, so that their slots are the same whatever follows.
    let specials = ["caller", "varargs", "kwargs"].filter { !isCaller || $0 != "caller" }
    let slots = specials.map { ($0, frame.bind($0)) }
    let parameterSlots = definition.parameters.map { frame.bind($0.name) }
    conditionally { compiler in
      for (parameter, slot) in zip(definition.parameters, parameterSlots) {
        let node = parameter.defaultValue.map { compiler.compile($0) } ?? -1
        code.parameters.append(
          MacroCode.Parameter(name: parameter.name, slot: slot, defaultValue: node))
      }
      let copies = compiler.bindAssigned(definition.body, range)
      let body = compiler.compile(body: definition.body)
      code.body = compiler.list(copies + Array(compiler.program.extra[body.range]))
    }
    for (name, slot) in slots where frame.usedSpecials.contains(name) {
      switch name {
      case "caller": code.caller = slot
      case "varargs": code.varargs = slot
      default: code.kwargs = slot
      }
    }
    code.frameSize = frame.slotCount
    code.depth = frame.maximumDepth
    code.isClosure = frame.isClosure
    frames.removeLast()
    program.macros.append(code)
    return emit(Node(.makeMacro, Int32(program.macros.count - 1)), range)
  }

  /// `{% call macro(…) %}` hands the body to the macro as the argument `caller`.
  mutating func callBlock(
    _ expression: Expression, _ definition: MacroDefinition, _ range: Range<Int>
  ) -> Int32 {
    let body = compile(definition, range)
    let value = compile(expression)
    let node = program.nodes[Int(value)]
    guard node.operation == .call || node.operation == .methodCall else {
      return emit(Node(.output, value, flag: autoescape), range)
    }
    let call = Int(node.operation == .call ? node.b : node.c)
    program.calls[call].named.append(("caller", body))
    return emit(Node(.output, value, flag: autoescape), range)
  }

  mutating func compile(_ definition: BlockDefinition, _ range: Range<Int>) -> Int32 {
    let name = Int32(program.blockNames.insert(definition.name))
    let index = Int32(program.blocks.count)
    program.blocks.append(BlockCode(name: name, isRequired: definition.isRequired))
    program.templates[Int(template)].blocks.append(index)
    let outer = (frames, conditionDepth)
    frames = [Frame(kind: .block)]
    frames[0].block = index
    conditionDepth += 1
    let body = compile(scopedBody: definition.body, range: range)
    program.blocks[Int(index)].body = body
    program.blocks[Int(index)].frameSize = frames[0].slotCount
    program.blocks[Int(index)].depth = frames[0].maximumDepth
    (frames, conditionDepth) = outer
    var passed: Int32 = -1
    if definition.isScoped {
      program.includes.append(
        IncludeCode(
          template: -1, name: -1, ignoresMissing: false, withContext: true,
          passed: visibleVariables(range, withLoop: true)))
      passed = Int32(program.includes.count - 1)
    }
    let site = emit(Node(.block, name, passed), definition.nameRange)
    blockSites[index] = site
    return site
  }

  mutating func extends(_ name: Expression, _ range: Range<Int>) -> Int32 {
    guard frame.assignsContext else {
      return broken(
        .templateMisplaced, "`extends` must stand at the top of a template, outside other blocks",
        range)
    }
    let include = include(name, range, .extends, false, true)
    return emit(Node(.extends, include), name.range)
  }

  /// Notes a reference to another template; returns its position in `includes`.
  mutating func include(
    _ name: Expression, _ range: Range<Int>, _ kind: Reference.Kind, _ ignoresMissing: Bool,
    _ withContext: Bool
  ) -> Int32 {
    var code = IncludeCode(
      template: -1, name: -1, ignoresMissing: ignoresMissing, withContext: withContext, passed: [])
    let candidates = Self.literalNames(name)
    if let candidates, kind != .extends || candidates.count == 1 {
      resolve(candidates, name.range, kind, &code)
    } else {
      dynamicReferences.insert(template)
    }
    code.name = compile(name)
    if withContext, kind != .extends { code.passed = visibleVariables(range) }
    program.includes.append(code)
    return Int32(program.includes.count - 1)
  }

  /// The names that an expression lists, if it is a string or a list of strings.
  private static func literalNames(_ expression: Expression) -> [String]? {
    switch expression.kind {
    case .constant(.string(let name)): return [name]
    case .list(let parts), .tuple(let parts):
      var names: [String] = []
      for part in parts {
        guard case .constant(.string(let name)) = part.kind else { return nil }
        names.append(name)
      }
      return names
    default: return nil
    }
  }

  private mutating func resolve(
    _ candidates: [String], _ range: Range<Int>, _ kind: Reference.Kind, _ code: inout IncludeCode
  ) {
    for name in candidates {
      guard let index = program.templateNames.index(of: name) else { continue }
      code.template = Int32(index)
      references.append(
        Reference(
          kind: kind, from: template, to: Int32(index), range: range,
          isUnconditional: conditionDepth == 0))
      return
    }
    if code.ignoresMissing {
      code.template = -2
      return
    }
    let name = candidates.first ?? ""
    let all = candidates.map { "`\($0)`" }.joined(separator: " or ")
    report(
      .templateUnknownTemplate, "there is no template \(candidates.isEmpty ? "in this list" : all)",
      range, help: suggestion(for: name, in: program.templateNames.names))
  }

  mutating func importNames(
    _ template: Expression, _ names: [ImportedName], _ withContext: Bool, _ range: Range<Int>
  ) -> Int32 {
    let include = include(template, range, .import, false, withContext)
    let index = program.includes[Int(include)].template
    var parts: [Int32] = []
    for name in names {
      if name.name.hasPrefix("_") {
        report(
          .templateUnknownImport,
          "`\(name.name)` cannot be imported: names that start with `_` are "
            + "private to their template", name.range)
      } else if index >= 0 {
        pendingImports.append((self.template, index, name))
      }
      parts += [self.name(name.name), target(.name(name.alias, name.range))]
    }
    let items = list(parts)
    return emit(Node(.importNames, include, items.first, items.count), range)
  }
}
