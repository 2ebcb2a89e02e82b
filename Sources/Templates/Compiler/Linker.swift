import Diagnostics

/// What is known of templates as a whole, and checked when all of them have been compiled.
struct Linker {
  /// Somewhere a template names another.
  struct Reference {
    enum Kind { case extends, include, `import` }

    let kind: Kind
    let from: Int32
    let to: Int32
    let range: Range<Int>
    /// Whether rendering one always renders the other.
    let isUnconditional: Bool
  }

  /// What one template reads and asks for.
  struct Facts {
    var reads = TemplateReads()
    /// Whether it names another template by an expression.
    var isDynamic = false
    /// Variables and fields that it asks about with `is defined` or `default`.
    var guarded: Set<String> = []
    /// Variables that its top level always sets: the node that does so first.
    var assignments: [String: Int32] = [:]
    /// Reads that must turn out to be known.
    var loads: [Frame.Load] = []
  }

  let roots: [String: RootFields]?
  let globals: Set<String>
  var facts: [Facts] = []
  var references: [Reference] = []
  /// Names that one template may hand to another: set at a top level, or in view of an include.
  var sharedNames: Set<String> = []
  /// Symbols that some template reads.
  private var usedSymbols: Set<Int32> = []
  /// Names that are imported: by which template, of which.
  var imports: [(template: Int32, from: Int32, name: String, range: Range<Int>)] = []

  init(roots: [String: RootFields]?, globals: Set<String>) {
    self.roots = roots
    self.globals = globals
  }

  /// Notes a read of the context.
  ///
  /// At the top level a variable that was set before is the template's own; a block may be shown
  /// before the place where it stands.
  mutating func note(
    _ load: Frame.Load, in template: Int32, _ frame: Frame.Kind, _ symbol: Int32
  ) {
    usedSymbols.insert(symbol)
    let index = Int(template)
    if load.isChecked { facts[index].loads.append(load) }
    if load.node < facts[index].assignments[load.name] ?? .max || frame == .block {
      facts[index].reads.variables.insert(load.name)
    }
    if let roots, roots[load.name] == nil { return }
    if let field = load.field {
      facts[index].reads.fields[load.name, default: []].insert(field)
    } else {
      facts[index].reads.wholeRoots.insert(load.name)
    }
  }

  /// For each template the reads of all that it can reach; a computed name may reach every template.
  func closures(names: [String]) -> [TemplateReads] {
    let targets = Dictionary(grouping: references, by: \.from).mapValues { $0.map(\.to) }
    // The last start from which each template was reached: cheaper than a set for each start.
    var reached = [Int](repeating: -1, count: facts.count)
    return facts.indices.map { start in
      var result = TemplateReads()
      var queue = [Int32(start)]
      reached[start] = start
      while let current = queue.popLast() {
        let own = facts[Int(current)]
        result.formUnion(own.reads)
        result.templates.insert(names[Int(current)])
        let next = own.isDynamic ? facts.indices.map(Int32.init) : targets[current] ?? []
        for template in next where reached[Int(template)] != start {
          reached[Int(template)] = start
          queue.append(template)
        }
      }
      // What no template sets cannot come from one.
      result.variables.formIntersection(sharedNames)
      return result
    }
  }

  // MARK: Checks

  /// Checks what needs all templates, and drops what no template reads.
  func link(_ program: inout Program, _ diagnostics: inout [Diagnostic]) {
    for index in program.includes.indices {
      program.includes[index].passed.removeAll { !usedSymbols.contains($0.symbol) }
    }
    var checks = Checks(program: program)
    for index in facts.indices { checkNames(Int32(index), &checks) }
    checkImports(&checks)
    checkCycles(&checks)
    checkAncestors(&checks)
    program = checks.program
    diagnostics += checks.diagnostics
  }

  /// The program that is checked, and what was found.
  private struct Checks {
    var program: Program
    var diagnostics: [Diagnostic] = []

    func name(_ template: Int32) -> String { program.templates[Int(template)].name }

    mutating func report(
      _ rule: Rule, _ message: String, _ template: Int32, _ range: Range<Int>, help: String? = nil
    ) {
      let location = program.templates[Int(template)].source.location(of: range)
      diagnostics.append(Diagnostic(rule, message, at: location, help: help))
    }

    /// Keeps a template from being rendered, for the reason that was reported last.
    mutating func stop(_ template: Int32) {
      program.templates[Int(template)].failure = diagnostics.last
    }
  }

  private func checkNames(_ template: Int32, _ checks: inout Checks) {
    guard let roots else { return }
    let facts = facts[Int(template)]
    for load in facts.loads where !sharedNames.contains(load.name) {
      let name = load.name
      if let fields = roots[name] {
        guard let field = load.field, case .known(let known) = fields, !known.contains(field),
          !facts.guarded.contains("\(name).\(field)")
        else { continue }
        var range = checks.program.origins[Int(load.fieldNode)].range
        let source = checks.program.templates[Int(template)].source
        if source.text(range).hasSuffix("." + field) {
          range = (range.upperBound - field.utf8.count)..<range.upperBound
        }
        let listing = known.sorted().map { "`\($0)`" }.joined(separator: ", ")
        checks.report(
          .templateUnknownField, "`\(name)` has no field `\(field)`", template, range,
          help: suggestion(for: field, in: known)
            ?? (1...12 ~= known.count ? "`\(name)` has the fields \(listing)" : nil))
      } else if !globals.contains(name), !facts.guarded.contains(name) {
        reportUnknown(name, template, checks.program.origins[Int(load.node)].range, &checks)
      }
    }
  }

  private static let specials = [
    "super": "write `super()`, inside a block of a template that extends another",
    "loop": "`loop` is known inside `{% for %}` only",
    "caller": "`caller()` is known inside a macro only",
    "self": "write `self.name()` to show the block `name` again",
  ]

  private func reportUnknown(
    _ name: String, _ template: Int32, _ range: Range<Int>, _ checks: inout Checks
  ) {
    if let help = Self.specials[name] {
      checks.report(
        .templateMisplaced, "`\(name)` has no meaning here", template, range, help: help)
    } else {
      let known = globals.union((roots ?? [:]).keys).union(sharedNames)
      checks.report(
        .templateUnknownVariable, "there is no variable `\(name)`", template, range,
        help: suggestion(for: name, in: known))
    }
  }

  private func checkImports(_ checks: inout Checks) {
    for (template, from, name, range) in imports {
      let exported = checks.program.templates[Int(from)].exports
        .map { checks.program.symbols.names[Int($0)] }
      if exported.contains(name) { continue }
      checks.report(
        .templateUnknownImport, "`\(checks.name(from))` defines no `\(name)`", template, range,
        help: suggestion(for: name, in: exported))
    }
  }

  /// Reports templates that reach themselves by references that are always followed.
  ///
  /// A depth-first walk with its own stack, which follows each reference once.
  private func checkCycles(_ checks: inout Checks) {
    let targets = Dictionary(grouping: references.filter(\.isUnconditional), by: \.from)
    var isDone = [Bool](repeating: false, count: facts.count)
    for start in facts.indices.map(Int32.init) where !isDone[Int(start)] {
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
          let path = chain[depth...].compactMap { targets[$0.template]?[$0.next - 1] }
          reportCycle(path, &checks)
        } else if !isDone[Int(reference.to)] {
          depths[reference.to] = chain.count
          chain.append((reference.to, 0))
        }
      }
    }
  }

  private func reportCycle(_ path: [Reference], _ checks: inout Checks) {
    // A template on several cycles is spoken of once.
    guard let first = path.first,
      path.allSatisfy({
        checks.program.templates[Int($0.from)].failure?.rule != .templateCycle
      })
    else { return }
    let names = ([first.from] + path.map(\.to)).map(checks.name).joined(separator: " → ")
    let verb = first.kind == .extends ? "extends" : "includes"
    checks.report(
      .templateCycle, "this template \(verb) itself" + (path.count == 1 ? "" : ": \(names)"),
      first.from, first.range)
    for reference in path { checks.stop(reference.from) }
  }

  /// How many templates may extend one another.
  static let ancestorLimit = 100

  /// Reports templates that stand under too many others, and blocks that fill none of these.
  private func checkAncestors(_ checks: inout Checks) {
    let parents = Dictionary(
      references.filter { $0.kind == .extends }.map { ($0.from, $0) },
      uniquingKeysWith: { first, _ in first })
    for index in facts.indices.map(Int32.init) {
      guard let parent = parents[index], let ancestors = ancestors(of: index, parents) else {
        continue
      }
      if ancestors.count <= Self.ancestorLimit {
        checkBlocks(index, ancestors, &checks)
      } else if self.ancestors(of: parent.to, parents)?.count ?? 0 <= Self.ancestorLimit {
        checks.report(
          .templateLimit, "more than \(Self.ancestorLimit) templates extend one another", index,
          parent.range)
        checks.stop(index)
      }
    }
  }

  /// Warns of blocks at the top level that no template above has.
  private func checkBlocks(_ index: Int32, _ ancestors: [Int32], _ checks: inout Checks) {
    let program = checks.program
    func name(_ block: Int32) -> String {
      program.blockNames.names[Int(program.blocks[Int(block)].name)]
    }
    let known = Set(ancestors.flatMap { program.templates[Int($0)].blocks.map(name) })
    for block in program.templates[Int(index)].blocks where !known.contains(name(block)) {
      guard program.blocks[Int(block)].isTopLevel else { continue }
      checks.report(
        .templateUnknownBlock,
        "`\(checks.name(ancestors[0]))` has no block `\(name(block))`, so this is never shown",
        index, program.blocks[Int(block)].range, help: suggestion(for: name(block), in: known))
    }
  }

  /// The chain of templates that this one extends, nearest first and cut behind the limit; `nil`
  /// where it is computed or goes in a circle.
  private func ancestors(of index: Int32, _ parents: [Int32: Reference]) -> [Int32]? {
    var result: [Int32] = []
    var current = index
    while let next = parents[current], result.count <= Self.ancestorLimit {
      if result.contains(next.to) || next.to == index { return nil }
      result.append(next.to)
      current = next.to
    }
    return facts[Int(current)].isDynamic ? nil : result
  }
}
