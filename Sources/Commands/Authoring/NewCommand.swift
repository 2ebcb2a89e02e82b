import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage
import Text

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Creates a file for a new page.",
    discussion: """
      waymark new article "How to start", waymark new faq "Do I need a degree?", \
      waymark new table prices --from prices.csv. `waymark explain` lists the kinds. \
      Existing files are never overwritten.
      """)

  @Argument(
    help:
      "The kind of page: \(PageStarter.types(of: .builtIn).map(\.name).joined(separator: ", ")), or one of the site's own."
  )
  var kind: String

  @Argument(help: "The title; for a table with --from, the name of its file.")
  var title: String

  @Option(
    help:
      "A file with rows for a table, separated by commas, semicolons or tabs; - reads standard input."
  )
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The language of the page, for a site with several. (default: that of the site)",
      valueName: "tag"))
  var language: String?

  @OptionGroup var site: SourceOption

  func run() throws {
    let folder = FilePath(self.site.folder)
    try self.site.requireSite()
    let site = try self.site.configuration(language: language)
    guard let type = PageStarter.type(named: kind, of: site.types) else {
      let known = PageStarter.types(of: site.types).map(\.name)
      let near = nearestMatch(to: kind, in: known).map { " Did you mean '\($0)'?" } ?? ""
      throw ValidationError(
        "'\(kind)' is not a kind of page.\(near) The kinds are \(known.joined(separator: ", ")).")
    }
    guard from == nil || type.holdsTable else {
      throw ValidationError(
        "--from is for tables: waymark new table \(title) --from \(from ?? "").")
    }
    var starter = PageStarter(type, title: title, topics: site.topics, day: SiteOptions.today)
    guard !starter.path.text.isEmpty else {
      throw ValidationError("'\(title)' gives no file name: use letters or digits.")
    }
    if let from { starter.table = try table(named: from) }
    let transaction = try SiteTransaction(
      self.site.folder,
      command: ["new", kind, title] + (from.map { ["--from", $0] } ?? [])
        + (language.map { ["--language", $0] } ?? []))
    if !transaction.isDone { try write(starter.files, by: transaction, in: folder, site.content) }
    let address = site.address.path(to: starter.address)
    Terminal.write(
      """
      Created \(site.content.path(of: starter.path))
        address  \(address)   (waymark serve shows it)
        link     [[\(starter.path.reference)]]

      """, to: .output)
    showFields(of: type, in: folder)
  }

  /// Says that no template shows the fields that the site declares for a kind, where it has no template of its own.
  private func showFields(of type: ContentType, in folder: FilePath) {
    let names = type.siteFields.filter { $0.role == nil }.map { "`\($0.name)`" }
    let templates = type.templates.map { "templates/\($0).html" }
    guard let file = templates.first, !names.isEmpty,
      !templates.contains(where: { FileSystem.status(folder.appending($0)) != nil })
    else { return }
    Terminal.write(
      "  fields   no template shows \(names.joined(separator: ", ")) yet; \(file) can, as `fields.NAME`\n",
      to: .output)
  }

  private func table(named name: String) throws -> PastedTable {
    if name == "-", Terminal.isInputInteractive {
      Terminal.write("Paste the rows, then press Ctrl-D on a new line.\n", to: .errors)
    }
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.readInput(name, limit: SourceLoader.textLimit)
    } catch Errno.fileTooLarge {
      throw ValidationError("'\(name)' is too large; a table has at most 4 MiB.")
    } catch {
      throw ValidationError("'\(name)' cannot be read: \(error).")
    }
    let table = PastedTable(SourceText(name: name, bytes: bytes))
    let errors = table.diagnostics
    if !errors.isEmpty {
      Terminal.show(errors)
    }
    if errors.contains(where: { $0.severity == .error }) { throw ExitStatus.errors }
    return table
  }

  private func write(
    _ files: [(path: ContentPath, bytes: [UInt8])], by transaction: SiteTransaction,
    in folder: FilePath, _ content: ContentFolder
  ) throws {
    for (file, bytes) in files {
      let path = content.path(of: file)
      guard FileSystem.status(folder.appending(path)) == nil else {
        Terminal.write(
          "waymark: \(path) already exists; choose another title.\n", to: .errors)
        throw ExitStatus.errors
      }
      transaction.files.create(path, bytes)
    }
    try transaction.commit()
  }
}
