import Diagnostics
import Preview
import SiteBuild
import SiteModel
import Synchronization

/// Passes the builds of a session to the server: first the pages, and later the other files.
final class PreviewPublisher: Sendable {
  /// The largest number of changed files that are announced to pages.
  private static let announcementLimit = 200

  private let site: ServedSite
  private let answers: PreviewAnswers
  private let screen: PreviewScreen
  private let day: CalendarDate
  /// The number of the last build, and its files other than pages.
  ///
  /// It is locked while pages or other files are passed to the server.
  private let last = Mutex((number: 0, rest: OutputTree()))

  init(_ site: ServedSite, _ answers: PreviewAnswers, _ screen: PreviewScreen, day: CalendarDate) {
    self.site = site
    self.answers = answers
    self.screen = screen
    self.day = day
  }

  /// Serves the pages of a build.
  ///
  /// If the build has errors, the pages of the last good build stay.
  func publish(_ rebuild: Rebuild) {
    let result = rebuild.result
    last.withLock { last in
      last.number = rebuild.number
      if !result.hasErrors { update(rebuild.written, rebuild.removed, result) }
      describe(result)
    }
    announce(rebuild.written.map(\.path.text))
  }

  /// Serves the other files of a completed build; pages of later builds stay.
  func complete(_ result: BuildResult, of rebuild: Rebuild) {
    let isLast = last.withLock { last in
      var rest = OutputTree()
      rest.add(result.output.changes(since: rebuild.result.output).written)
      let (written, removed) = rest.changes(since: last.rest)
      last.rest = rest
      update(written, removed, result)
      if last.number == rebuild.number { describe(result) }
      return last.number == rebuild.number
    }
    if isLast { screen.completed(result) }
    announce([])
  }

  private func update(
    _ written: [OutputFile], _ removed: [OutputPath], _ result: BuildResult
  ) {
    site.update(
      written.map { ($0.path.text, $0.bytes) }, removing: removed.map(\.text),
      at: result.site.configuration.address.root)
  }

  /// Updates the diagnostics and page information for the preview's script.
  private func describe(_ result: BuildResult) {
    let (answers, day) = (answers, day)
    let withheld = result.languages.map(\.site).flatMap { site in
      site.withheld.compactMap { page in
        page.route.map { route in
          (
            site.configuration.address.root + route.text,
            "\(page.path.text) \(page.reason.explanation)."
          )
        }
      }
    }
    site.describe(
      diagnostics: answers.problems(result.diagnostics),
      withheld: Dictionary(withheld, uniquingKeysWith: { first, _ in first })
    ) { address in
      PageInfo(result, at: address, day: day).map(answers.info)
    }
  }

  private func announce(_ written: [String]) {
    let used = written.filter { !$0.hasSuffix(".html") }
    site.notify(changed: Array(used.prefix(Self.announcementLimit)))
  }
}
