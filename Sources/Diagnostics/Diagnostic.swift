/// How much a diagnostic matters.
package enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Worth knowing; never fails a build, whatever is asked for.
  case note
  /// Should be mended; fails a build that asked for strictness.
  case warning
  /// Must be mended; the last good site stays as it is.
  case error

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// One thing that Waymark can say: its id, how serious it is by default, and what lies behind it.
package struct Rule: Sendable, Hashable {
  /// Lower case words joined by hyphens, as configuration and comments name it.
  package let id: String
  package let severity: Severity
  /// What the rule means and why it exists, in a sentence or two, for somebody who meets it first.
  package let explanation: String
  /// Files that break the rule, each after a line with its path below the site's folder and a colon.
  package let example: String?

  package init(
    _ id: String, _ severity: Severity, _ explanation: String, example: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.explanation = explanation
    self.example = example
  }
}

/// Something to tell an author: what, where, why, and what to do.
///
/// Plain data; `TextRenderer` and `JSONRenderer` turn it into output. All but its advice is known when it is made.
package struct Diagnostic: Sendable, Hashable {
  /// A second sentence, about another place where it has one.
  package struct Note: Sendable, Hashable {
    package var message: String
    package var location: Location?

    package init(_ message: String, at location: Location? = nil) {
      self.message = message
      self.location = location
    }
  }

  package var rule: Rule
  package var severity: Severity
  package var message: String
  package var location: Location?
  package var notes: [Note]
  private var source: AdviceSource

  private enum AdviceSource: Sendable, Hashable {
    case known(Advice)
    case deferred(DeferredAdvice)
  }

  /// What to do about it; the first question may take a search, later ones are free.
  package var advice: Advice {
    get {
      switch source {
      case .known(let advice): advice
      case .deferred(let deferred): deferred.advice
      }
    }
    set { source = .known(newValue) }
  }

  package var help: String? { advice.help }
  package var fixes: [Fix] { advice.fixes }

  package init(
    _ rule: Rule, _ message: String, at location: Location?, notes: [Note] = [],
    help: String? = nil
  ) {
    self.init(rule, message, at: location, notes: notes, advice: Advice(help))
  }

  package init(
    _ rule: Rule, _ message: String, at location: Location?, notes: [Note] = [], advice: Advice
  ) {
    self.rule = rule
    self.severity = rule.severity
    self.message = message
    self.location = location
    self.notes = notes
    source = .known(advice)
  }

  /// A diagnostic whose advice takes a search, which nobody pays for who does not see it.
  package init(
    _ rule: Rule, _ message: String, at location: Location?, notes: [Note] = [],
    finding advice: @escaping @Sendable () -> Advice
  ) {
    self.init(rule, message, at: location, notes: notes)
    source = .deferred(DeferredAdvice(advice))
  }
}

extension Diagnostic {
  /// The order in which diagnostics are shown: by file, then place, then rule, then text.
  package static func isOrdered(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.sortKey != right.sortKey { return left.sortKey < right.sortKey }
    let leftNotes = left.notes.map(\.message)
    return leftNotes.lexicographicallyPrecedes(right.notes.map(\.message))
  }

  private var sortKey: (String, Int, Int, String, String) {
    (
      location?.path ?? "", location?.start?.line ?? 0, location?.start?.column ?? 0, rule.id,
      message
    )
  }
}
