import Concurrency
import Diagnostics

/// The list of all checks, and their runner.
package enum Checks {
  /// All checks, sorted by name.
  package static let all: [any Check.Type] = [
    DeadEnd.self, DisabledKind.self, DuplicateDescription.self, DuplicateHeading.self,
    DuplicateTitle.self,
    EmptyLinkText.self, FolderName.self, FutureDate.self, HeadingJump.self, LargeImage.self,
    LongDescription.self,
    MissingAltText.self, MissingAnswer.self, MissingDefinition.self, MissingDescription.self,
    MissingDisclosure.self, MissingField.self,
    MissingSteps.self, MissingString.self, MissingSummary.self, MissingTasks.self,
    NotAQuestion.self, OrphanPage.self,
    PresentAnchor.self,
    RedirectLink.self, RemoteMedia.self,
    ReviewDue.self, SecurityExpiry.self,
    StarterText.self, TableCaption.self, UnusedPicture.self, UnusedTerm.self, VagueLinkText.self,
  ]

  /// Runs all checks that the site has not turned off.
  ///
  /// Without `includesHints`, checks with the severity `note` do not run.
  package static func diagnostics(in site: CheckedSite, includesHints: Bool) -> [Diagnostic] {
    let severities = site.site.configuration.severities
    let checks = all.filter { check in
      let severity = severities[check.rule.id] ?? check.rule.severity
      return severity.map { $0 > .note || includesHints } ?? false
    }
    let pageChecks = checks.compactMap { $0 as? any PageCheck.Type }
    let byPage = site.pages.concurrentMap { page in
      pageChecks.flatMap { $0.diagnostics(in: page, of: site) }
    }
    return byPage.flatMap(\.self)
      + checks.filter { !($0 is any PageCheck.Type) }.flatMap { $0.diagnostics(in: site) }
  }
}
