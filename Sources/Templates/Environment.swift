import Diagnostics

/// A set of compiled and checked templates that renders pages.
///
/// The stages are: `Lexer` splits a template into tokens; `Parser` makes a syntax tree of them; `Resolver` resolves
/// names; `TemplateChecks` runs the checks that need all templates; `Emitter` makes the flat `Program`; `Renderer` walks
/// it and writes bytes. After loading, `diagnostics` has the errors of all templates. An environment is immutable, so
/// any number of threads may render with it.
package struct Environment: Sendable {
  /// The errors and warnings of all templates, by file and position.
  package let diagnostics: [Diagnostic]

  private let program: Program
  private let settings: Settings
  private var registry: Registry
  private var baseContext: [Value]
  /// The inputs that the output of each template can depend on, by template.
  private let reads: [TemplateReads]
  /// The positions of the templates that each template names.
  private let references: [[Int]]
  private var caches: InlineCache.Pool

  /// Compiles and checks templates.
  ///
  /// - Parameters:
  ///   - templates: The templates. Of two with the same name the first is used.
  ///   - filters: Additional filters, which may replace built-in ones.
  ///   - globals: Variables that every template sees, including imported ones.
  ///   - roots: The variables that `render` will be given. If this is not `nil`, undefined names and
  ///     unknown fields of roots are reported.
  ///   - settings: How templates are parsed and rendered.
  package init(
    templates: [TemplateSource], filters: [Function] = [], globals: [(String, Value)] = [],
    roots: [String: RootFields]? = nil, settings: Settings = Settings()
  ) {
    self.settings = settings
    let registry = Registry(filters: filters, globals: globals, limits: settings.limits)
    self.registry = registry
    let compiled = CompiledTemplates(templates, registry, settings, roots: roots)
    program = compiled.program
    diagnostics = compiled.diagnostics
    reads = compiled.reads
    references = compiled.references
    baseContext = Self.context(registry, program)
    caches = InlineCache.Pool(count: program.cacheCount)
  }

  /// The same templates with other filters and globals of the same names, such as those of another language.
  package init(_ other: Environment, filters: [Function], globals: [(String, Value)]) {
    self = other
    registry = Registry(filters: filters, globals: globals, limits: settings.limits)
    baseContext = Self.context(registry, program)
    caches = InlineCache.Pool(count: program.cacheCount)
  }

  private static func context(_ registry: Registry, _ program: Program) -> [Value] {
    var context = Array(repeating: Renderer.unset, count: program.symbols.names.count)
    for (name, value) in registry.globals {
      if let symbol = program.symbols.index(of: name) { context[symbol] = value }
    }
    return context
  }

  /// Whether there is a template of that name.
  package func contains(_ template: String) -> Bool {
    program.templateNames.index(of: template) != nil
  }

  /// The names of all templates in their order.
  package var templateNames: [String] { program.templateNames.names }

  /// The errors and warnings of some templates and of all that these name, at any depth, by file and position.
  ///
  /// Does not include templates that are only named by an expression. Their errors are thrown when they are rendered.
  package func diagnostics(of templates: some Sequence<String>) -> [Diagnostic] {
    var queue = templates.compactMap { program.templateNames.index(of: $0) }
    var reached = Set(queue)
    while let next = queue.popLast() {
      queue += references[next].filter { reached.insert($0).inserted }
    }
    let paths = Set(reached.map { program.templates[$0].source.name })
    return diagnostics.filter { $0.location.map { paths.contains($0.path) } ?? true }
  }

  /// The names of the templates that others include, extend or import by a name that they spell out.
  package var namedTemplates: Set<String> {
    Set(references.joined().map { program.templateNames.names[$0] })
  }

  /// The inputs that the output of a template can depend on; empty if there is no such template.
  package func reads(of template: String) -> TemplateReads {
    program.templateNames.index(of: template).map { reads[$0] } ?? TemplateReads()
  }

  /// Renders a template, and appends the bytes to `output`.
  ///
  /// Returns the warnings of values that were printed. Throws a `TemplateError` with one located diagnostic; `output` is
  /// then unchanged. `notes`, such as "while rendering content/a.md", are added to both.
  @discardableResult
  package func render(
    _ template: String, roots: [(String, Value)], into output: inout [UInt8], notes: [String] = []
  ) throws(TemplateError) -> [Diagnostic] {
    do {
      guard let index = program.templateNames.index(of: template) else {
        throw TemplateError.noTemplate([template], program.templateNames.names)
      }
      var renderer = Renderer(
        program, registry, caches.take(), baseContext: baseContext,
        reportsNone: settings.reportsNone)
      defer {
        caches.put(renderer.cache)
        // Namespaces may refer to each other and to themselves.
        for namespace in renderer.namespaces { namespace.fields.removeAll() }
      }
      for (name, value) in roots {
        if let symbol = program.symbols.index(of: name) { renderer.variables[symbol] = value }
      }
      try renderer.run(template: ID(index), from: nil)
      renderer.output.copy(to: &output)
      return renderer.warnings.map { warning in
        var warning = warning
        warning.notes += notes.map { Diagnostic.Note($0) }
        return warning
      }
    } catch {
      var diagnostic =
        (error as? TemplateError ?? TemplateError(String(describing: error))).diagnostic
      diagnostic.notes += notes.map { Diagnostic.Note($0) }
      throw TemplateError(diagnostic)
    }
  }
}
