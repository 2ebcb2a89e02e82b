import Diagnostics

/// A template as it is loaded: its name, as in `{% extends "base.html" %}`, and its text.
package struct TemplateSource: Sendable {
  package let name: String
  package let source: SourceText

  package init(name: String, source: SourceText) {
    self.name = name
    self.source = source
  }
}

/// What is known of a root variable before anything is rendered.
package enum RootFields: Sendable {
  /// A record that has these fields and no others.
  case known(Set<String>)
  /// Anything.
  case unknown
}

/// A set of templates, compiled and checked, that renders pages.
///
/// The steps, in order: `Lexer` splits a template into tokens; `Parser` makes a tree of them;
/// `Compiler` resolves names, filters and references and emits the flat `Program`; `Renderer` walks
/// that and writes bytes. All mistakes of all templates are in `diagnostics` after loading. An
/// environment does not change, so any number of threads may render with it at once.
package struct Environment: Sendable {
  /// Every mistake of every template, in order of file and place.
  package let diagnostics: [Diagnostic]

  private let program: Program
  private let registry: Registry
  private let settings: Settings
  private let baseContext: [Value]
  private let closures: [TemplateReads]

  /// Compiles and checks templates.
  ///
  /// - Parameters:
  ///   - templates: The templates; of two with one name the first counts.
  ///   - filters: The filters; later ones replace earlier ones of the same name.
  ///   - tests: The tests, likewise.
  ///   - globals: Variables and functions that every template sees, imported ones too.
  ///   - roots: The variables that `render` will be given. Where this is not `nil`, a name that
  ///     nothing defines and a field that a root does not have are reported here.
  ///   - settings: How templates are read, and the limits of a render.
  package init(
    templates: [TemplateSource], filters: [Filter] = Filter.builtins,
    tests: [TemplateTest] = TemplateTest.builtins, globals: [String: Value] = Function.builtins,
    roots: [String: RootFields]? = nil, settings: Settings = Settings()
  ) {
    registry = Registry(filters: filters, tests: tests)
    self.settings = settings
    var compiler = Compiler(registry, settings, globals: globals, roots: roots)
    compiler.compile(templates, globals: globals)
    program = compiler.program
    diagnostics = Array(Set(compiler.diagnostics)).sorted(by: Diagnostic.isOrdered)
    closures = compiler.closures()
    var context = Array(repeating: Renderer.unset, count: program.symbols.names.count)
    for (name, value) in globals {
      if let symbol = program.symbols.index(of: name) { context[symbol] = value }
    }
    baseContext = context
  }

  /// Whether there is a template of that name.
  package func contains(_ template: String) -> Bool {
    program.templateNames.index(of: template) != nil
  }

  /// The names of all templates, in the order in which they were given.
  package var templateNames: [String] { program.templateNames.names }

  /// What a template can read, with all it extends, includes and imports; empty if there is none.
  package func reads(of template: String) -> TemplateReads {
    program.templateNames.index(of: template).map { closures[$0] } ?? TemplateReads()
  }

  /// Renders a template and appends what it writes to `output`.
  ///
  /// Throws a `TemplateError` with one located diagnostic; `output` is then as it was before.
  /// `notes` are added to it, such as "while rendering content/a.md".
  package func render(
    _ template: String, roots: [(String, Value)], into output: inout [UInt8], notes: [String] = []
  ) throws(TemplateError) {
    guard let index = program.templateNames.index(of: template) else {
      throw TemplateError(
        Diagnostic(
          .templateUnknownTemplate, "there is no template `\(template)`", at: nil,
          notes: notes.map { Diagnostic.Note($0) },
          help: suggestion(for: template, in: program.templateNames.names)))
    }
    try program.withView { (view) throws(TemplateError) in
      try render(Int32(index), view, roots, into: &output, notes)
    }
  }

  private func render(
    _ index: Int32, _ view: ProgramView, _ roots: [(String, Value)], into output: inout [UInt8],
    _ notes: [String]
  ) throws(TemplateError) {
    let start = output.count
    var taken: [UInt8] = []
    swap(&taken, &output)
    var renderer = Renderer(
      program, view, registry, settings.limits, baseContext: baseContext, output: taken)
    taken = []
    for (name, value) in roots {
      if let symbol = program.symbols.index(of: name) { renderer.context[symbol] = value }
    }
    do throws(TemplateError) {
      try renderer.run(template: index, from: 0)
      renderer.finish(into: &output)
    } catch {
      renderer.finish(into: &output)
      output.removeLast(output.count - start)
      var diagnostic = error.diagnostic
      diagnostic.notes += notes.map { Diagnostic.Note($0) }
      throw TemplateError(diagnostic)
    }
  }
}

extension Renderer {
  /// Hands the output back and lets go of what could hold itself.
  fileprivate mutating func finish(into output: inout [UInt8]) {
    swap(&output, &self.output)
    for namespace in namespaces { namespace.clear() }
  }
}
