/// The severity of a diagnostic.
package enum Severity: String, Sendable, Comparable, CaseIterable {
  /// A hint. It never fails a build.
  case note
  /// Should be fixed. It fails a build with `--strict`.
  case warning
  /// Must be fixed. It fails a build, and the last good site stays as it is.
  case error

  /// Whether the left severity is less serious than the right one.
  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A kind of diagnostic: its id, default severity and explanation.
package struct Rule: Sendable, Hashable {
  /// The name by which configuration and comments refer to the rule: lower-case words joined by hyphens.
  package let id: String
  /// The severity unless the site sets another one.
  package let severity: Severity
  /// An explanation of the rule in a sentence or two, for authors who do not know it.
  package let explanation: String
  /// The files of a small site that breaks the rule.
  ///
  /// Before each file stands a line with its path, relative to the site's folder, and a colon.
  package let example: String?
  /// What a terminal shows where the rule depends on more than the files of a site, such as a server or the rights of a folder.
  ///
  /// Lines that begin with `$ ` are commands for a shell, and the others what they print. A test runs them in a new site.
  package let session: String?
  /// What to do about it, for rules whose messages do not always say it.
  package let remedy: String?
  /// How a terminal shows several diagnostics of the rule.
  package let grouping: Grouping

  /// How a terminal shows several diagnostics of one rule.
  package enum Grouping: Sendable {
    /// The first few, each with its line.
    case each
    /// One for the whole site, with a count and the first places.
    case once
    /// One for each message, with a count and the first places.
    case byMessage
  }

  /// Declares a rule.
  package init(
    _ id: String, _ severity: Severity, _ explanation: String, example: String? = nil,
    session: String? = nil, remedy: String? = nil, grouping: Grouping = .each
  ) {
    self.grouping = grouping
    self.id = id
    self.severity = severity
    self.explanation = explanation
    self.example = example
    self.session = session
    self.remedy = remedy
  }

  /// Whether both have the same id, which only one rule has.
  package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }

  /// Hashes the id.
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// An error, warning or hint for an author: what is wrong, where, and what to do about it.
///
/// It is plain data, which renderers turn into output. Only its advice may be computed later, when it is first read.
package struct Diagnostic: Sendable, Hashable {
  /// A second message, which may have a location of its own.
  package struct Note: Sendable, Hashable {
    /// The message, without a full stop.
    package var message: String
    /// The location of the note; `nil` for a note about no particular place.
    package var location: Location?

    /// Makes a note.
    package init(_ message: String, at location: Location? = nil) {
      self.message = message
      self.location = location
    }
  }

  /// All parts of a diagnostic.
  private struct Parts: Sendable, Hashable {
    var rule: Rule
    var severity: Severity
    var message: String
    var location: Location?
    var notes: [Note]
    var advice: AdviceSource
  }

  /// Holds the parts, so that a copy of a diagnostic counts one reference instead of a dozen.
  ///
  /// A preview of 9 800 pages copies 38 000 diagnostics several times after each save. That took more than half of
  /// its samples without this class, and a quarter with it; memory fell from 1 229 to 918 MB.
  private final class Box: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  private enum AdviceSource: Sendable, Hashable {
    case known(Advice)
    case deferred(DeferredAdvice)
  }

  private var box: Box

  private var parts: Parts {
    get { box.parts }
    set { box = Box(newValue) }
  }

  /// The kind of diagnostic.
  package var rule: Rule { box.parts.rule }
  /// The severity, after the site's settings.
  package var severity: Severity {
    get { box.parts.severity }
    set { parts.severity = newValue }
  }
  /// What is wrong, without a full stop.
  package var message: String {
    get { box.parts.message }
    set { parts.message = newValue }
  }
  /// The location; `nil` for the site as a whole.
  package var location: Location? {
    get { box.parts.location }
    set { parts.location = newValue }
  }
  /// Further messages, in order.
  package var notes: [Note] {
    get { box.parts.notes }
    set { parts.notes = newValue }
  }

  /// What to do about it.
  ///
  /// The first access may have to search for it; later accesses return the same advice.
  package var advice: Advice {
    get {
      switch box.parts.advice {
      case .known(let advice): advice
      case .deferred(let deferred): deferred.advice
      }
    }
    set { parts.advice = .known(newValue) }
  }

  /// The advice, if no search for it is needed.
  package var knownAdvice: Advice? {
    if case .known(let advice) = box.parts.advice { advice } else { nil }
  }

  /// The help of its advice.
  package var help: String? { advice.help }
  /// The fixes of its advice.
  package var fixes: [Fix] { advice.fixes }

  private init(
    _ rule: Rule, _ message: String, _ location: Location?, _ notes: [Note], _ advice: AdviceSource
  ) {
    box = Box(
      Parts(
        rule: rule, severity: rule.severity, message: message, location: location, notes: notes,
        advice: advice))
  }

  /// Makes a diagnostic with the severity of its rule, and with a sentence of help but no fixes.
  package init(
    _ rule: Rule, _ message: String, at location: Location?, notes: [Note] = [],
    help: String? = nil
  ) {
    self.init(rule, message, location, notes, .known(Advice(help)))
  }

  /// Makes a diagnostic with the severity of its rule, and with advice that is known already.
  package init(
    _ rule: Rule, _ message: String, at location: Location?, notes: [Note] = [], advice: Advice
  ) {
    self.init(rule, message, location, notes, .known(advice))
  }

  /// Makes a diagnostic whose advice is only searched for when it is shown.
  package init(
    _ rule: Rule, _ message: String, at location: Location?, notes: [Note] = [],
    finding advice: @escaping @Sendable () -> Advice
  ) {
    self.init(rule, message, location, notes, .deferred(DeferredAdvice(advice)))
  }

  /// Whether both have the same parts; quick for copies of one diagnostic.
  package static func == (left: Diagnostic, right: Diagnostic) -> Bool {
    left.box === right.box || left.box.parts == right.box.parts
  }

  /// Hashes all parts.
  package func hash(into hasher: inout Hasher) { hasher.combine(box.parts) }
}

extension Diagnostic {
  /// The same diagnostic with at most a severity.
  package func limited(to severity: Severity) -> Diagnostic {
    var diagnostic = self
    diagnostic.severity = min(diagnostic.severity, severity)
    return diagnostic
  }

  /// The same diagnostic with a note that its page is withheld.
  package func withholding() -> Diagnostic {
    var diagnostic = self
    diagnostic.notes.append(Note("the page is withheld"))
    return diagnostic
  }

  /// Orders diagnostics for output: by file, then location, rule and message.
  package static func isOrdered(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.sortKey != right.sortKey { return left.sortKey < right.sortKey }
    let leftNotes = left.notes.map(\.message)
    return leftNotes.lexicographicallyPrecedes(right.notes.map(\.message))
  }

  /// The indices of diagnostics in the order of `isOrdered`; O(n log n).
  ///
  /// Files and positions are compared as numbers and decide nearly always. A site can have thousands of
  /// diagnostics, which are sorted after every save.
  package static func order(of diagnostics: [Diagnostic]) -> [Int] {
    let paths = Set(diagnostics.map { $0.location?.path ?? "" }).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
    let keyed = diagnostics.indices.map { index in
      let location = diagnostics[index].location
      return (
        file: ranks[location?.path ?? ""] ?? 0, line: location?.start?.line ?? 0,
        column: location?.start?.column ?? 0, index: index
      )
    }
    return keyed.sorted { left, right in
      if left.file != right.file { return left.file < right.file }
      if left.line != right.line { return left.line < right.line }
      if left.column != right.column { return left.column < right.column }
      return isOrdered(diagnostics[left.index], diagnostics[right.index])
    }.map(\.index)
  }

  /// Whether both report the same message of a rule at the same position, though perhaps with other notes.
  package func isBeside(_ other: Diagnostic) -> Bool {
    location?.start == other.location?.start && location?.path == other.location?.path
      && rule.id == other.rule.id && message == other.message
  }

  private var sortKey: (String, Int, Int, String, String) {
    (
      location?.path ?? "", location?.start?.line ?? 0, location?.start?.column ?? 0, rule.id,
      message
    )
  }
}
