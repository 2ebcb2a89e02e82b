import Diagnostics
import SiteModel

/// The changes to a site's files that a machine may make, none of which makes anything worse.
///
/// They are the certain fixes of diagnostics; of two that overlap the first. The site is checked again with them,
/// in memory: one that would bring an error or a warning, lead a link elsewhere or move a page is left out.
package struct CertainFixes {
  /// What a check finds.
  package struct Findings {
    package var site: Site
    package var diagnostics: [Diagnostic]

    package init(_ site: Site, _ diagnostics: [Diagnostic]) {
      self.site = site
      self.diagnostics = diagnostics
    }
  }

  /// How often the site is checked at most; changes that have not been looked at by then are left out.
  private static let checkLimit = 100

  /// The changes to each file, by its path below the site's folder.
  package private(set) var edits: [String: SourceEdits] = [:]
  /// How many certain fixes were left out.
  package private(set) var leftOut = 0

  private let sources: SourceTree
  private let before: Findings
  private var checksLeft = Self.checkLimit

  private struct Change: Hashable {
    let path: String
    let edit: SourceEdits.Edit
  }

  /// `before` are the findings in `sources`, `offered` those whose fixes are wanted; `check` makes the
  /// findings in other sources.
  package init(
    _ before: Findings, in sources: SourceTree, offered: [Diagnostic],
    check: (SourceTree) -> Findings
  ) {
    self.before = before
    self.sources = sources
    accept(candidates(offered), check)
  }

  /// How many places change.
  package var count: Int { edits.values.reduce(0) { $0 + $1.edits.count } }

  /// The changes that diagnostics offer, in their order, without those that overlap an earlier one.
  private mutating func candidates(_ offered: [Diagnostic]) -> [Change] {
    let texts = sources.texts
    var taken: [String: SourceEdits] = [:]
    var changes: [Change] = []
    var seen: Set<Change> = []
    for diagnostic in offered {
      guard let fix = diagnostic.advice.certainFix, let location = diagnostic.location,
        let range = location.range, texts[location.path] != nil
      else { continue }
      let change = Change(path: location.path, edit: SourceEdits.Edit(range, fix.text))
      if !taken[change.path, default: SourceEdits()].add(change.edit) {
        leftOut += 1
      } else if seen.insert(change).inserted {
        changes.append(change)
      }
    }
    return changes
  }

  /// Takes up what makes nothing worse: all at once, else without what is to blame, else in halves.
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
      return
    }
    if changes.count == 1 {
      leftOut += 1
      return
    }
    let blamed = changes.filter { harm.isAt($0.edit.range.lowerBound, of: $0.path) }
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
    for change in changes { _ = edits[change.path, default: SourceEdits()].add(change.edit) }
    return edits
  }
}
