import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage

/// Builds a site into a folder, and builds it again after every change.
struct BuildWatch {
  private let options: SiteOptions
  private let wholeGuide: Set<WholeGuideForm>
  private let output: FilePath
  private let isReplacing: Bool
  private let isPrecompressing: Bool

  init(
    _ options: SiteOptions, wholeGuide: Set<WholeGuideForm>, output: FilePath, isReplacing: Bool,
    isPrecompressing: Bool
  ) {
    self.options = options
    self.wholeGuide = wholeGuide
    self.output = output
    self.isReplacing = isReplacing
    self.isPrecompressing = isPrecompressing
  }

  /// Runs until the process ends.
  func run() throws -> Never {
    try UnfinishedChange.refuse(in: options.source)
    guard let folder = FileSystem.real(options.folder) else { throw ExitStatus.failure }
    let screen = PreviewScreen(options, explained: nil)
    var builderOptions = options.builderOptions
    builderOptions.wholeGuide = wholeGuide
    builderOptions.omittedForms = [.pdf]
    let cards = CardPictures(site: folder, isStrict: options.strict)
    let settings = try? FileSystem.read(
      folder.appending(SiteConfiguration.fileName), limit: SourceLoader.textLimit)
    let missing = cards.missing(
      for: settings.map { SourceText(name: SiteConfiguration.fileName, bytes: $0) })
    builderOptions.omitsCards = missing != nil
    let session = PreviewSession(
      folder: folder, options: builderOptions, copiesPictures: true
    ) {
      [output, isReplacing, isPrecompressing] result, _ in
      var result = result
      result.add([], missing.map { [$0] } ?? [])
      cards.draw(in: &result)
      if !result.hasErrors {
        var writer = OutputWriter(folder: output, isReplacing: isReplacing)
        let tree =
          isPrecompressing
          ? Precompression(reusing: output).applied(to: result.output) : result.output
        screen.completed(result, and: writer.write(tree).diagnostics)
      } else {
        screen.completed(result)
      }
    }
    var (watcher, note) = PreviewSession.watched(folder).watcher()
    if let note { screen.say("Note: \(note).") }
    let first = session.start()
    screen.started(first, "Building into \(output)   (Ctrl-C ends it)")
    session.complete(first)
    while true {
      if Terminal.firstFailure != nil { throw ExitStatus.failure }
      guard let rebuild = session.next(from: &watcher, say: screen.say) else { continue }
      screen.rebuilt(rebuild)
      session.complete(rebuild)
    }
  }
}
