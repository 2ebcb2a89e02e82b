import Diagnostics

/// Compiles a set of templates: parses each, resolves the names of all, checks them together, and
/// emits one program.
struct CompiledTemplates {
  let program: Program
  /// The errors and warnings of all templates, by file and position.
  let diagnostics: [Diagnostic]
  /// The inputs that the output of each template can depend on, by template.
  let reads: [TemplateReads]
  /// The positions of the templates that each template names.
  let references: [[Int]]

  init(
    _ given: [TemplateSource], _ registry: Registry, _ settings: Settings,
    roots: [String: RootFields]?
  ) {
    // If two templates have the same name, the first is used.
    var names = NameTable()
    var sources: [TemplateSource] = []
    for template in given where names.insert(template.name) == sources.count {
      sources.append(template)
    }
    var resolver = Resolver(registry, roots: roots, templateNames: names)
    var diagnostics: [Diagnostic] = []
    var parsed: [(statements: [Statement], resolution: Resolution)] = []
    for (index, template) in sources.enumerated() {
      let (statements, mistakes) = Parser.parse(template.source, settings)
      diagnostics += mistakes
      parsed.append((statements, resolver.resolve(statements, of: index, template.source)))
    }
    var checks = TemplateChecks(sources, resolver)
    checks.run()
    diagnostics += resolver.diagnostics + checks.diagnostics
    self.diagnostics = Array(Set(diagnostics)).sorted(by: Diagnostic.isOrdered)
    let errors = Dictionary(
      grouping: self.diagnostics.filter { $0.severity == .error }, by: { $0.location?.path })

    var emitter = Emitter(resolver, autoescape: settings.autoescape)
    for (index, template) in sources.enumerated() {
      emitter.emit(
        parsed[index].statements, of: template, parsed[index].resolution,
        exports: resolver.facts[index].exports,
        failure: checks.failures[index] ?? errors[template.source.name]?.first)
    }
    program = emitter.program
    reads = TemplateReads.closures(
      of: resolver.facts, names: names.names, sharedNames: resolver.sharedNames)
    references = resolver.facts.map { $0.references.map(\.to) }
  }
}
