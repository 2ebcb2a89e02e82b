import Diagnostics

/// The checks that need all templates: of names, imports, cycles and blocks.
struct TemplateChecks {
  let sources: [TemplateSource]
  let facts: [TemplateFacts]
  let symbols: NameTable
  let sharedNames: Set<String>
  let roots: [String: RootFields]?
  let globals: Set<String>
  private(set) var diagnostics: [Diagnostic] = []
  /// The templates that cannot be rendered, each with its error.
  private(set) var failures: [Int: Diagnostic] = [:]

  init(_ sources: [TemplateSource], _ resolver: Resolver) {
    self.sources = sources
    facts = resolver.facts
    symbols = resolver.symbols
    sharedNames = resolver.sharedNames
    roots = resolver.roots
    globals = Set(resolver.registry.globals.map(\.0))
  }

  mutating func run() {
    for index in facts.indices {
      checkNames(index)
      checkImports(index)
    }
    checkCycles()
    for index in facts.indices { checkAncestors(of: index) }
  }

  @discardableResult
  private mutating func report(
    _ rule: Rule, _ message: String, in template: Int, _ range: Range<Int>, help: String? = nil
  ) -> Diagnostic {
    let location = sources[template].source.location(of: range)
    let diagnostic = Diagnostic(rule, message, at: location, help: help)
    diagnostics.append(diagnostic)
    return diagnostic
  }

  // MARK: Names

  private mutating func checkNames(_ template: Int) {
    guard let roots else { return }
    let guarded = facts[template].guarded
    // The end of the last name with hyphens that was reported, whose parts are variables to the parser.
    var reported = 0..<0
    for read in facts[template].reads where !sharedNames.contains(read.variable.name) {
      let name = read.variable.name
      if reported.contains(read.variable.range.lowerBound) { continue }
      if let fields = roots[name] {
        guard let field = read.field, case .known(let known) = fields, !known.contains(field),
          !guarded.contains(read.path)
        else { continue }
        reported = reportUnknown(field, of: name, with: known, in: template, read.range)
      } else if !globals.contains(name), !guarded.contains(name) {
        reportUnknown(name, in: template, read.variable.range)
      }
    }
  }

  /// Reports a field that a root does not have, and returns the range that the message is about.
  private mutating func reportUnknown(
    _ field: String, of root: String, with known: Set<String>, in template: Int,
    _ written: Range<Int>
  ) -> Range<Int> {
    let source = sources[template].source
    var range = written
    if source.text(range).hasSuffix("." + field) {
      range = (range.upperBound - field.utf8.count)..<range.upperBound
    }
    // `fields.time-needed` subtracts.
    let rest = source.bytes[range.upperBound...].prefix { $0 == UInt8(ascii: "-") || $0.isOfName }
    let whole = range.lowerBound..<rest.endIndex
    let name = source.text(whole)
    let meant =
      known.contains(name) ? adviceToRead(name, of: [root]) : otherRoot(with: name)
    if rest.first == UInt8(ascii: "-"), let meant {
      report(
        .templateUnknownField, "`\(root)` has no field `\(field)`, and `-` subtracts",
        in: template, whole, help: meant)
      return whole
    }
    let listing = known.sorted().map { "`\($0)`" }.joined(separator: ", ")
    report(
      .templateUnknownField, "`\(root)` has no field `\(field)`", in: template, range,
      help: otherRoot(with: field) ?? suggestion(for: field, in: known)
        ?? (1...12 ~= known.count ? "`\(root)` has the fields \(listing)" : nil))
    return range
  }

  /// Advice to read a field of a root that has it; `nil` if none or many have it.
  private func otherRoot(with field: String) -> String? {
    let having = (roots ?? [:]).filter { _, fields in
      if case .known(let names) = fields { names.contains(field) } else { false }
    }
    return adviceToRead(field, of: having.keys.sorted())
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
        .templateMisplaced, "`\(name)` cannot be used here", in: template, range, help: help)
    } else {
      let known = globals.union((roots ?? [:]).keys).union(sharedNames)
      report(
        .templateUnknownVariable, "there is no variable `\(name)`", in: template, range,
        help: otherRoot(with: name) ?? suggestion(for: name, in: known))
    }
  }

  private mutating func checkImports(_ template: Int) {
    for (name, from, range) in facts[template].imports {
      let exported = facts[from].exports.map { symbols[$0] }
      if exported.contains(name) { continue }
      report(
        .templateUnknownImport, "`\(sources[from].name)` defines no `\(name)`", in: template,
        range, help: suggestion(for: name, in: exported))
    }
  }

  // MARK: Cycles

  /// Reports templates that reach themselves by unconditional references.
  ///
  /// A depth-first search with its own stack that follows each reference once.
  private mutating func checkCycles() {
    var (isOpen, isDone) = (Set<Int>(), Set<Int>())
    for start in facts.indices where !isDone.contains(start) {
      var path: [TemplateFacts.Reference] = []
      var open = [(template: start, rest: facts[start].references[...])]
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
          open.append((reference.to, facts[reference.to].references[...]))
        }
      }
    }
  }

  private mutating func reportCycle(_ path: [TemplateFacts.Reference]) {
    // A template on several cycles is reported once.
    guard let first = path.first, !path.contains(where: { failures[$0.from] != nil }) else {
      return
    }
    let names = ([first.from] + path.map(\.to)).map { sources[$0].name }
    // The name of an original that nothing replaces is that of the template itself.
    let isOriginal = sources[first.from].source.text(first.range)
      .contains(TemplateSource.originalPrefix)
    if path.count == 1, isOriginal {
      failures[first.from] = report(
        .templateUnknownTemplate, "the theme has no template `\(names[0])` to extend",
        in: first.from, first.range,
        help: "a template for a kind of your own extends that of another kind, such as "
          + "`\(TemplateSource.originalPrefix)page.html`")
      return
    }
    let verb = first.isExtends ? "extends" : "includes"
    let diagnostic = report(
      .templateCycle,
      "this template \(verb) itself"
        + (path.count == 1 ? "" : ": \(names.joined(separator: " → "))"),
      in: first.from, first.range,
      help: path.count == 1 && first.isExtends
        ? "to extend the theme's file of this name, write `\(TemplateSource.originalPrefix)\(names[0])`"
        : nil)
    for reference in path { failures[reference.from] = diagnostic }
  }

  // MARK: Ancestors

  /// Reports a template with too many ancestors, and blocks that none of the ancestors has.
  private mutating func checkAncestors(of index: Int) {
    guard let parent = facts[index].parent, let ancestors = ancestors(of: index) else { return }
    if ancestors.count <= Limits.ancestors {
      checkBlocks(index, ancestors)
    } else if self.ancestors(of: parent.to)?.count ?? 0 <= Limits.ancestors {
      failures[index] = report(
        .templateLimit, "more than \(Limits.ancestors) templates extend one another", in: index,
        parent.range)
    }
  }

  /// Warns of blocks at the top level that no ancestor has.
  private mutating func checkBlocks(_ index: Int, _ ancestors: [Int]) {
    let known = Set(ancestors.flatMap { facts[$0].blocks.map(\.name) })
    for block in facts[index].blocks where block.isTopLevel && !known.contains(block.name) {
      report(
        .templateUnknownBlock,
        "`\(sources[ancestors[0]].name)` has no block `\(block.name)`, so this is never shown",
        in: index, block.range, help: suggestion(for: block.name, in: known))
    }
  }

  /// The templates that this one extends, the nearest first, truncated after the limit; `nil` where a name is computed
  /// or the chain is a cycle.
  private func ancestors(of index: Int) -> [Int]? {
    var chain = [index]
    while let next = facts[chain[chain.count - 1]].parent?.to,
      chain.count <= Limits.ancestors + 1
    {
      if chain.contains(next) { return nil }
      chain.append(next)
    }
    return facts[chain[chain.count - 1]].isDynamic ? nil : Array(chain.dropFirst())
  }
}

/// Advice to read a field of one of the variables that have it; `nil` if none or more than two have it.
func adviceToRead(_ field: String, of roots: [String]) -> String? {
  guard 1...2 ~= roots.count else { return nil }
  let isName = field.utf8.allSatisfy(\.isOfName)
  return "write "
    + Advice.list(roots.map { isName ? "\($0).\(field)" : "\($0)['\(field)']" })
}

extension UInt8 {
  /// Whether the byte is an ASCII letter, a digit or an underscore.
  fileprivate var isOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
