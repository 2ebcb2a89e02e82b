import Diagnostics
import Files
import SiteBuild
import SystemPackage

/// Builds into a folder again with every change.
struct BuildWatch {
  private let options: SiteOptions
  private let output: FilePath
  private let isReplacing: Bool

  init(_ options: SiteOptions, output: FilePath, isReplacing: Bool) {
    self.options = options
    self.output = output
    self.isReplacing = isReplacing
  }

  /// Runs until the process is ended.
  func run() throws -> Never {
    try UnfinishedChange.refuse(in: options.source)
    guard let folder = FileSystem.real(options.folder) else { throw ExitStatus.failure }
    let screen = PreviewScreen(options, explained: nil)
    let session = PreviewSession(folder: folder, options: options.builderOptions) {
      [output, isReplacing] build, _ in
      if !build.hasErrors {
        var writer = OutputWriter(folder: output, isReplacing: isReplacing)
        screen.finished(build, and: writer.write(build.output).diagnostics)
      } else {
        screen.finished(build, and: [])
      }
    }
    var (watcher, note) = PreviewSession.watched(folder).watcher()
    if let note { screen.say("Note: \(note).") }
    let first = session.start()
    screen.started(first, "Building into \(output)   (Ctrl-C ends it)")
    if !first.build.hasErrors { session.finish(first) }
    while true {
      if Terminal.firstFailure != nil { throw ExitStatus.failure }
      guard let round = session.next(from: &watcher, say: screen.say) else { continue }
      screen.rebuilt(round)
      if !round.build.hasErrors { session.finish(round) }
    }
  }
}
