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
      the site. In a folder that has Markdown already, it writes waymark.yml alone. Existing files are never \
      overwritten.
      """)

  @Argument(help: "The folder, which is made if it does not exist.")
  var folder = "."

  func run() throws {
    let site = FilePath(folder)
    if FileSystem.status(site.appending(SiteConfiguration.fileName)) != nil {
      Terminal.write(
        "waymark: '\(folder)' has a \(SiteConfiguration.fileName) already. Nothing was changed.\n",
        to: .errors)
      throw ExitStatus.errors
    }
    do {
      try FileSystem.makeFolders(site)
    } catch {
      throw ValidationError("The folder '\(folder)' cannot be made: \(error).")
    }
    let found = ExistingPages(in: site)
    let files =
      found.isEmpty
      ? SiteStarter.files(title: title(of: site, found))
      : [(SiteConfiguration.fileName, SiteStarter.settings(title: title(of: site, found)))]
    let (written, kept) = try write(files, in: site)
    Terminal.write(summary(written, kept, found), to: .output)
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

  private func write(
    _ files: [(path: String, bytes: [UInt8])], in site: FilePath
  ) throws -> (written: [String], kept: [String]) {
    let transaction = try SiteTransaction(folder, command: ["init"])
    var (written, kept): ([String], [String]) = ([], [])
    let missing = files.filter { FileSystem.status(site.appending($0.path)) == nil }
    kept = files.map(\.path).filter { path in !missing.contains { $0.path == path } }
    for (path, bytes) in missing where !path.hasPrefix(".") {
      transaction.files.create(path, bytes)
      written.append(path)
    }
    try transaction.commit()
    for (path, bytes) in missing where path.hasPrefix(".") {
      if writeHidden(path, bytes, in: site) { written.append(path) } else { kept.append(path) }
    }
    return (written, kept)
  }

  /// Writes a file that transactions refuse because it is hidden; `false` if its folder is outside the site or
  /// cannot be written.
  private func writeHidden(_ path: String, _ bytes: [UInt8], in site: FilePath) -> Bool {
    let file = site.appending(path)
    let parent = file.removingLastComponent()
    do {
      try FileSystem.makeFolders(parent)
      guard let real = FileSystem.real(site), FileSystem.real(parent)?.starts(with: real) == true
      else { return false }
      try FileSystem.replace(file, with: bytes)
      return true
    } catch {
      return false
    }
  }

  private func summary(_ written: [String], _ kept: [String], _ found: ExistingPages) -> String {
    var text = written.map { "Created \($0)\n" }.joined()
    text += kept.map { "Kept    \($0)\n" }.joined()
    let source = folder == "." ? "" : " --source " + ShellQuoting.command([folder])
    if found.areOutsideContent {
      text +=
        "The pages of a site are below content/: move the Markdown of this folder there, with its pictures.\n"
    }
    return text
      + """
      Preview it: waymark serve\(source)   Check it: waymark check\(source)   Build it: waymark build\(source)

      """
  }
}

/// The Markdown that a folder has before a site is started in it.
private struct ExistingPages {
  /// The paths of its READMEs, the one among the pages first.
  private(set) var readmes: [String] = []
  private var isInContent = false
  private var isBeside = false

  var isEmpty: Bool { !isInContent && !isBeside }
  /// Whether pages are in the folder itself and none below `content`.
  var areOutsideContent: Bool { isBeside && !isInContent }

  init(in folder: FilePath) {
    isInContent = look(in: folder.appending("content"), prefix: "content/", depth: 8)
    let names = Self.names(in: folder)
    readmes += Self.readmes(names, prefix: "")
    // A README alone says what the folder is for and is not a page.
    isBeside = names.contains {
      ContentPath($0).isMarkdown && ContentPath($0).stem.lowercased() != "readme"
    }
    for name in names where !isBeside && name != "content" && !name.hasPrefix(".") {
      isBeside = look(in: folder.appending(name), prefix: name + "/", depth: 3)
    }
  }

  /// Whether a folder has Markdown at some depth.
  private mutating func look(in folder: FilePath, prefix: String, depth: Int) -> Bool {
    guard depth > 0, FileSystem.status(folder)?.type == .directory else { return false }
    let names = Self.names(in: folder)
    if prefix == "content/" { readmes += Self.readmes(names, prefix: prefix) }
    if names.contains(where: { ContentPath($0).isMarkdown }) { return true }
    return names.contains {
      !$0.hasPrefix(".")
        && look(in: folder.appending($0), prefix: prefix + $0 + "/", depth: depth - 1)
    }
  }

  private static func names(in folder: FilePath) -> [String] {
    ((try? FileSystem.names(in: folder)) ?? []).map(\.string).sorted()
  }

  /// The files that could be a README or the page of a folder.
  private static func readmes(_ names: [String], prefix: String) -> [String] {
    names.filter { ContentPath($0).isNamedAsFolderPage }.map { prefix + $0 }
  }
}
