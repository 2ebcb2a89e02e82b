import ArgumentParser
import Diagnostics
import LinkCheck
import SiteBuild
import SiteModel

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what a build would say and what could be better, and writes nothing.",
    discussion: """
      With --fix it makes the changes that can only have been meant, which messages call a fix, shows \
      them as a diff, and checks again; whatever would make anything worse is left as it is. \
      `waymark explain ID` says more of a message by the id in its brackets.
      """)

  @OptionGroup var options: SiteOptions

  @Flag(help: "Change the files where a message has a fix.")
  var fix = false

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "Show all messages of a rule and no others; may be given more than once.", valueName: "id"))
  var rules: [String] = []

  @Flag(
    help:
      "Ask other sites, by the proxy of the environment if any, whether what is linked to is there."
  )
  var external = false

  @Flag(help: "Show how search does too, as `waymark search --report` does.")
  var report = false

  func validate() throws {
    if report, options.format != .text {
      throw ValidationError("--report writes text, so it goes with --format text only.")
    }
    if fix, options.format != .text {
      throw ValidationError("--fix shows a diff, so it goes with --format text only.")
    }
    let known = SiteBuilder.rules.map(\.id)
    for rule in rules where !known.contains(rule) {
      let help = Advice(naming: rule, from: known).fixes.map(\.text)
      throw ValidationError(
        "There is no rule '\(rule)'."
          + (help.isEmpty ? " 'waymark explain' lists them all." : " Did you mean '\(help[0])'?"))
    }
  }

  func run() throws {
    var run = SiteRun(options, includesHints: true)
    var transaction =
      fix ? try SiteTransaction(options.source, command: ["check", "--fix"]) : nil
    var found = findings(try run.build(), run.sources)
    if let changing = transaction, try mend(found, run, by: changing) {
      run = SiteRun(options, includesHints: true)
      found = findings(try run.build(), run.sources)
    }
    // The site is free for other commands while other sites are asked.
    transaction = nil
    if external {
      let external = try checkExternalLinks(of: found.build.site)
      found.diagnostics = found.build.policy.apply(found.diagnostics + external)
    }
    if report, let tests = SearchTests(found.build) {
      let text = try SearchReport(tests, run.sources.searchTests).text
      run.clearProgress()
      Terminal.write(rendered: text, to: .output)
    }
    let counts = PageCounts(found.build.site)
    try run.finish(
      chosen(found.diagnostics), isWhole: !rules.isEmpty,
      summary: { seconds in "Checked \(counts.text) in \(seconds) s" },
      fields: counts.fields)
  }

  /// The diagnostics that were asked for.
  private func chosen(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    rules.isEmpty ? diagnostics : diagnostics.filter { rules.contains($0.rule.id) }
  }

  /// What the build says, and the search tests.
  private func findings(
    _ build: BuildResult, _ sources: SourceTree
  ) -> (build: BuildResult, diagnostics: [Diagnostic]) {
    guard let source = sources.searchTests, let tests = SearchTests(build) else {
      return (build, build.diagnostics)
    }
    let found = tests.run(source).diagnostics
    return (build, build.policy.apply(build.diagnostics + found))
  }

  private func checkExternalLinks(of site: Site) throws -> [Diagnostic] {
    do {
      return try ExternalLinks(site).check(version: Waymark.configuration.version)
    } catch is Curl.Missing {
      throw ValidationError("--external needs the program curl, which is not installed.")
    }
  }

  /// Makes the changes; false where there are none.
  private func mend(
    _ found: (build: BuildResult, diagnostics: [Diagnostic]), _ run: SiteRun,
    by transaction: SiteTransaction
  ) throws -> Bool {
    let fixes = CertainFixes(
      CertainFixes.Findings(found.build.site, found.diagnostics), in: run.sources,
      offered: chosen(found.diagnostics)
    ) { sources in
      let now = findings(run.build(sources), sources)
      return CertainFixes.Findings(now.build.site, now.diagnostics)
    }
    var changes = FileChanges()
    changes.add(fixes.edits)
    run.clearProgress()
    changes.add(to: transaction, run.sources.texts)
    try transaction.commit(diff: changes.diff(run.sources.texts))
    guard !options.quiet else { return changes.fileCount > 0 }
    var line = "Mended \(changes.count) place\(changes.count == 1 ? "" : "s")."
    if fixes.leftOut > 0 {
      line +=
        " Left out \(fixes.leftOut) more, which overlap these or would bring another problem."
    }
    Terminal.write(line + "\n\n", to: .errors)
    return changes.fileCount > 0
  }
}
