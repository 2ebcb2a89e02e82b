import ArgumentParser
import Diagnostics
import SiteBuild
import SiteModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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

  @Flag(help: "Ask other sites whether what is linked to is there. It takes a while.")
  var external = false

  func validate() throws {
    if fix, options.format != .text {
      throw ValidationError("--fix shows a diff, so it goes with --format text only.")
    }
  }

  func run() throws {
    var run = SiteRun(options, includesHints: true)
    var transaction =
      fix ? try SiteTransaction(options.source, command: ["check", "--fix"]) : nil
    var (build, diagnostics) = try check(&run)
    if let changing = transaction, try mend(diagnostics, run, by: changing) {
      run = SiteRun(options, includesHints: true)
      (build, diagnostics) = try check(&run)
    }
    // The site is free for other commands while other sites are asked.
    transaction = nil
    if external { diagnostics = build.policy.apply(diagnostics + (try askOutside(build.site))) }
    let counts = PageCounts(build.site)
    try run.finish(
      diagnostics,
      summary: { seconds in "Checked \(counts.text) in \(seconds) s" },
      fields: counts.fields)
  }

  private func check(_ run: inout SiteRun) throws -> (SiteBuilder.Build, [Diagnostic]) {
    let build = try run.build()
    guard let source = run.sources.searchTests, let tests = SearchTests(build) else {
      return (build, build.diagnostics)
    }
    let found = tests.run(source).diagnostics
    return (build, build.policy.apply(build.diagnostics + found))
  }

  /// What is to be said of links to other sites.
  private func askOutside(_ site: Site) throws -> [Diagnostic] {
    let outside = OutsideLinks(site)
    var cache = AnswerCache()
    let curl = Curl(version: Waymark.configuration.version)
    let check = OutsideCheck(ask: curl.ask, pause: { sleep(1) })
    var answers: [WebAddress: OutsideAnswer] = [:]
    for (address, _) in outside.links { answers[address] = cache[address] }
    do {
      let new = try check.answers(outside.links.map(\.address).filter { answers[$0] == nil })
      cache.add(new)
      answers.merge(new) { $1 }
    } catch is Curl.Missing {
      throw ValidationError("--external asks by the program curl, which is not installed.")
    }
    cache.save()
    return outside.diagnostics(answers)
  }

  /// Makes the changes; false where there are none.
  private func mend(
    _ diagnostics: [Diagnostic], _ run: SiteRun, by transaction: SiteTransaction
  ) throws -> Bool {
    var changes = FileChanges()
    changes.add(diagnostics)
    run.clearProgress()
    changes.add(to: transaction, run.sources.texts)
    try transaction.commit(diff: changes.diff(run.sources.texts))
    guard !options.quiet else { return changes.fileCount > 0 }
    var line = "Mended \(changes.count) place\(changes.count == 1 ? "" : "s")."
    if changes.refused > 0 {
      line += " \(changes.refused) more overlap these; run the command again."
    }
    Terminal.write(line + "\n\n", to: .errors)
    return changes.fileCount > 0
  }
}
