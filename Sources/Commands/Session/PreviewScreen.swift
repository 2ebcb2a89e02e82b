import Diagnostics
import SiteBuild
import SiteModel
import Synchronization

/// What a preview writes on the terminal: one line for each change, and every problem once.
final class PreviewScreen: Sendable {
  /// How many errors are shown at once.
  private static let errorLimit = 20

  private struct State {
    /// Of the pages, and of the site as a whole, which are known later.
    var early = PreviewProblems()
    var late = PreviewProblems()
  }

  private let isQuiet: Bool
  /// The command that shows all messages of a rule, without the rule's id.
  private let ruleCommand: String
  /// The page of which each change is explained.
  private let explained: String?
  private let state = Mutex(State())

  init(_ options: SiteOptions, explained: String?) {
    isQuiet = options.quiet
    ruleCommand = options.ruleCommand
    self.explained = explained
  }

  func say(_ line: String) {
    if !isQuiet { Terminal.write(line + "\n", to: .output) }
  }

  func started(_ round: PreviewSession.Round, _ what: String) {
    let counts = PageCounts(round.build.site)
    say("Built \(counts.text) in \(round.milliseconds) ms.")
    show(round.build.diagnostics, in: \.early)
    say(what)
  }

  /// `articles/x.md → 1 page, 14 ms`, and what broke.
  func rebuilt(_ round: PreviewSession.Round) {
    let build = round.build
    var line = Self.names(round.changed) + " → "
    if build.hasErrors {
      line += Tally(build.diagnostics.filter { $0.severity == .error }).text
      line += "; the last good pages stay"
    } else {
      line += Self.counts(round) + ", \(round.milliseconds) ms"
    }
    say(line)
    if let explained { explain(explained, round) }
    show(build.diagnostics, in: \.early)
  }

  /// What is known when the rest has been made, `others` beside it.
  func finished(_ build: SiteBuilder.Build, and others: [Diagnostic] = []) {
    let early = Set(state.withLock { $0.early.keys })
    show(
      (build.diagnostics + others).filter { !early.contains(PreviewProblems.Key($0)) }, in: \.late)
  }

  // MARK: Lines

  private static func names(_ changed: [String]) -> String {
    let names = changed.map {
      $0.hasPrefix("content/") ? String($0.dropFirst("content/".count)) : $0
    }
    switch names.count {
    case 0: return "folders"
    case 1...2: return names.joined(separator: ", ")
    default: return "\(names[0]) and \(names.count - 1) more"
    }
  }

  private static func counts(_ round: PreviewSession.Round) -> String {
    func count(_ number: Int, _ one: String) -> String {
      "\(number) \(one)\(number == 1 ? "" : "s")"
    }
    let pages = round.written.count { $0.path.text.hasSuffix(".html") }
    let files = round.written.count - pages
    var parts: [String] = []
    if pages > 0 { parts.append(count(pages, "page")) }
    if files > 0 { parts.append(count(files, "file")) }
    if !round.removed.isEmpty { parts.append("\(round.removed.count) gone") }
    return parts.isEmpty ? "no change" : parts.joined(separator: ", ")
  }

  private func show(
    _ diagnostics: [Diagnostic], in part: WritableKeyPath<State, PreviewProblems> & Sendable
  ) {
    let (new, mended, left) = state.withLock { state in
      let (new, mended) = state[keyPath: part].update(diagnostics)
      return (new, mended, state.early.count + state.late.count)
    }
    if !new.isEmpty {
      let renderer = TextRenderer(isColored: Terminal.hasColors(.errors))
      let report = TextReport(new, errorLimit: Self.errorLimit)
      Terminal.write(
        rendered: "\n" + report.text(renderer, command: ruleCommand), to: .errors)
    }
    if mended > 0 {
      say("  mended: \(mended)" + (left == 0 ? ", nothing is left" : ", \(left) left"))
    }
  }

  /// Why the page was rendered, or was not.
  private func explain(_ name: String, _ round: PreviewSession.Round) {
    let explanation = RenderExplanation(name, round.build, after: round.earlier)
    for line in explanation.lines { say("  " + line) }
  }
}
