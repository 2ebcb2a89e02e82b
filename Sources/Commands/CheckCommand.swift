import ArgumentParser
import Diagnostics
import LinkCheck
import SiteBuild
import SiteModel
import SystemPackage

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reports errors, warnings and notes without writing the site.",
    usage: "waymark check [<options>]",
    discussion: """
      With --fix it makes the changes that messages call a fix, shows them as a diff, and checks \
      again. Changes that would cause new errors or warnings are left out. `waymark explain ID` \
      explains a message by the id in its brackets.
      """)

  @OptionGroup var options: SiteOptions

  @Flag(help: "Apply the fixes to the files.")
  var fix = false

  @Option(
    name: .customLong("rule"),
    help: ArgumentHelp(
      "Show all messages of this rule and no others. Can be repeated.", valueName: "id"))
  var rules: [String] = []

  @Flag(help: "Check links to other websites.")
  var external = false

  @Option(
    help: ArgumentHelp(
      "Report the addresses and anchors of a published site that this build would lose.",
      valueName: "url|folder|list"))
  var against: String?

  @Flag(help: "Also show the report of `waymark search --report`.")
  var report = false

  func validate() throws {
    if report, options.format != .text {
      throw ValidationError("--report can only be used with --format text.")
    }
    if fix, options.format != .text {
      throw ValidationError("--fix can only be used with --format text.")
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
    var run = SiteRun(options, includesHints: true, reports: .output)
    var transaction =
      fix ? try SiteTransaction(options.source, command: ["check", "--fix"]) : nil
    var found = findings(try run.build())
    if let changing = transaction, try applyFixes(found, run, by: changing) {
      run = SiteRun(options, includesHints: true, reports: .output)
      found = findings(try run.build())
    }
    // Release the lock, so that other commands can change the site while other sites are requested.
    transaction = nil
    if external {
      let external = try checkExternalLinks(of: found.build.languages.map(\.site))
      found.diagnostics = found.build.policy.apply(found.diagnostics + external)
    }
    if let against {
      let lost = try lostAddresses(against, in: found.build)
      found.diagnostics = found.build.policy.apply(found.diagnostics + lost)
    }
    if report {
      let text = try SearchReport.text(of: found.build)
      run.clearProgress()
      Terminal.write(rendered: text, to: .output)
    }
    let counts = PageCounts(found.build)
    try run.finish(
      chosen(found.diagnostics), isWhole: !rules.isEmpty,
      summary: { seconds in "Checked \(counts.text) in \(seconds) s" },
      leftOut: counts.leftOutText + fixText(found.diagnostics),
      fields: counts.fields)
  }

  /// A line about the fixes that `--fix` would make; empty where there are none.
  private func fixText(_ diagnostics: [Diagnostic]) -> String {
    let count = fix ? 0 : chosen(diagnostics).count { $0.knownAdvice?.certainFix != nil }
    if count == 0 { return "" }
    return "\n`waymark check --fix` can mend \(count) of these"
  }

  /// The diagnostics of the rules that the arguments name.
  private func chosen(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    rules.isEmpty ? diagnostics : diagnostics.filter { rules.contains($0.rule.id) }
  }

  private func findings(_ build: BuildResult) -> (build: BuildResult, diagnostics: [Diagnostic]) {
    (build, SearchTests.findings(build))
  }

  /// The diagnostics of `--against`.
  private func lostAddresses(_ published: String, in build: BuildResult) throws -> [Diagnostic] {
    guard let site = PublishedSite(published, version: Version.current) else {
      guard let addresses = PublishedFolder.addresses(at: FilePath(published)) else {
        throw ValidationError(
          "--against takes the URL of a site, a folder with a built site, or its "
            + "'\(PublishedAddresses.fileName)', not '\(published)'.")
      }
      return LostAddresses.diagnostics(addresses, of: published, in: build)
    }
    do {
      let reading = try site.read()
      if reading.unreadPages > 0, !options.quiet {
        Terminal.write(
          "The anchors of \(reading.unreadPages) pages were not compared, because the site has too many "
            + "pages. A site with `outputs: {addresses: true}` has a list of them.\n", to: .errors)
      }
      return LostAddresses.diagnostics(reading.addresses, of: published, in: build)
    } catch is Curl.Missing {
      throw ValidationError("--against a URL needs the program curl, which is not installed.")
    } catch let failure as PublishedSite.Failure {
      throw ValidationError("--against cannot read the site: \(failure.message).")
    }
  }

  private func checkExternalLinks(of sites: [Site]) throws -> [Diagnostic] {
    do {
      return try ExternalLinks(sites).check(version: Version.current)
    } catch is Curl.Missing {
      throw ValidationError("--external needs the program curl, which is not installed.")
    }
  }

  /// Applies the certain fixes; returns false if there are none.
  private func applyFixes(
    _ found: (build: BuildResult, diagnostics: [Diagnostic]), _ run: SiteRun,
    by transaction: SiteTransaction
  ) throws -> Bool {
    let fixes = CertainFixes(
      CertainFixes.Findings(found.build, found.diagnostics), in: run.sources,
      offered: chosen(found.diagnostics)
    ) { sources in
      let now = findings(run.build(sources))
      return CertainFixes.Findings(now.build, now.diagnostics)
    }
    var changes = FileChanges()
    changes.add(fixes.edits)
    run.clearProgress()
    changes.add(to: transaction, run.sources.texts)
    try transaction.commit(diff: changes.diff(run.sources.texts))
    guard !options.quiet else { return changes.fileCount > 0 }
    var line = "Applied \(fixes.count) fix\(fixes.count == 1 ? "" : "es")."
    if fixes.leftOut > 0 {
      line +=
        " Left out \(fixes.leftOut) more, which overlap these or would cause a new error or warning."
    }
    Terminal.write("\n\(line)\n\n", to: .output)
    return changes.fileCount > 0
  }
}
