import ArgumentParser
import DefaultTheme
import Files
import SiteBuild
import SiteModel
import SystemPackage
import Text

struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme",
    abstract: "Lists, shows or copies the files of the theme.",
    discussion: """
      A file of the same name in a site's templates/ replaces one of the theme. To change a part only, extend it: \
      {% extends "theme:article.html" %}.
      """,
    subcommands: [List.self, Show.self, Copy.self])

  /// The files of the theme by their paths below `templates/`.
  static let files = Theme(files: DefaultTheme.files).files

  /// The bytes of a file of the theme.
  static func bytes(of name: String) throws -> [UInt8] {
    let name =
      name.hasPrefix(ContentFolder.templates)
      ? String(name.dropFirst(ContentFolder.templates.count)) : name
    if let bytes = files[name] { return bytes }
    let near = nearestMatch(to: name, in: files.keys.sorted())
    throw ValidationError(
      "The theme has no file '\(name)'."
        + (near.map { " Did you mean '\($0)'?" } ?? " 'waymark theme list' lists its files."))
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the files of the theme.")

    @OptionGroup var site: SourceOption

    func run() throws {
      let folder = FilePath(site.folder).appending(String(ContentFolder.templates.dropLast()))
      for name in ThemeCommand.files.keys.sorted() {
        let isReplaced = FileSystem.status(folder.appending(name)) != nil
        Terminal.write(name + (isReplaced ? "  (replaced by this site's)" : "") + "\n", to: .output)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Prints a file of the theme.")

    @Argument(help: "The file's path, such as article.html or assets/site.css.")
    var file: String

    func run() throws {
      Terminal.write(data: try ThemeCommand.bytes(of: file), to: .output)
    }
  }

  struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "copy",
      abstract: "Copies a file of the theme to the site's templates/, to be changed there.",
      discussion: """
        The copy names in its first line the version that it was copied from, and `waymark check` tells when the theme's \
        file has changed since. Existing files are never overwritten.
        """)

    @Argument(help: "The file's path, such as article.html or assets/site.css.")
    var file: String

    @OptionGroup var site: SourceOption

    func run() throws {
      try site.requireSite()
      let bytes = try ThemeCommand.bytes(of: file)
      let isPath = file.hasPrefix(ContentFolder.templates)
      let path = isPath ? file : ContentFolder.templates + file
      let transaction = try SiteTransaction(site.folder, command: ["theme", "copy", file])
      if !transaction.isDone {
        guard FileSystem.status(FilePath(site.folder).appending(path)) == nil else {
          Terminal.write("waymark: \(path) already exists.\n", to: .errors)
          throw ExitStatus.errors
        }
        let name = String(path.dropFirst(ContentFolder.templates.count))
        transaction.files.create(path, ThemeCopy.bytes(of: name, bytes))
        try transaction.commit()
      }
      Terminal.write("Copied \(path)\n", to: .output)
    }
  }
}
