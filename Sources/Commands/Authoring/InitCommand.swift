import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage
import Text

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Starts a site in a folder.",
    discussion: """
      Writes waymark.yml, a home page, an example of each kind of page, .gitignore and a workflow that publishes \
      the site. In a folder that has Markdown already, it writes waymark.yml alone, which says where the \
      Markdown is; --workflow adds the workflow there, or to a site. With --from, it takes settings from the \
      configuration of another tool, and lists what it does not take. Existing files are never overwritten.
      """)

  @Argument(help: "The folder, which is made if it does not exist.")
  var folder = "."

  @Flag(help: "Also write the workflow that publishes the site on GitHub Pages.")
  var workflow = false

  @Option(
    help: ArgumentHelp(
      "Reads the configuration of this tool: \(ForeignTools.all.map { $0.name }.joined(separator: ", ")).",
      valueName: "tool"))
  var from: String?

  func run() throws {
    let outer = SourceOption.nearest
    let site = FilePath(folder)
    let isSite = FileSystem.status(site.appending(SiteConfiguration.fileName)) != nil
    if isSite, !workflow || from != nil {
      Terminal.write(
        "waymark: '\(folder)' has a \(SiteConfiguration.fileName) already. Nothing was changed.\n",
        to: .errors)
      throw ExitStatus.errors
    }
    let migration = try from.map { try ToolArgument($0).migration(in: site, named: folder) }
    do {
      try FileSystem.makeFolders(site)
    } catch {
      throw ValidationError("The folder '\(folder)' cannot be made: \(error).")
    }
    let found = ExistingPages(in: site)
    var files = isSite ? [] : siteFiles(site, found, migration)
    if isSite || found.content == nil && migration == nil || workflow {
      files.append((SiteStarter.workflowPath, SiteStarter.workflow(Release.action)))
    }
    let missing = files.filter { FileSystem.status(site.appending($0.0)) == nil }
    let transaction = try SiteTransaction(
      folder, command: ["init"] + (workflow ? ["--workflow"] : []))
    for (path, bytes) in missing { transaction.files.create(path, bytes) }
    try transaction.commit()
    let kept = files.map(\.0).filter { path in !missing.contains { $0.0 == path } }
    var text = missing.map { "Created \($0.0)\n" }.joined()
    text += kept.map { "Kept    \($0)\n" }.joined()
    if let migration {
      text += MigrationReport(migration).text
    } else if !isSite {
      text += pages(found) + hint(for: site)
    }
    Terminal.write(text + next(missing.map(\.0), kept, outer), to: .output)
  }

  /// The files of a new site but for its workflow: where there are pages, only settings.
  private func siteFiles(
    _ site: FilePath, _ found: ExistingPages, _ migration: Migration?
  ) -> [(path: String, bytes: [UInt8])] {
    let title = title(of: site, found)
    if let migration {
      return [(SiteConfiguration.fileName, migration.settingsFile(title: title))]
    }
    guard let content = found.content else { return SiteStarter.files(title: title) }
    return [(SiteConfiguration.fileName, SiteStarter.settings(title: title, content: content))]
  }

  /// The title by the README, otherwise by the name of the folder.
  private func title(of site: FilePath, _ found: ExistingPages) -> String {
    for readme in found.readmes {
      guard let bytes = try? FileSystem.read(site.appending(readme), limit: SourceLoader.textLimit)
      else { continue }
      if let title = SiteStarter.title(readme: SourceText(name: readme, bytes: bytes)) {
        return title
      }
    }
    let name = (FileSystem.real(site) ?? site).lastComponent?.string ?? ""
    return name.isEmpty ? "Our guide" : ParsedPage.title(fromName: name)
  }

  // MARK: Output

  /// Where the pages are, in a folder that had some.
  private func pages(_ found: ExistingPages) -> String {
    guard let content = found.content else { return "" }
    let place = content.isSite ? "this folder" : content.name + "/"
    let text = "The pages are the Markdown in \(place), which stays as it is"
    if found.others.isEmpty { return text + ".\n" }
    return text + "; there is more in " + found.others.map { $0 + "/" }.joined(separator: ", ")
      + ".\nTo publish that instead, change `content` in \(SiteConfiguration.fileName): the name of a folder, or `.` for all.\n"
  }

  /// The command that reads the configuration of another tool, where there is one.
  private func hint(for site: FilePath) -> String {
    guard let tool = ForeignTools.found(in: MigrationFolder(disk: site)) else { return "" }
    let words = ["waymark", "init", "--from", tool.name] + (folder == "." ? [] : [folder])
    return "\nThis folder has settings of \(tool.title). To take them over, remove "
      + "\(SiteConfiguration.fileName) and run:\n  \(ShellQuoting.command(words))\n"
  }

  /// What to do next.
  private func next(_ written: [String], _ kept: [String], _ outer: String?) -> String {
    var text = ""
    let path = SiteStarter.workflowPath
    let hasWorkflow = (written + kept).contains(path)
    if written.contains(path), Release.action == nil {
      text += "\nIn \(path), replace OWNER with the account on GitHub that publishes Waymark.\n"
    }
    if folder == ".", let outer, outer != "." {
      text +=
        "\nNote: there is a site in \(outer) too; commands in this folder now use the one here.\n"
    }
    return text + "\nNext:\n" + next(hasWorkflow)
  }

  /// What can be done with the new site.
  private func next(_ hasWorkflow: Bool) -> String {
    let place = folder == "." ? "" : " " + ShellQuoting.command([folder])
    let source = folder == "." ? "" : " --source" + place
    var commands = [
      ("serve" + source, "shows the site in a browser and follows every change"),
      ("check" + source, "lists what readers would stumble over"),
      ("build" + source, "writes the site to \(ContentFolder.output)/, which Git should ignore"),
    ]
    if !hasWorkflow {
      commands.append(
        ("init\(place) --workflow", "adds the workflow that publishes it on GitHub Pages"))
    }
    return CommandList.text(commands)
  }
}
