import Diagnostics
import SiteBuild
import SiteModel
import Synchronization

/// Writes a preview's lines on the terminal: one for each change, and every new diagnostic once.
final class PreviewScreen: Sendable {
  /// The largest number of errors that are shown at once.
  private static let errorLimit = 20

  private struct State {
    /// Diagnostics of the pages.
    var early = ShownDiagnostics()
    /// Diagnostics of the site as a whole, which follow later than those of the pages.
    var late = ShownDiagnostics()
    /// The line with the address, to be written again below the diagnostics of the first completed build.
    var line: String?
  }

  private let isQuiet: Bool
  /// The command that shows all messages of a rule, without the rule's id.
  private let ruleCommand: String
  /// The page whose rendering is explained after each change; `nil` for none.
  private let explained: String?
  private let state = Mutex(State())

  init(_ options: SiteOptions, explained: String?) {
    isQuiet = options.quiet
    ruleCommand = options.ruleCommand
    self.explained = explained
  }

  /// Writes a line, unless the command is quiet.
  func say(_ line: String) {
    if !isQuiet { Terminal.write(line + "\n", to: .output) }
  }

  /// Writes the result of the first build, and a line about the running server or watcher.
  func started(_ first: Rebuild, _ line: String) {
    let counts = PageCounts(first.result)
    say("Built \(counts.text) in \(first.milliseconds) ms." + counts.leftOutText)
    show(first.result.diagnostics, in: \.early)
    state.withLock { $0.line = line }
    say(line)
  }

  /// Writes the result of a build, `articles/x.md → 1 page, 14 ms`, and its new diagnostics.
  func rebuilt(_ rebuild: Rebuild) {
    let result = rebuild.result
    var line = Self.names(rebuild.changed, rebuild.result.site.configuration.content) + " → "
    if result.hasErrors {
      line += Tally(result.diagnostics.filter { $0.severity == .error }).text
      line += "; the last good pages stay"
    } else {
      line += Self.counts(rebuild) + ", \(rebuild.milliseconds) ms"
    }
    say(line)
    if let explained { explain(explained, rebuild) }
    show(result.diagnostics, in: \.early)
  }

  /// Writes the new diagnostics of a completed build, and `others`.
  func completed(_ result: BuildResult, and others: [Diagnostic] = []) {
    let early = Set(state.withLock { $0.early.keys })
    let hasShown = show(
      (result.diagnostics + others).filter { !early.contains(ShownDiagnostics.Key($0)) },
      in: \.late)
    let line = state.withLock { $0.line.take() }
    if hasShown, let line { say(line) }
  }

  // MARK: Lines

  private static func names(_ changed: [String], _ content: ContentFolder) -> String {
    let names = changed.map { content.inner($0) ?? $0 }
    switch names.count {
    case 0: return "folders"
    case 1...2: return names.joined(separator: ", ")
    default: return "\(names[0]) and \(names.count - 1) more"
    }
  }

  private static func counts(_ rebuild: Rebuild) -> String {
    func count(_ number: Int, _ one: String) -> String {
      "\(number) \(one)\(number == 1 ? "" : "s")"
    }
    let pages = rebuild.written.count { $0.path.text.hasSuffix(".html") }
    let files = rebuild.written.count - pages
    var parts: [String] = []
    if pages > 0 { parts.append(count(pages, "page")) }
    if files > 0 { parts.append(count(files, "file")) }
    if !rebuild.removed.isEmpty { parts.append("\(rebuild.removed.count) removed") }
    return parts.isEmpty ? "no change" : parts.joined(separator: ", ")
  }

  /// Writes the new diagnostics and the number of fixed ones, and returns whether there were new ones.
  @discardableResult
  private func show(
    _ diagnostics: [Diagnostic], in part: WritableKeyPath<State, ShownDiagnostics> & Sendable
  ) -> Bool {
    let (new, fixed, left) = state.withLock { state in
      let (new, fixed) = state[keyPath: part].update(diagnostics)
      return (new, fixed, state.early.count + state.late.count)
    }
    if !new.isEmpty {
      let renderer = TextRenderer(isColored: Terminal.hasColors(.errors))
      let report = TextReport(new, errorLimit: Self.errorLimit)
      Terminal.write(
        rendered: "\n" + report.text(renderer, command: ruleCommand), to: .errors)
    }
    if fixed > 0 {
      say("  fixed: \(fixed)" + (left == 0 ? ", none left" : ", \(left) left"))
    }
    return !new.isEmpty
  }

  /// Writes why a page was or was not rendered.
  private func explain(_ name: String, _ rebuild: Rebuild) {
    let explanation = RenderExplanation(
      name, rebuild.result.site, rebuild.report, after: rebuild.earlier)
    for line in explanation.lines { say("  " + line) }
  }
}
