import Diagnostics
import Preview
import SiteBuild
import SiteModel
import Synchronization

/// Hands what a session makes to the server: pages at once, the rest when it has been made.
final class PreviewPublisher: Sendable {
  /// How many changed files pages are told of.
  private static let newsLimit = 200

  private let site: ServedSite
  private let answers: PreviewAnswers
  private let screen: PreviewScreen
  private let day: CalendarDate
  /// The last round, and what was made of the site as a whole; held while either is handed over.
  private let last = Mutex((number: 0, rest: OutputTree()))

  init(_ site: ServedSite, _ answers: PreviewAnswers, _ screen: PreviewScreen, day: CalendarDate) {
    self.site = site
    self.answers = answers
    self.screen = screen
    self.day = day
  }

  /// Serves the pages of a build without errors; one with errors leaves the last good ones.
  func publish(_ round: PreviewSession.Round) {
    let build = round.build
    last.withLock { last in
      last.number = round.number
      if !build.hasErrors { update(round.written, round.removed, build) }
      describe(build)
    }
    announce(round.written.map(\.path.text))
  }

  /// Serves what was made of the site as a whole; pages may have gone on meanwhile, and stay as they are.
  func finish(_ build: SiteBuilder.Build, of round: PreviewSession.Round) {
    let isLast = last.withLock { last in
      var rest = OutputTree()
      for file in build.output.changes(since: round.build.output).written {
        rest.add(file.path, file.bytes, from: "")
      }
      let (written, removed) = rest.changes(since: last.rest)
      last.rest = rest
      update(written, removed, build)
      if last.number == round.number { describe(build) }
      return last.number == round.number
    }
    if isLast { screen.finished(build) }
    announce([])
  }

  private func update(
    _ written: [(path: OutputPath, bytes: [UInt8])], _ removed: [OutputPath],
    _ build: SiteBuilder.Build
  ) {
    site.update(
      written.map { ($0.path.text, $0.bytes) }, removing: removed.map(\.text),
      at: build.site.configuration.address.root)
  }

  private func describe(_ build: SiteBuilder.Build) {
    let (answers, day) = (answers, day)
    let root = build.site.configuration.address.root
    site.describe(diagnostics: answers.problems(build.diagnostics)) { address in
      guard address.hasPrefix(root) else { return nil }
      return PageLens(build, at: Route(String(address.dropFirst(root.count))), day: day).map(
        answers.lens)
    }
  }

  private func announce(_ written: [String]) {
    let used = written.filter { !$0.hasSuffix(".html") }
    site.notify(changed: Array(used.prefix(Self.newsLimit)))
  }
}
