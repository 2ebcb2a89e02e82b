import ArgumentParser
import Diagnostics
import Files
import Publish
import SiteBuild
import SiteModel
import SystemPackage
import Text

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Builds the site and delivers it to a target.",
    discussion: """
      Targets stand under `publish` in waymark.yml: a branch of a Git repository, a folder of a server, a folder of \
      this machine, or a command. The site is built with the target's address and must pass \
      `waymark check --strict`. The changes are shown, and nothing is changed before you agree. Where publishing \
      fails, readers still see a whole site, and the same command continues.
      """)

  @OptionGroup var source: SourceOption

  @Argument(help: "The name of a target; needed if there are several.")
  var target: String?

  @Flag(help: "Show the changes and change nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Publish without asking.")
  var yes = false

  @Flag(help: "Show readers the release before the present one; for a folder of this machine.")
  var rollback = false

  func run() throws {
    try source.requireSite()
    let target = try chosenTarget()
    if rollback { return try rollBack(target) }
    let options = SiteOptions(publishing: source.folder, at: target.baseURL)
    var run = SiteRun(options, wholeGuide: [])
    var build = try run.build(copiesPictures: true)
    run.drawCards(of: &build)
    if !build.hasErrors { PDFPrinter.add(to: &build, day: options.builderOptions.day) }
    var diagnostics = SearchTests.findings(build)
    if build.site.configuration.address.origin == nil {
      // One error is enough, and the warning's advice is for other commands.
      diagnostics.removeAll { $0.rule.id == "missing-base-url" }
      diagnostics.append(missingAddress(target))
    }
    let counts = PageCounts(build)
    try run.finish(
      diagnostics, summary: { seconds in "Built \(counts.text) in \(seconds) s" },
      leftOut: counts.leftOutText, fields: [], failure: "Nothing was published.")
    try requireTerminal("publish")
    do {
      try publish(build, to: target)
    } catch let failure as PublishFailure {
      throw Self.report(failure, target)
    }
  }

  private func publish(_ build: BuildResult, to target: PublishTarget) throws {
    let publication = try Publication(
      to: target, site: FilePath(source.folder)
    ) { Terminal.write($0 + "\n", to: .output) }
    publication.take(build.output)
    var delivery = publication.delivery
    let address = build.site.configuration.address.url(of: "") ?? ""
    let place = SecretMask.masked(delivery.place)
    Terminal.write("Comparing with \(place) …\n", to: .output)
    let changes = try delivery.compare()
    Terminal.write("\n" + ChangeList(changes, isWhole: dryRun).text, to: .output)
    if changes.changes.isEmpty, !target.destination.isCommand {
      return Terminal.write("Nothing has changed. \(address) is up to date.\n", to: .output)
    }
    if dryRun {
      return Terminal.write("Nothing was published, because of --dry-run.\n", to: .output)
    }
    guard yes || Self.isAgreed("Publish to \(address)? [y/N] ") else {
      Terminal.write("Nothing was published.\n", to: .output)
      throw ExitStatus.errors
    }
    try delivery.deliver()
    Terminal.write("Published to \(address)\n", to: .output)
  }

  private func rollBack(_ target: PublishTarget) throws {
    do {
      let rollback = try Rollback(of: target, in: FilePath(source.folder))
      Terminal.write("Readers see release \(rollback.present).\n", to: .output)
      if dryRun {
        return Terminal.write(
          "They still do, because of --dry-run, and would see release \(rollback.earlier).\n",
          to: .output)
      }
      try requireTerminal("go back")
      guard yes || Self.isAgreed("Go back to release \(rollback.earlier)? [y/N] ") else {
        Terminal.write("Nothing was changed.\n", to: .output)
        throw ExitStatus.errors
      }
      try rollback.run()
      Terminal.write(
        "Readers now see release \(rollback.earlier), in \(rollback.folder.string)\n", to: .output)
    } catch let failure as PublishFailure {
      throw Self.report(failure, target)
    }
  }

  // MARK: Target

  private func chosenTarget() throws -> PublishTarget {
    let name = SiteConfiguration.fileName
    let bytes = try FileSystem.read(
      FilePath(source.folder).appending(name), limit: SourceLoader.textLimit)
    let (configuration, diagnostics) = SiteConfiguration.read(
      SourceText(name: name, bytes: bytes), baseURL: nil, rules: SiteBuilder.configurableRules)
    if diagnostics.contains(where: { $0.severity == .error }) {
      // A warning about a misspelt key often says why there is an error.
      Terminal.show(diagnostics.filter { $0.severity > .note })
      Terminal.write("Nothing was published.\n", to: .errors)
      throw ExitStatus.errors
    }
    let targets = configuration.publishTargets
    if let target {
      if let found = targets.first(where: { $0.name == target }) { return found }
      let near = nearestMatch(to: target, in: targets.map(\.name))
      throw ValidationError(
        "There is no target '\(target)' under `publish` in \(name)."
          + (near.map { " Did you mean '\($0)'?" } ?? ""))
    }
    if let only = targets.first, targets.count == 1 { return only }
    if targets.isEmpty { throw ValidationError(Self.example) }
    throw ValidationError(
      "There are several targets: name one of \(targets.map(\.name).joined(separator: ", ")).")
  }

  private static let example = """
    There is no target under `publish` in \(SiteConfiguration.fileName). Write where the site goes, for example:

      publish:
        site:
          base_url: https://example.org/guide/     # the address that readers use
          git: https://example.org/me/guide.git    # a branch, or one of the following instead of these two
          branch: pages
          # rsync: deploy@example.org:/srv/guide   # a folder of a server
          # folder: /srv/guide                     # a folder of this machine
          # command: ./upload.sh                   # gets the folder as WAYMARK_FOLDER
    """

  // MARK: Messages

  private func missingAddress(_ target: PublishTarget) -> Diagnostic {
    Diagnostic(
      .publishRefused, "the address of `\(target.name)` is not known", at: target.location,
      notes: [.init("sitemap, feeds, canonical links and social cards need it")],
      help: "add `base_url: https://example.org/guide/` to the target, or to the site")
  }

  private static func report(_ failure: PublishFailure, _ target: PublishTarget) -> ExitStatus {
    Terminal.show([
      Diagnostic(
        failure.isRefusal ? .publishRefused : .publishFailed,
        SecretMask.masked(failure.message), at: target.location,
        notes: failure.notes.map { .init($0) }, help: failure.help)
    ])
    let end =
      failure.isRefusal
      ? "Nothing was published."
      : "Readers see no half of a site. Once the cause is mended, the same command continues."
    Terminal.write(end + "\n", to: .errors)
    return failure.isRefusal ? .errors : .failure
  }

  private func requireTerminal(_ action: String) throws {
    guard !dryRun, !yes, !Terminal.isInputInteractive else { return }
    throw ValidationError(
      "There is no terminal to ask on. Use --yes to \(action) without asking, or --dry-run to see what would change."
    )
  }

  private static func isAgreed(_ question: String) -> Bool {
    Terminal.write(question, to: .output)
    return ["y", "yes"].contains(readLine()?.lowercased())
  }
}

extension PublishTarget.Destination {
  fileprivate var isCommand: Bool {
    if case .command = self { true } else { false }
  }
}
