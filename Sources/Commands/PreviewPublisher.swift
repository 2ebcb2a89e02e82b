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
  /// The pages of the last good build, and what was made of the site as a whole.
  private let last = Mutex((pages: OutputTree(), rest: OutputTree()))

  init(_ site: ServedSite, _ answers: PreviewAnswers, _ screen: PreviewScreen, day: CalendarDate) {
    self.site = site
    self.answers = answers
    self.screen = screen
    self.day = day
  }

  /// Serves the pages of a build without errors; one with errors leaves the last good ones.
  func publish(_ round: PreviewSession.Round) {
    let build = round.build
    if !build.hasErrors {
      last.withLock { $0.pages = build.output }
      site.update(
        round.written.map { ($0.path.text, $0.bytes) }, removing: round.removed.map(\.text),
        at: build.site.configuration.address.root)
    }
    describe(build)
    announce(round.written.map(\.path.text))
  }

  /// Serves what was made of the site as a whole.
  func finish(_ build: SiteBuilder.Build) {
    let (written, removed) = last.withLock { last in
      let (rest, _) = build.output.changes(since: last.pages)
      var tree = OutputTree()
      for file in rest { tree.add(file.path, file.bytes, from: "") }
      defer { last.rest = tree }
      return tree.changes(since: last.rest)
    }
    site.update(
      written.map { ($0.path.text, $0.bytes) }, removing: removed.map(\.text),
      at: build.site.configuration.address.root)
    describe(build)
    screen.finished(build)
    announce([])
  }

  private func describe(_ build: SiteBuilder.Build) {
    let (answers, day) = (answers, day)
    let root = build.site.configuration.address.root
    site.describe(problems: answers.problems(build.diagnostics)) { address in
      guard address.hasPrefix(root) else { return nil }
      return PageLens(build, at: Route(String(address.dropFirst(root.count))), day: day).map(
        answers.lens)
    }
  }

  private func announce(_ written: [String]) {
    let used = written.filter { !$0.hasSuffix(".html") }
    site.announce(changed: Array(used.prefix(Self.newsLimit)))
  }
}
