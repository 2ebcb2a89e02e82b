/// The diagnostics that a terminal shows: all errors and a few diagnostics of each other rule.
///
/// For rules with more, it names how many there are and the command that shows them. Of a rule that is told once, it shows
/// one diagnostic with the first places of the others.
package struct TextReport: Sendable {
  /// The largest number of warnings or hints of one rule that are shown.
  private static let shownOfRule = 3
  /// The largest number of messages of one rule that are shown with a count.
  private static let shownGroups = 10

  /// The diagnostics that are shown, in order.
  package private(set) var shown: [Diagnostic] = []
  /// The rules with diagnostics that are not shown, the most frequent first.
  package private(set) var cut: [(rule: String, severity: Severity, count: Int)] = []

  /// Selects the diagnostics to show.
  ///
  /// - Parameters:
  ///   - diagnostics: All diagnostics, in order.
  ///   - isWhole: Whether to show all of them.
  ///   - errorLimit: The largest number of errors that are shown if `isWhole` is false.
  package init(_ diagnostics: [Diagnostic], isWhole: Bool = false, errorLimit: Int = .max) {
    var counts: [Key: Int] = [:]
    var groups: [Group: DiagnosticGroup] = [:]
    var groupCounts: [Key: Int] = [:]
    var errorCount = 0
    var others: [Diagnostic] = []
    for diagnostic in diagnostics {
      let key = Key(rule: diagnostic.rule.id, severity: diagnostic.severity)
      counts[key, default: 0] += 1
      if diagnostic.severity == .error {
        errorCount += 1
        if isWhole || errorCount <= errorLimit { shown.append(diagnostic) }
      } else if isWhole {
        others.append(diagnostic)
      } else if diagnostic.rule.grouping == .each {
        if counts[key, default: 0] <= Self.shownOfRule { others.append(diagnostic) }
      } else {
        let group = Group(
          key: key, message: diagnostic.rule.grouping == .once ? "" : diagnostic.message)
        if groups[group] == nil {
          guard groupCounts[key, default: 0] < Self.shownGroups else { continue }
          groupCounts[key, default: 0] += 1
        }
        if groups[group, default: DiagnosticGroup(index: others.count)].add(diagnostic) {
          others.append(diagnostic)
        }
      }
    }
    for group in groups.values where group.count > 1 {
      others[group.index].notes.append(.init(group.summary))
    }
    others.sort { $0.severity > $1.severity }
    shown += others
    var shownCounts: [Key: Int] = [:]
    for diagnostic in shown {
      shownCounts[Key(rule: diagnostic.rule.id, severity: diagnostic.severity), default: 0] += 1
    }
    for (group, found) in groups where found.isWhole {
      shownCounts[group.key, default: 0] += found.count - 1
    }
    cut = counts.filter { $0.value > shownCounts[$0.key, default: 0] }
      .map { ($0.key.rule, $0.key.severity, $0.value) }
      .sorted {
        ($1.severity, $1.count, $0.rule) < ($0.severity, $0.count, $1.rule)
      }
  }

  private struct Group: Hashable {
    let key: Key
    let message: String
  }

  private struct Key: Hashable {
    let rule: String
    let severity: Severity
  }

  /// Renders the report; `command` is the command that shows all diagnostics of a rule, without the rule's id.
  package func text(_ renderer: TextRenderer, command: String) -> String {
    if shown.isEmpty && cut.isEmpty { return "" }
    var text = shown.isEmpty ? "" : renderer.render(shown) + "\n"
    guard !cut.isEmpty else { return text }
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
    let counts = cut.map { "\($0.count) \($0.severity.rawValue)\($0.count == 1 ? "" : "s")" }
    let ruleWidth = cut.map(\.rule.utf8.count).max() ?? 0
    let countWidth = counts.map(\.utf8.count).max() ?? 0
    text += "Not all messages of these rules are shown:\n"
    for (entry, count) in zip(cut, counts) {
      text += "  \(padded(entry.rule, ruleWidth))  "
      text += String(repeating: " ", count: countWidth - count.utf8.count)
      text += "\(count)  \(command) \(entry.rule)\n"
    }
    return text + "\n"
  }
}
