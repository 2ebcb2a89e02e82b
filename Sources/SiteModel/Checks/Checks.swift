import Concurrency
import Diagnostics

/// Every check of a linked site.
package enum Checks {
  package static let all: [any Check.Type] = [
    DeadEnd.self, DuplicateDescription.self, DuplicateHeading.self, DuplicateTitle.self,
    EmptyLinkText.self, FutureDate.self, HeadingJump.self, LargeImage.self, LongDescription.self,
    MissingAltText.self, MissingAnswer.self, MissingDescription.self, MissingDisclosure.self,
    MissingSummary.self, NotAQuestion.self, OrphanPage.self, RedirectLink.self, ReviewDue.self,
    TableCaption.self, UnusedTerm.self, VagueLinkText.self,
  ]

  /// What the checks have to say that the site has not turned off.
  ///
  /// Notes are hints for whoever asks for them: without `includesHints` their checks do not run.
  package static func problems(in site: CheckedSite, includesHints: Bool) -> [Diagnostic] {
    let severities = site.site.configuration.severities
    let checks = all.filter { check in
      let severity = severities[check.rule.id] ?? check.rule.severity
      return severity.map { $0 > .note || includesHints } ?? false
    }
    let pageChecks = checks.compactMap { $0 as? any PageCheck.Type }
    let byPage = site.pages.concurrentMap { page in
      pageChecks.flatMap { $0.problems(in: page, of: site) }
    }
    return byPage.flatMap(\.self)
      + checks.filter { !($0 is any PageCheck.Type) }.flatMap { $0.problems(in: site) }
  }
}
