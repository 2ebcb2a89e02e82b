import ArgumentParser
import DefaultTheme
import Diagnostics
import SiteBuild
import SystemPackage

/// Writes the reference of the manual: a page for each setting, kind, variable, component, command and message.
struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Writes the reference of Waymark's manual as pages in Markdown.",
    discussion: """
      `make docs` calls it. Only files that it wrote before are replaced or removed.
      """,
    shouldDisplay: false)

  @Argument(help: "The folder for the pages, such as docs/reference.")
  var folder: String

  func run() throws {
    let reference = ToolReference(
      theme: Theme(files: DefaultTheme.files), day: SiteOptions.today,
      commands: try CommandReference(help: Waymark._dumpHelp()).pages)
    var tree = OutputTree()
    tree.add(reference.pages.map(\.file))
    var writer = OutputWriter(folder: FilePath(folder))
    let report = writer.write(tree)
    let problems = tree.diagnostics + report.diagnostics
    if !problems.isEmpty { Terminal.show(problems) }
    if problems.contains(where: { $0.severity == .error }) { throw ExitStatus.errors }
    Terminal.write("Wrote \(tree.count) pages into \(folder)\n", to: .errors)
  }
}
