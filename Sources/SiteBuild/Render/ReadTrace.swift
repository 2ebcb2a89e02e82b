import Diagnostics
import SiteModel
import Synchronization

/// What the views of one page asked the site, and what went wrong meanwhile.
final class ReadTrace: Sendable {
  private struct Notes {
    var facts: [Fact] = []
    var templates: [String] = []
    var diagnostics: [Diagnostic] = []
  }

  private let isRecording: Bool
  private let notes = Mutex(Notes())

  /// Without `isRecording` only the diagnostics are kept.
  init(isRecording: Bool) {
    self.isRecording = isRecording
  }

  func note(_ kind: Fact.Kind, _ page: PageID) {
    guard isRecording else { return }
    notes.withLock { $0.facts.append(Fact(kind: kind, page: Int32(page))) }
  }

  /// Notes that a template was rendered, or looked for.
  func note(template: String) {
    guard isRecording else { return }
    notes.withLock { if !$0.templates.contains(template) { $0.templates.append(template) } }
  }

  func add(_ diagnostics: [Diagnostic]) {
    if diagnostics.isEmpty { return }
    notes.withLock { $0.diagnostics += diagnostics }
  }

  var diagnostics: [Diagnostic] { notes.withLock { $0.diagnostics } }
  var templates: [String] { notes.withLock { $0.templates } }

  /// What was asked, each once, by the lasting numbers of the pages.
  func facts(_ numbers: [Int32]) -> [Fact] {
    var facts = notes.withLock { $0.facts }.map { fact in
      Fact(kind: fact.kind, page: fact.kind.isOfSite ? 0 : numbers[Int(fact.page)])
    }
    facts.sort()
    var unique: [Fact] = []
    for fact in facts where fact != unique.last { unique.append(fact) }
    return unique
  }
}
