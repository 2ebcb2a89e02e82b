import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage

/// What `waymark` says without a command: where the site is, whether it is built, and what can be done next.
struct SiteOverview {
  var text: String {
    "waymark \(Release.version)\n\n" + (SourceOption.nearest.map(site) ?? noSite)
  }

  private var noSite: String {
    var starts: [(String, String)] = [
      ("init", "starts a site in this folder, with an example of each kind of page"),
      ("init guide", "does so in the new folder guide"),
    ]
    if let content = ExistingPages(in: ".").content {
      let place = content.isSite ? "this folder" : content.name + "/"
      starts = [("init", "makes a site of the Markdown in \(place), which stays as it is")]
    }
    if let tool = ForeignTools.found(in: MigrationFolder(disk: ".")) {
      starts.append(("init --from \(tool.name)", "does so with the settings of \(tool.title)"))
    }
    return
      "Builds a website of guides and answers from a folder of Markdown. There is no site here:\n"
      + "no \(SiteConfiguration.fileName) in this folder or above it.\n\n"
      + CommandList.text(starts + [("--help", "lists all commands")])
  }

  private func site(_ source: String) -> String {
    let folder = FilePath(source)
    let name = SiteConfiguration.fileName
    var title = ""
    if let bytes = try? FileSystem.read(folder.appending(name), limit: SourceLoader.textLimit) {
      title =
        SiteConfiguration.read(
          SourceText(name: name, bytes: bytes), baseURL: nil, rules: SiteBuilder.configurableRules
        ).0.title
    }
    let place = FileSystem.real(folder)?.string ?? source
    return "The site “\(TerminalText.line(title))” is in \(place).\n\(state(folder))\n\n"
      + CommandList.text([
        ("serve", "shows the site in a browser and follows every change"),
        ("check", "lists what readers would stumble over"),
        ("build", "writes the site to \(ContentFolder.output)/"),
        ("new", "starts a page: waymark new article \"How to start\""),
        ("--help", "lists all commands"),
      ])
  }

  /// Whether the site is built, and by which version.
  private func state(_ folder: FilePath) -> String {
    let output = ContentFolder.output
    switch OutputWriter.origin(of: folder.appending(output)) {
    case .none: return "It is not built into \(output)/ yet."
    case .build(Version.current): return "It was built into \(output)/ by this version."
    case .build(let version):
      let other = version.map { "Waymark \($0)" } ?? "a version before 0.1.0"
      return "It was built into \(output)/ by \(other). `waymark build` renews it."
    }
  }
}
