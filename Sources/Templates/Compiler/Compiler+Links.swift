import Diagnostics

/// What one template reads and asks for.
struct TemplateFacts {
  /// Somewhere it names another template.
  struct Reference {
    let isExtends: Bool
    let from: Int32
    let to: Int32
    let range: Range<Int>
    /// Whether rendering one always renders the other.
    let isUnconditional: Bool
  }

  var foreseen = TemplateReads()
  var references: [Reference] = []
  /// Whether it names another template by an expression.
  var isDynamic = false
  /// Names that it imports, and of which template.
  var imports: [(name: String, from: Int32, range: Range<Int>)] = []
  /// Variables and fields that it asks about with `is defined` or `default`.
  var guarded: Set<String> = []
  /// Variables that its top level has always set up to here.
  var assigned: Set<String> = []
  /// Reads that must turn out to be known.
  var reads: [Compiler.Read] = []

  var parent: Reference? { references.first(where: \.isExtends) }
}

/// What is known of templates as a whole, and checked when all of them have been read.
extension Compiler {
  /// For each template the reads of all that it can reach; a computed name may reach every template.
  func closures() -> [TemplateReads] {
    // The last start from which each template was reached: cheaper than a set for each start.
    var reached = [Int](repeating: -1, count: facts.count)
    return facts.indices.map { start in
      var result = TemplateReads()
      var queue = [start]
      reached[start] = start
      while let current = queue.popLast() {
        let own = facts[current]
        result.formUnion(own.foreseen)
        result.templates.insert(program.templates[current].name)
        let next = own.isDynamic ? Array(facts.indices) : own.references.map { Int($0.to) }
        for template in next where reached[template] != start {
          reached[template] = start
          queue.append(template)
        }
      }
      // What no template sets cannot come from one.
      result.variables.formIntersection(sharedNames)
      return result
    }
  }

  /// Checks what needs all templates, and drops what no template reads.
  mutating func link() {
    for index in program.includes.indices {
      program.includes[index].passed.removeAll { !usedSymbols.contains($0.symbol) }
    }
    for index in facts.indices {
      checkNames(index)
      checkImports(index)
    }
    checkCycles()
    for index in facts.indices { checkAncestors(of: index) }
  }

  private mutating func report(
    _ rule: Rule, _ message: String, in template: Int, _ range: Range<Int>, help: String? = nil
  ) {
    let location = program.templates[template].source.location(of: range)
    diagnostics.append(Diagnostic(rule, message, at: location, help: help))
  }

  /// Keeps a template from being rendered, for the reason that was reported last.
  private mutating func stop(_ template: Int) {
    program.templates[template].failure = diagnostics.last
  }

  private mutating func checkNames(_ template: Int) {
    guard let roots else { return }
    let guarded = facts[template].guarded
    for read in facts[template].reads where !sharedNames.contains(read.name) {
      let name = read.name
      if let fields = roots[name] {
        guard let field = read.field, case .known(let known) = fields, !known.contains(field),
          !guarded.contains(read.path)
        else { continue }
        var range = range(read.node)
        if program.templates[template].source.text(range).hasSuffix("." + field) {
          range = (range.upperBound - field.utf8.count)..<range.upperBound
        }
        let listing = known.sorted().map { "`\($0)`" }.joined(separator: ", ")
        report(
          .templateUnknownField, "`\(name)` has no field `\(field)`", in: template, range,
          help: suggestion(for: field, in: known)
            ?? (1...12 ~= known.count ? "`\(name)` has the fields \(listing)" : nil))
      } else if !globals.contains(name), !guarded.contains(name) {
        reportUnknown(name, in: template, range(read.variable))
      }
    }
  }

  private static let misplaced = [
    "super": "write `super()`, inside a block of a template that extends another",
    "loop": "`loop` is known inside `{% for %}` only",
    "caller": "`caller()` is known inside a macro only",
    "self": "write `self.name()` to show the block `name` again",
  ]

  private mutating func reportUnknown(_ name: String, in template: Int, _ range: Range<Int>) {
    if let help = Self.misplaced[name] {
      report(
        .templateMisplaced, "`\(name)` has no meaning here", in: template, range, help: help)
    } else {
      let known = globals.union((roots ?? [:]).keys).union(sharedNames)
      report(
        .templateUnknownVariable, "there is no variable `\(name)`", in: template, range,
        help: suggestion(for: name, in: known))
    }
  }

  private mutating func checkImports(_ template: Int) {
    for (name, from, range) in facts[template].imports {
      let module = program.templates[Int(from)]
      let exported = module.exports.map { program.symbols[$0] }
      if exported.contains(name) { continue }
      report(
        .templateUnknownImport, "`\(module.name)` defines no `\(name)`", in: template, range,
        help: suggestion(for: name, in: exported))
    }
  }

  /// Reports templates that reach themselves by references that are always followed.
  ///
  /// A depth-first walk with its own stack, which follows each reference once.
  private mutating func checkCycles() {
    var (isOpen, isDone) = (Set<Int32>(), Set<Int32>())
    for start in facts.indices.map(Int32.init) where !isDone.contains(start) {
      var path: [TemplateFacts.Reference] = []
      var open = [(template: start, rest: facts[Int(start)].references[...])]
      isOpen = [start]
      while let template = open.last?.template {
        guard let reference = open[open.count - 1].rest.popFirst() else {
          isDone.insert(template)
          isOpen.remove(template)
          open.removeLast()
          _ = path.popLast()
          continue
        }
        if !reference.isUnconditional || isDone.contains(reference.to) { continue }
        if isOpen.contains(reference.to) {
          reportCycle(path.drop { $0.from != reference.to } + [reference])
        } else {
          path.append(reference)
          isOpen.insert(reference.to)
          open.append((reference.to, facts[Int(reference.to)].references[...]))
        }
      }
    }
  }

  private mutating func reportCycle(_ path: [TemplateFacts.Reference]) {
    // A template on several cycles is spoken of once.
    let isTold = path.contains {
      program.templates[Int($0.from)].failure?.rule == .templateCycle
    }
    guard let first = path.first, !isTold else { return }
    let names = ([first.from] + path.map(\.to)).map { program.templates[Int($0)].name }
    let verb = first.isExtends ? "extends" : "includes"
    report(
      .templateCycle,
      "this template \(verb) itself"
        + (path.count == 1 ? "" : ": \(names.joined(separator: " → "))"),
      in: Int(first.from), first.range)
    for reference in path { stop(Int(reference.from)) }
  }

  /// How many templates may extend one another.
  static let ancestorLimit = 100

  /// Reports a template that stands under too many others, and blocks that fill none of these.
  private mutating func checkAncestors(of index: Int) {
    guard let parent = facts[index].parent, let ancestors = ancestors(of: index) else { return }
    if ancestors.count <= Self.ancestorLimit {
      checkBlocks(index, ancestors)
    } else if self.ancestors(of: Int(parent.to))?.count ?? 0 <= Self.ancestorLimit {
      report(
        .templateLimit, "more than \(Self.ancestorLimit) templates extend one another", in: index,
        parent.range)
      stop(index)
    }
  }

  /// Warns of blocks at the top level that no template above has.
  private mutating func checkBlocks(_ index: Int, _ ancestors: [Int]) {
    func blocks(_ template: Int) -> [BlockCode] {
      program.templates[template].blocks.map { program.blocks[Int($0)] }
    }
    let known = Set(ancestors.flatMap(blocks).map { program.blockNames[$0.name] })
    for block in blocks(index) where block.isTopLevel {
      let name = program.blockNames[block.name]
      if known.contains(name) { continue }
      report(
        .templateUnknownBlock,
        "`\(program.templates[ancestors[0]].name)` has no block `\(name)`, so this is never shown",
        in: index, block.range, help: suggestion(for: name, in: known))
    }
  }

  /// The chain of templates that this one extends, nearest first and cut behind the limit; `nil`
  /// where it is computed or goes in a circle.
  private func ancestors(of index: Int) -> [Int]? {
    var chain = [index]
    while let next = facts[chain[chain.count - 1]].parent.map({ Int($0.to) }),
      chain.count <= Self.ancestorLimit + 1
    {
      if chain.contains(next) { return nil }
      chain.append(next)
    }
    return facts[chain[chain.count - 1]].isDynamic ? nil : Array(chain.dropFirst())
  }
}
