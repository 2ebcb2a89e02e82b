import Diagnostics
import SiteModel

/// Collects the certain fixes of diagnostics that can be applied without harm.
///
/// Of two fixes that overlap, the first is used. The site is built again in memory with the fixes. A fix that would
/// cause an error or a warning, change the target of a link or move a page is left out.
package struct CertainFixes {
  /// The linked sites and their diagnostics, before or after fixes.
  package struct Findings {
    /// The linked site; that of each language, for a site with several.
    package var sites: [Site]
    /// The diagnostics of the site.
    package var diagnostics: [Diagnostic]

    /// The findings of a build.
    package init(_ build: BuildResult, _ diagnostics: [Diagnostic]) {
      sites = build.languages.map(\.site)
      self.diagnostics = diagnostics
    }
  }

  /// The largest number of builds in memory.
  ///
  /// Fixes that have not been tried after so many are left out.
  private static let checkLimit = 100

  /// The edits of each file, by its path below the site's folder.
  package private(set) var edits: [String: SourceEdits] = [:]
  /// How many certain fixes were left out.
  package private(set) var leftOut = 0

  private let sources: SourceTree
  private let before: Findings
  private var checksLeft = Self.checkLimit

  private struct Change: Hashable {
    let path: String
    /// The edits of one fix, which are made together.
    let edits: [SourceEdits.Edit]
  }

  /// Collects the fixes of the `offered` diagnostics.
  ///
  /// `before` are the findings in `sources`. `check` builds changed sources in memory and returns their findings.
  package init(
    _ before: Findings, in sources: SourceTree, offered: [Diagnostic],
    check: (SourceTree) -> Findings
  ) {
    self.before = before
    self.sources = sources
    accept(candidates(offered), check)
  }

  /// The number of fixes; each has one edit or several.
  package private(set) var count = 0

  /// The fixes of diagnostics in their order, without those that overlap an earlier one.
  private mutating func candidates(_ offered: [Diagnostic]) -> [Change] {
    let texts = sources.texts
    var taken: [String: SourceEdits] = [:]
    var changes: [Change] = []
    var seen: Set<Change> = []
    for diagnostic in offered {
      guard let fix = diagnostic.advice.certainFix, let location = diagnostic.location,
        let range = location.range, texts[location.path] != nil
      else { continue }
      let change = Change(
        path: location.path, edits: [SourceEdits.Edit(range, fix.text)] + fix.further)
      if !taken[change.path, default: SourceEdits()].add(change.edits) {
        leftOut += 1
      } else if seen.insert(change).inserted {
        changes.append(change)
      }
    }
    return changes
  }

  /// Accepts the changes that do no harm.
  ///
  /// It first tries all changes together. If that does harm, it divides them into those at whose offsets the harm is
  /// and the others, or into halves if no offset is known, and tries each part.
  private mutating func accept(_ changes: [Change], _ check: (SourceTree) -> Findings) {
    guard !changes.isEmpty else { return }
    guard checksLeft > 0 else {
      leftOut += changes.count
      return
    }
    checksLeft -= 1
    let edits = adding(changes)
    let harm = FixHarm(before, check(sources.applying(edits)), edits)
    if harm.isEmpty {
      self.edits = edits
      count += changes.count
      return
    }
    if changes.count == 1 {
      leftOut += 1
      return
    }
    let blamed = changes.filter { change in
      change.edits.contains { harm.isAt($0.range.lowerBound, of: change.path) }
    }
    if !blamed.isEmpty, blamed.count < changes.count {
      accept(changes.filter { !blamed.contains($0) }, check)
      accept(blamed, check)
    } else {
      let middle = changes.count / 2
      accept(Array(changes[..<middle]), check)
      accept(Array(changes[middle...]), check)
    }
  }

  private func adding(_ changes: [Change]) -> [String: SourceEdits] {
    var edits = edits
    for change in changes { _ = edits[change.path, default: SourceEdits()].add(change.edits) }
    return edits
  }
}
