import ArgumentParser
import Diagnostics
import SiteBuild
import SiteModel

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what a build would say and what could be better, and writes nothing.",
    discussion: """
      With --fix it makes the changes that messages offer, shows them as a diff, and checks again. \
      `waymark explain ID` says more of a message by the id in its brackets.
      """)

  @OptionGroup var options: SiteOptions

  @Flag(help: "Change the files where a message offers the text that mends it.")
  var fix = false

  func validate() throws {
    if fix, options.format != .text {
      throw ValidationError("--fix shows a diff, so it goes with --format text only.")
    }
  }

  func run() throws {
    var run = SiteRun(options, includesHints: true)
    var (build, diagnostics) = check(&run)
    if fix, try mend(diagnostics, run) {
      run = SiteRun(options, includesHints: true)
      (build, diagnostics) = check(&run)
    }
    let counts = PageCounts(build.site)
    try run.finish(
      diagnostics,
      summary: { seconds in "Checked \(counts.text) in \(seconds) s" },
      fields: counts.fields)
  }

  private func check(_ run: inout SiteRun) -> (SiteBuilder.Build, [Diagnostic]) {
    let build = run.build()
    guard let source = run.sources.searchTests, let tests = SearchTests(build) else {
      return (build, build.diagnostics)
    }
    let found = tests.run(source).diagnostics
    return (build, build.policy.apply(build.diagnostics + found))
  }

  /// Makes the changes; false where there are none.
  private func mend(_ diagnostics: [Diagnostic], _ run: SiteRun) throws -> Bool {
    var changes = FileChanges(folder: options.folder)
    changes.add(diagnostics)
    let diff = try changes.write(run.sources.texts)
    run.clearProgress()
    Terminal.write(diff, to: .output)
    guard !options.quiet else { return changes.fileCount > 0 }
    var line = "Mended \(changes.count) place\(changes.count == 1 ? "" : "s")."
    if changes.refused > 0 {
      line += " \(changes.refused) more overlap these; run the command again."
    }
    Terminal.write(line + "\n\n", to: .errors)
    return changes.fileCount > 0
  }
}
