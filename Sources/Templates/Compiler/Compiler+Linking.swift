import Diagnostics

/// What can be checked only when all templates have been compiled.
extension Compiler {
  mutating func link(globals: [String: Value]) {
    for index in program.includes.indices {
      program.includes[index].passed.removeAll { !usedSymbols.contains($0.symbol) }
    }
    checkNames(globals)
    checkImports()
    checkCycles()
    checkBlocks()
  }

  private mutating func checkNames(_ globals: [String: Value]) {
    guard let roots else { return }
    for pending in pendingNames where !sharedNames.contains(pending.name) {
      template = pending.template
      source = program.templates[Int(template)].source
      let guarded = self.guarded[Int(template)]
      if let fields = roots[pending.name] {
        guard let field = pending.field, case .known(let known) = fields else { continue }
        if known.contains(field) || guarded.contains("\(pending.name).\(field)") { continue }
        report(
          .templateUnknownField, "`\(pending.name)` has no field `\(field)`",
          fieldRange(pending, field),
          help: suggestion(for: field, in: known) ?? Self.listing(known, of: pending.name))
      } else if globals[pending.name] == nil, !guarded.contains(pending.name) {
        reportUnknown(pending, globals, roots)
      }
    }
  }

  private mutating func reportUnknown(
    _ pending: PendingName, _ globals: [String: Value], _ roots: [String: RootFields]
  ) {
    var range = pending.range
    // The range of `root.field` begins with the root.
    range = range.lowerBound..<min(range.upperBound, range.lowerBound + pending.name.utf8.count)
    switch pending.name {
    case "super", "self", "loop", "caller":
      let help =
        switch pending.name {
        case "super": "write `super()`, inside a block of a template that extends another"
        case "loop": "`loop` is known inside `{% for %}` only"
        case "caller": "`caller()` is known inside a macro only"
        default: "write `self.name()` to show the block `name` again"
        }
      report(
        .templateMisplaced, "`\(pending.name)` has no meaning here", range, help: help)
    default:
      let known = Array(globals.keys) + Array(roots.keys) + Array(sharedNames)
      report(
        .templateUnknownVariable, "there is no variable `\(pending.name)`", range,
        help: suggestion(for: pending.name, in: known))
    }
  }

  private func fieldRange(_ pending: PendingName, _ field: String) -> Range<Int> {
    let text = source.text(pending.range)
    guard text.hasSuffix("." + field) else { return pending.range }
    return (pending.range.upperBound - field.utf8.count)..<pending.range.upperBound
  }

  private static func listing(_ fields: Set<String>, of root: String) -> String? {
    guard !fields.isEmpty, fields.count <= 12 else { return nil }
    let names = fields.sorted().map { "`\($0)`" }.joined(separator: ", ")
    return "`\(root)` has the fields \(names)"
  }

  private mutating func checkImports() {
    for pending in pendingImports {
      let exported = program.templates[Int(pending.from)].exports
        .map { program.symbols.names[Int($0)] }
      if exported.contains(pending.name.name) { continue }
      source = program.templates[Int(pending.template)].source
      report(
        .templateUnknownImport,
        "`\(program.templates[Int(pending.from)].name)` defines no `\(pending.name.name)`",
        pending.name.range, help: suggestion(for: pending.name.name, in: exported))
    }
  }

  /// Reports templates that reach themselves by references that are always followed.
  ///
  /// A depth-first walk with its own stack, which follows each reference once.
  private mutating func checkCycles() {
    let targets = Dictionary(grouping: references.filter(\.isUnconditional), by: \.from)
    var isDone = [Bool](repeating: false, count: program.templates.count)
    for start in program.templates.indices.map(Int32.init) where !isDone[Int(start)] {
      var chain: [(template: Int32, next: Int)] = [(start, 0)]
      var depths: [Int32: Int] = [start: 0]
      while let (template, next) = chain.last {
        guard let references = targets[template], next < references.count else {
          isDone[Int(template)] = true
          depths[template] = nil
          chain.removeLast()
          continue
        }
        chain[chain.count - 1].next += 1
        let reference = references[next]
        if let depth = depths[reference.to] {
          reportCycle(
            chain[depth...].compactMap { link in targets[link.template]?[link.next - 1] })
        } else if !isDone[Int(reference.to)] {
          depths[reference.to] = chain.count
          chain.append((reference.to, 0))
        }
      }
    }
  }

  private mutating func reportCycle(_ path: [Reference]) {
    // A template on several cycles is spoken of once.
    guard let first = path.first,
      path.allSatisfy({ program.templates[Int($0.from)].failure?.rule != .templateCycle })
    else { return }
    source = program.templates[Int(first.from)].source
    let names = path.map { program.templates[Int($0.to)].name }
    let verb = first.kind == .extends ? "extends" : "includes"
    let message =
      path.count == 1
      ? "this template \(verb) itself"
      : "this template \(verb) itself: \(program.templates[Int(first.from)].name) → "
        + names.joined(separator: " → ")
    report(.templateCycle, message, first.range)
    for reference in path {
      program.templates[Int(reference.from)].failure = diagnostics.last
    }
  }

  /// Warns of blocks that fill nothing: at the top level, in no template that this one extends.
  private mutating func checkBlocks() {
    let parents = Dictionary(
      references.filter { $0.kind == .extends }.map { ($0.from, $0) },
      uniquingKeysWith: { first, _ in first })
    checkAncestors(parents)
    for (index, code) in program.templates.enumerated() {
      guard let ancestors = ancestors(of: Int32(index), parents), !ancestors.isEmpty,
        ancestors.count < Self.ancestorLimit
      else { continue }
      let known = Set(ancestors.flatMap { program.templates[Int($0)].blocks.map(blockName) })
      let own = code.blocks.filter { !known.contains(blockName($0)) }
      source = code.source
      for block in own where !isNested(block, in: code) {
        let name = blockName(block)
        let parent = program.templates[Int(ancestors[0])].name
        report(
          .templateUnknownBlock,
          "`\(parent)` has no block `\(name)`, so this is never shown",
          blockRange(block), help: suggestion(for: name, in: known))
      }
    }
  }

  private func blockName(_ block: Int32) -> String {
    program.blockNames.names[Int(program.blocks[Int(block)].name)]
  }

  /// Whether the block is shown from within another block of the same template.
  private func isNested(_ block: Int32, in code: TemplateCode) -> Bool {
    guard let site = blockSites[block] else { return true }
    return !program.extra[code.body.range].contains(site)
  }

  private func blockRange(_ block: Int32) -> Range<Int> {
    guard let site = blockSites[block] else { return 0..<0 }
    let origin = program.origins[Int(site)]
    return Int(origin.start)..<Int(origin.end)
  }

  /// Reports templates above which too many others stand, before a render would meet them.
  mutating func checkAncestors(_ parents: [Int32: Reference]) {
    for index in program.templates.indices.map(Int32.init) {
      guard let reference = parents[index],
        ancestors(of: index, parents)?.count == Self.ancestorLimit,
        ancestors(of: reference.to, parents)?.count != Self.ancestorLimit
      else { continue }
      source = program.templates[Int(index)].source
      report(
        .templateLimit, "more than \(Self.ancestorLimit - 1) templates extend one another",
        reference.range)
      program.templates[Int(index)].failure = diagnostics.last
    }
  }

  /// One more than the number of templates that may extend one another.
  private static let ancestorLimit = 101

  /// The chain of templates that this one extends, nearest first and cut at the limit; `nil` where
  /// it is computed or goes in a circle.
  private func ancestors(of index: Int32, _ parents: [Int32: Reference]) -> [Int32]? {
    var result: [Int32] = []
    var current = index
    while let next = parents[current], result.count < Self.ancestorLimit {
      if result.contains(next.to) || next.to == index { return nil }
      result.append(next.to)
      current = next.to
    }
    return dynamicReferences.contains(current) ? nil : result
  }
}
