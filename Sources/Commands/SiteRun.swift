import DefaultTheme
import Diagnostics
import SiteBuild
import SiteModel
import SystemPackage
import Text

/// One pass over a site for a command: load, build, say what there is to say.
struct SiteRun {
  private let options: SiteOptions
  private let includesHints: Bool
  /// What was read, once a build has been made.
  private(set) var sources = SourceTree()
  private var profile = Profile()
  private let progress: Progress

  /// `includesHints` asks for what could be better, beside what is wrong.
  init(_ options: SiteOptions, includesHints: Bool = false) {
    self.options = options
    self.includesHints = includesHints
    progress = Progress(isShown: !options.quiet && Terminal.isInteractive(.errors))
  }

  /// Loads and builds.
  ///
  /// - Throws: `ExitStatus` where an interrupted command has left the site half changed, which is shown.
  mutating func build() throws -> BuildResult {
    enter(.load)
    if let problem = UnfinishedChange.diagnostic(in: options.source) {
      try finish([problem], summary: { _ in "" }, fields: [])
    }
    var loader = SourceLoader(folder: options.folder)
    sources = loader.load()
    profile.bytes[.load] = sources.byteCount
    profile.bytes[.parse] = sources.pages.reduce(0) { $0 + $1.source.bytes.count }
    var stages = profile
    let build = builder.build(sources) { stage in
      stages.enter(stage)
      progress.show(stage)
    }
    profile = stages
    profile.bytes[.render] = build.output.byteCount
    return build
  }

  /// Builds other sources than those on disk, to see what would come of a change.
  func build(_ sources: SourceTree) -> BuildResult { builder.build(sources) }

  private var builder: SiteBuilder {
    var options = self.options.builderOptions
    options.includesHints = includesHints
    return SiteBuilder(theme: Theme(files: DefaultTheme.files), options: options)
  }

  /// Writes the site to a folder; the report holds what went wrong.
  mutating func write(
    _ build: BuildResult, to folder: FilePath, isReplacing: Bool
  ) -> OutputWriter.Report {
    enter(.write)
    var writer = OutputWriter(folder: folder, isReplacing: isReplacing)
    let report = writer.write(build.output)
    profile.bytes[.write] = report.bytesWritten
    return report
  }

  private mutating func enter(_ stage: Stage) {
    profile.enter(stage)
    progress.show(stage)
  }

  /// Takes away the line that says what is being done.
  func clearProgress() { progress.clear() }

  /// Shows the diagnostics and the result, and ends the command where there are errors.
  ///
  /// The result is one line, made of the seconds that it took, or, as JSON, fields of names and
  /// values; `failure` is what errors mean for the site. `isWhole` shows a person every diagnostic.
  mutating func finish(
    _ diagnostics: [Diagnostic], isWhole: Bool = false, summary: (String) -> String,
    fields: [(String, Int)],
    failure: String = ""
  ) throws {
    profile.finish()
    progress.clear()
    let hasErrors = diagnostics.contains { $0.severity == .error }
    switch options.format {
    case .text:
      let report = TextReport(
        options.quiet ? diagnostics.filter { $0.severity > .note } : diagnostics, isWhole: isWhole)
      let renderer = TextRenderer(isColored: Terminal.hasColors(.errors))
      Terminal.write(
        rendered: report.text(renderer, command: options.ruleCommand), to: .errors)
      showResult(Tally(diagnostics), hasErrors ? nil : summary(profile.seconds), failure)
    case .json: showJSON(diagnostics, fields)
    case .github:
      let renderer = GitHubRenderer(prefix: options.pathPrefix)
      Terminal.write(diagnostics.map(renderer.render).joined(), to: .output)
    case .sarif:
      let renderer = SARIFRenderer(
        version: Waymark.configuration.version, rules: SiteBuilder.rules,
        prefix: options.pathPrefix)
      Terminal.write(renderer.render(diagnostics), to: .output)
    }
    if options.profile { Terminal.write(profile.text, to: .errors) }
    if hasErrors { throw ExitStatus(.problems) }
  }

  private func showResult(_ tally: Tally, _ result: String?, _ failure: String) {
    if let result {
      if !options.quiet { Terminal.write(result + tally.suffix + "\n", to: .output) }
    } else {
      Terminal.write("Found \(tally.text).\(failure.isEmpty ? "" : " " + failure)\n", to: .errors)
    }
  }

  private func showJSON(_ diagnostics: [Diagnostic], _ fields: [(String, Int)]) {
    let json = JSON.object(
      fields.map { ($0.0, .number($0.1)) } + [("diagnostics", JSONRenderer().render(diagnostics))])
    Terminal.write(json.text + "\n", to: .output)
  }
}

/// How many problems of each kind there are, in words.
struct Tally {
  let text: String

  init(_ diagnostics: [Diagnostic]) {
    let counts = [Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    text = counts.joined(separator: ", ")
  }

  /// What follows a result: nothing, or the counts in parentheses.
  var suffix: String { text.isEmpty ? "" : " (\(text))" }
}
