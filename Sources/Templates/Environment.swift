import Diagnostics

/// A set of templates, compiled and checked, that renders pages.
///
/// The steps, in order: `Lexer` splits a template into tokens; `Parser` makes syntax of them;
/// `Resolver` finds what names stand for, and `TemplateChecks` what needs all templates; `Emitter`
/// makes the flat `Program`; `Renderer` walks it and writes bytes. All mistakes of all templates are
/// in `diagnostics` after loading. An environment does not change, so any number of threads may
/// render with it.
package struct Environment: Sendable {
  /// Every mistake of every template, in order of file and place.
  package let diagnostics: [Diagnostic]

  private let program: Program
  private let registry: Registry
  private let baseContext: [Value]
  /// For each template everything that its output can depend on.
  private let reads: [TemplateReads]
  /// For each template the positions of those that it names.
  private let references: [[Int]]
  private let caches: InlineCache.Pool

  /// Compiles and checks templates.
  ///
  /// - Parameters:
  ///   - templates: The templates; of two with one name the first counts.
  ///   - filters: Filters beside the built-in ones, which they may replace.
  ///   - globals: Variables that every template sees, imported ones too.
  ///   - roots: The variables that `render` will be given. Where this is not `nil`, a name that
  ///     nothing defines and a field that a root does not have are reported here.
  ///   - settings: How templates are read, and the limits of a render.
  package init(
    templates: [TemplateSource], filters: [Function] = [], globals: [(String, Value)] = [],
    roots: [String: RootFields]? = nil, settings: Settings = Settings()
  ) {
    registry = Registry(filters: filters, globals: globals, limits: settings.limits)
    let compiled = CompiledTemplates(templates, registry, settings, roots: roots)
    program = compiled.program
    diagnostics = compiled.diagnostics
    reads = compiled.reads
    references = compiled.references
    var context = Array(repeating: Renderer.unset, count: program.symbols.names.count)
    for (name, value) in registry.globals {
      if let symbol = program.symbols.index(of: name) { context[symbol] = value }
    }
    baseContext = context
    caches = InlineCache.Pool(count: program.cacheCount)
  }

  /// Whether there is a template of that name.
  package func contains(_ template: String) -> Bool {
    program.templateNames.index(of: template) != nil
  }

  /// The names of all templates, in the order in which they were given.
  package var templateNames: [String] { program.templateNames.names }

  /// The mistakes in some templates and in all that these name, at any depth, in order of file and
  /// place.
  ///
  /// A template that is named by an expression only is not among them: what is wrong with it is
  /// thrown when it is rendered.
  package func diagnostics(of templates: some Sequence<String>) -> [Diagnostic] {
    var queue = templates.compactMap { program.templateNames.index(of: $0) }
    var reached = Set(queue)
    while let next = queue.popLast() {
      queue += references[next].filter { reached.insert($0).inserted }
    }
    let paths = Set(reached.map { program.templates[$0].source.name })
    return diagnostics.filter { $0.location.map { paths.contains($0.path) } ?? true }
  }

  /// What a template's output can depend on; nothing where there is no such template.
  package func reads(of template: String) -> TemplateReads {
    program.templateNames.index(of: template).map { reads[$0] } ?? TemplateReads()
  }

  /// Renders a template and appends what it writes to `output`.
  ///
  /// Throws a `TemplateError` with one located diagnostic; `output` is then as it was before.
  /// `notes` are added to it, such as "while rendering content/a.md".
  package func render(
    _ template: String, roots: [(String, Value)], into output: inout [UInt8], notes: [String] = []
  ) throws(TemplateError) {
    do {
      guard let index = program.templateNames.index(of: template) else {
        throw TemplateError.noTemplate([template], program.templateNames.names)
      }
      try caches.withCache { cache in
        try program.withView { view in
          var renderer = Renderer(program, view, registry, cache, baseContext: baseContext)
          // Namespaces could hold each other, and themselves.
          defer { for namespace in renderer.namespaces { namespace.fields.removeAll() } }
          for (name, value) in roots {
            if let symbol = program.symbols.index(of: name) { renderer.variables[symbol] = value }
          }
          try renderer.run(template: ID(index), from: nil)
          output.append(contentsOf: renderer.output.bytes)
        }
      }
    } catch {
      var diagnostic =
        (error as? TemplateError ?? TemplateError(String(describing: error))).diagnostic
      diagnostic.notes += notes.map { Diagnostic.Note($0) }
      throw TemplateError(diagnostic)
    }
  }
}
