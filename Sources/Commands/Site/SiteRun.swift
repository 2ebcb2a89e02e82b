import DefaultTheme
import Diagnostics
import SiteBuild
import SiteModel
import SystemPackage
import Text

/// One pass over a site for a command: loads it, builds it, and shows diagnostics and the result.
struct SiteRun {
  private let options: SiteOptions
  private let includesHints: Bool
  /// Where diagnostics go as text: those of `check` are its result.
  private let reports: Terminal.Stream
  /// The forms of the whole guide that the command line asks for; `nil` for a command that writes no site.
  private let wholeGuide: Set<WholeGuideForm>?
  /// The sources, after `build()`.
  private(set) var sources = SourceTree()
  /// Whether pages have no cards, because they cannot be drawn here.
  private var omitsCards = false
  private var profile = Profile()
  private let progress: Progress

  /// - Parameters:
  ///   - options: The command's options.
  ///   - includesHints: Whether to report hints beside errors and warnings.
  ///   - wholeGuide: The forms of the whole guide that are made beside those that the site names.
  ///   - reports: Where diagnostics go as text.
  init(
    _ options: SiteOptions, includesHints: Bool = false, wholeGuide: Set<WholeGuideForm>? = nil,
    reports: Terminal.Stream = .errors
  ) {
    self.options = options
    self.reports = reports
    self.wholeGuide = wholeGuide
    self.includesHints = includesHints
    progress = Progress(isShown: !options.quiet && Terminal.isInteractive(.errors))
  }

  /// Loads and builds the site, with smaller copies of pictures if the site asks for them and `copiesPictures` is set.
  ///
  /// - Throws: `ExitStatus` where an interrupted command has left the site half changed, which is shown.
  mutating func build(copiesPictures: Bool = false) throws -> BuildResult {
    enter(.load)
    if let diagnostic = UnfinishedChange.diagnostic(in: options.source) {
      try finish([diagnostic], summary: { _ in "" }, fields: [])
    }
    if options.format == .text, !options.quiet {
      Terminal.write(options.site.notice, to: .errors)
    }
    var loader = SourceLoader(folder: options.folder, copiesPictures: copiesPictures)
    sources = loader.load()
    if let diagnostic = cards.missing(for: sources.configuration) {
      omitsCards = true
      sources.diagnostics.append(diagnostic)
    }
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

  /// Draws the cards of a build, if its site asks for them.
  func drawCards(of build: inout BuildResult) { cards.draw(in: &build) }

  private var cards: CardPictures {
    CardPictures(site: options.folder, isStrict: options.strict)
  }

  /// Builds other sources than those on disk, to find the effects of a change.
  func build(_ sources: SourceTree) -> BuildResult { builder.build(sources) }

  private var builder: SiteBuilder {
    var options = self.options.builderOptions
    options.includesHints = includesHints
    options.wholeGuide = wholeGuide ?? []
    options.omitsCards = omitsCards
    if wholeGuide != nil, PDFPrinter.program == nil { options.omittedForms = [.pdf] }
    return SiteBuilder(theme: Theme(files: DefaultTheme.files), options: options)
  }

  /// Writes the site to a folder, with compressed copies of text files if there is a `compression`.
  ///
  /// The report contains the errors.
  mutating func write(
    _ build: BuildResult, to folder: FilePath, isReplacing: Bool, _ compression: Precompression?
  ) -> OutputWriter.Report {
    enter(.write)
    var writer = OutputWriter(folder: folder, isReplacing: isReplacing)
    var report = writer.write(compression?.applied(to: build.output) ?? build.output)
    report.diagnostics += compression?.diagnostics ?? []
    profile.bytes[.write] = report.bytesWritten
    return report
  }

  private mutating func enter(_ stage: Stage) {
    profile.enter(stage)
    progress.show(stage)
  }

  /// Removes the line that shows the current stage.
  func clearProgress() { progress.clear() }

  /// Shows the diagnostics and the result.
  ///
  /// - Parameters:
  ///   - diagnostics: The diagnostics, in order.
  ///   - isWhole: Whether text output shows all of them.
  ///   - summary: Makes the line with the result from the elapsed seconds.
  ///   - leftOut: The lines about what was left out after it; empty where nothing was.
  ///   - fields: The result for JSON output.
  ///   - failure: The consequence of errors for the site, as a sentence.
  /// - Throws: `ExitStatus.errors` if there are errors.
  mutating func finish(
    _ diagnostics: [Diagnostic], isWhole: Bool = false, summary: (String) -> String,
    leftOut: String = "", fields: [(String, Int)],
    failure: String = ""
  ) throws {
    profile.finish()
    progress.clear()
    let hasErrors = diagnostics.contains { $0.severity == .error }
    switch options.format {
    case .text:
      let report = TextReport(
        options.quiet ? diagnostics.filter { $0.severity > .note } : diagnostics, isWhole: isWhole)
      let renderer = TextRenderer(isColored: Terminal.hasColors(reports))
      Terminal.write(rendered: report.text(renderer, command: options.ruleCommand), to: reports)
      showResult(Tally(diagnostics), hasErrors ? nil : summary(profile.seconds), leftOut, failure)
    case .json: showJSON(diagnostics, fields)
    case .github:
      let renderer = GitHubRenderer(prefix: options.pathPrefix)
      Terminal.write(diagnostics.map(renderer.render).joined(), to: .output)
    case .sarif:
      let renderer = SARIFRenderer(
        version: Version.current, rules: SiteBuilder.rules,
        prefix: options.pathPrefix)
      Terminal.write(renderer.render(diagnostics), to: .output)
    }
    if options.profile { Terminal.write(profile.text, to: .errors) }
    if hasErrors { throw ExitStatus.errors }
  }

  private func showResult(_ tally: Tally, _ result: String?, _ leftOut: String, _ failure: String) {
    if let result {
      if !options.quiet { Terminal.write(result + tally.suffix + leftOut + "\n", to: .output) }
    } else {
      Terminal.write("Found \(tally.text).\(failure.isEmpty ? "" : " " + failure)\n", to: reports)
    }
  }

  private func showJSON(_ diagnostics: [Diagnostic], _ fields: [(String, Int)]) {
    let json = JSON.object(
      fields.map { ($0.0, .number($0.1)) } + [("diagnostics", JSONRenderer().render(diagnostics))])
    Terminal.write(json.text + "\n", to: .output)
  }
}
