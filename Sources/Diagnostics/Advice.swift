import Synchronization
import Text

/// A replacement for the text at a diagnostic's location that fixes the cause of the diagnostic.
package struct Fix: Sendable, Hashable {
  /// Whether a tool may apply the fix by itself, as in rustc's `Applicability`.
  package enum Applicability: String, Sendable {
    /// Only this can have been meant, so a tool may apply it.
    case certain
    /// Something else may have been meant, so the author must choose.
    case possible
  }

  /// The text that replaces the bytes at the location.
  package var text: String
  /// Further changes to the same file that belong to the fix, such as a mark before each line of a block.
  ///
  /// Their offsets count the bytes of the file on disk, as those of a location do.
  package var further: [SourceEdits.Edit]
  /// Whether a tool may apply the fix.
  package var applicability: Applicability
  /// A description of the fix, as an imperative.
  package var label: String

  /// Makes a fix; the default label is "write" and the text.
  package init(
    _ text: String, _ applicability: Applicability, label: String? = nil,
    further: [SourceEdits.Edit] = []
  ) {
    self.text = text
    self.further = further
    self.applicability = applicability
    self.label = label ?? "write `\(text)`"
  }
}

/// What to do about a diagnostic: a sentence of help, and fixes.
package struct Advice: Sendable, Hashable {
  /// An imperative or a question, without a full stop.
  package var help: String?
  /// The possible fixes, the most likely first.
  package var fixes: [Fix]

  /// Makes advice of a sentence of help and fixes.
  package init(_ help: String? = nil, fixes: [Fix] = []) {
    self.help = help
    self.fixes = fixes
  }

  /// The fix that a tool may apply; `nil` where there is none.
  package var certainFix: Fix? { fixes.first { $0.applicability == .certain } }

  /// Suggests known names for a misspelled one.
  ///
  /// The fix is certain if exactly one name differs only in case, hyphens, spaces and underscores.
  ///
  /// - Parameters:
  ///   - name: The misspelled name.
  ///   - known: The names that are allowed.
  ///   - fallback: The help where no name is near.
  ///   - near: The index of `known`, if there is one already.
  ///   - spelled: Turns a name into the text of its fix.
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

  /// Suggests the only text that can have been meant.
  package init(certain text: String) {
    self.init("write `\(text)`", fixes: [Fix(text, .certain)])
  }

  /// Suggests texts that may have been meant.
  package init(possible texts: [String], else fallback: String? = nil) {
    self.init(
      texts.isEmpty ? fallback : "did you mean \(Self.list(texts))?",
      fixes: texts.map { Fix($0, .possible) })
  }

  /// Lists texts in a sentence: "`a`, `b` or `c`".
  package static func list(_ texts: [String]) -> String {
    let quoted = texts.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// Advice that is searched for once, when the diagnostic is first shown.
///
/// All instances are equal, because the advice follows from the diagnostic's rule, message and location.
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
