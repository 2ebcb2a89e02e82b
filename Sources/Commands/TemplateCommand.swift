import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SystemPackage
import Templates

/// Renders one template, or checks a folder of templates, without a site.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Renders one template with data, or checks a folder of templates.",
    discussion: """
      Only the rendered text is written to standard output; messages go to standard error. \
      As in Jinja2, white space is kept unless a flag removes it.
      """)

  enum Switch: String, ExpressibleByArgument, CaseIterable {
    case on
    case off
  }

  @Argument(help: "The template.")
  var file: String?

  @Option(help: "A JSON file with the template's variables.")
  var data: String?

  @Option(help: "The folder with the templates that it includes, extends and imports.")
  var templates: String?

  @Option(help: "Check all templates of this folder instead.")
  var check: String?

  @Option(help: "Whether to escape values for HTML.")
  var autoescape = Switch.on

  @Flag(help: "Remove the line break after a statement.")
  var trimBlocks = false

  @Flag(help: "Remove white space before a statement at the start of a line.")
  var lstripBlocks = false

  @Flag(help: "Keep the line break at the end of a template.")
  var keepTrailingNewline = false

  func validate() throws {
    if (file == nil) == (check == nil) {
      throw ValidationError("Name a template to render, or a folder with --check.")
    }
  }

  func run() throws {
    var reader = TemplateReader()
    var sources: [TemplateSource] = []
    var name = ""
    if let folder = check ?? templates { reader.read(folder: FilePath(folder)) }
    if let file {
      name = reader.name(of: FilePath(file), below: templates.map { FilePath($0) })
      if let source = reader.source(FilePath(file)) {
        sources.append(TemplateSource(name: name, source: source))
      }
    }
    sources += reader.templates.sorted { $0.name < $1.name }
    let environment = Environment(
      templates: sources, filters: SiteFilters.standalone,
      settings: Settings(
        trimBlocks: trimBlocks, lstripBlocks: lstripBlocks,
        keepTrailingNewline: keepTrailingNewline, autoescape: autoescape == .on))
    let data = self.data.flatMap { reader.source(FilePath($0)) }
    let names =
      check == nil ? [name] : environment.templateNames.filter(TemplateSource.isTemplate)
    var diagnostics = environment.diagnostics(of: names)
    // An unreadable file matters only if a template is missing.
    if check != nil || !diagnostics.isEmpty { diagnostics += reader.unreadableTemplates }
    try finish(reader.diagnostics + diagnostics)
    if check != nil { return }
    do throws(TemplateError) {
      var roots: [(String, Value)] = []
      if let data { roots = try Self.roots(data) }
      var output: [UInt8] = []
      try environment.render(name, roots: roots, into: &output)
      Terminal.write(data: output, to: .output)
    } catch {
      try finish([error.diagnostic] + reader.unreadableTemplates)
    }
  }

  private static func roots(_ source: SourceText) throws(TemplateError) -> [(String, Value)] {
    guard case .record(let record) = try JSONReader.read(source) else {
      throw TemplateError(
        "`\(source.name)` must contain a JSON object, whose fields become variables",
        rule: .templateData)
    }
    return Array(record.pairs)
  }

  /// Shows diagnostics, and ends the command if there are errors.
  private func finish(_ diagnostics: [Diagnostic]) throws {
    if diagnostics.isEmpty { return }
    Terminal.show(diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.errors }
  }
}

/// Reads templates from disk.
private struct TemplateReader {
  private static let sizeLimit = 4 << 20
  private static let depthLimit = 32

  private(set) var templates: [TemplateSource] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Errors of files that matter only if a template refers to them.
  private(set) var unreadableTemplates: [Diagnostic] = []

  /// The name of a template: its path below the folder, else that of the file.
  func name(of file: FilePath, below folder: FilePath?) -> String {
    guard let folder = folder.flatMap({ FileSystem.real($0) }),
      var path = FileSystem.real(file), path.removePrefix(folder)
    else { return file.lastComponent?.string ?? file.string }
    return path.string
  }

  mutating func source(_ file: FilePath) -> SourceText? {
    do throws(UnreadableFile) {
      return try read(file)
    } catch {
      report(file, error.reason)
      return nil
    }
  }

  private struct UnreadableFile: Error {
    let reason: String
  }

  private func read(_ file: FilePath) throws(UnreadableFile) -> SourceText {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(file, limit: Self.sizeLimit)
    } catch {
      throw UnreadableFile(reason: "this file cannot be read: \(error)")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw UnreadableFile(reason: "this file is not UTF-8 text")
    }
    return SourceText(name: file.string, bytes: bytes)
  }

  mutating func read(folder: FilePath) { read(folder, "", depth: 0) }

  private mutating func read(_ folder: FilePath, _ path: String, depth: Int) {
    do {
      for name in try FileSystem.names(in: folder) where !IgnoredFiles.contains(name.string) {
        let location = folder.appending(name)
        let inner = path.isEmpty ? name.string : path + "/" + name.string
        guard let status = FileSystem.status(location) else { continue }
        if status.type == .directory {
          // The files in a theme's `assets` are not templates.
          if inner != "assets", depth < Self.depthLimit { read(location, inner, depth: depth + 1) }
        } else if status.type == .regular {
          do throws(UnreadableFile) {
            templates.append(TemplateSource(name: inner, source: try read(location)))
          } catch {
            if TemplateSource.isTemplate(inner) {
              unreadableTemplates.append(
                Diagnostic(.unreadableFile, error.reason, at: Location(path: location.string)))
            }
          }
        }
      }
    } catch {
      report(folder, "this folder cannot be read: \(error)")
    }
  }

  private mutating func report(_ path: FilePath, _ message: String) {
    diagnostics.append(Diagnostic(.unreadableFile, message, at: Location(path: path.string)))
  }
}
