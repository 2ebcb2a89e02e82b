import ArgumentParser
import SiteBuild

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says everything that a build would say, and writes nothing.")

  @OptionGroup var options: SiteOptions

  func run() throws {
    var run = SiteRun(options, includesHints: true)
    let build = run.build()
    let counts = PageCounts(build.site)
    var diagnostics = build.diagnostics
    if let source = run.sources.searchTests, let tests = SearchTests(build) {
      diagnostics = build.policy.apply(diagnostics + tests.run(source).diagnostics)
    }
    try run.finish(
      diagnostics,
      summary: { seconds in "Checked \(counts.text) in \(seconds) s" },
      fields: counts.fields)
  }
}
