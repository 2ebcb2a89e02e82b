import Synchronization
import Text

/// A text that would mend what a diagnostic says, in place of the bytes of the diagnostic's location.
package struct Fix: Sendable, Hashable {
  /// Who may make the change, as rustc's `Applicability` says it.
  package enum Applicability: String, Sendable {
    /// Only one thing can have been meant: a machine may make the change.
    case certain
    /// Something else may have been meant: a person must choose.
    case possible
  }

  package var text: String
  package var applicability: Applicability
  /// What the change is, as an imperative.
  package var label: String

  /// The label of a fix without one of its own is "write" and its text.
  package init(_ text: String, _ applicability: Applicability, label: String? = nil) {
    self.text = text
    self.applicability = applicability
    self.label = label ?? "write `\(text)`"
  }
}

/// What to do about a diagnostic: a sentence for people, and the changes that would mend it.
package struct Advice: Sendable, Hashable {
  /// An imperative or a question.
  package var help: String?
  package var fixes: [Fix]

  package init(_ help: String? = nil, fixes: [Fix] = []) {
    self.help = help
    self.fixes = fixes
  }

  /// The change that a machine may make, where there is one.
  package var certainFix: Fix? { fixes.first { $0.applicability == .certain } }

  /// What a text may have meant that has to be one of a few names.
  ///
  /// Certain where exactly one name differs in nothing but case, hyphens, spaces and underscores.
  /// `spelled` makes a name the text that stands in its place; `fallback` is the help where no name is near.
  /// `near` is the index of `known`, where there is one already.
  package init(
    naming name: String, from known: [String], else fallback: String? = nil,
    near: NearNames? = nil, spelled: (String) -> String = { $0 }
  ) {
    let key = NameFold.key(name)
    let same = known.filter { NameFold.key($0) == key }
    if same.count == 1 {
      self.init(certain: spelled(same[0]))
    } else {
      let near =
        same.isEmpty ? (near ?? NearNames(known)).nearest(to: name).map { known[$0] } : same
      self.init(possible: near.map(spelled), else: fallback)
    }
  }

  /// One text that can only have been meant.
  package init(certain text: String) {
    self.init("write `\(text)`", fixes: [Fix(text, .certain)])
  }

  /// Texts that may have been meant.
  package init(possible texts: [String], else fallback: String? = nil) {
    self.init(
      texts.isEmpty ? fallback : "did you mean \(Self.list(texts))?",
      fixes: texts.map { Fix($0, .possible) })
  }

  /// Texts in words: "`a`, `b` or `c`".
  package static func list(_ texts: [String]) -> String {
    let quoted = texts.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// Advice that takes a search, which is made once, when somebody is shown the diagnostic.
///
/// It follows from the diagnostic's rule, message and place, so it makes no two of them different.
final class DeferredAdvice: Sendable, Hashable {
  private enum State {
    case pending(@Sendable () -> Advice)
    case found(Advice)
  }

  private let state: Mutex<State>

  init(_ find: @escaping @Sendable () -> Advice) {
    state = Mutex(.pending(find))
  }

  var advice: Advice {
    state.withLock { state in
      switch state {
      case .found(let advice): return advice
      case .pending(let find):
        let advice = find()
        state = .found(advice)
        return advice
      }
    }
  }

  static func == (left: DeferredAdvice, right: DeferredAdvice) -> Bool { true }

  func hash(into hasher: inout Hasher) {}
}
