/// A vault of Obsidian.
enum ObsidianTool: ForeignTool {
  static let name = "obsidian"
  static let title = "Obsidian"
  private static let settings = ".obsidian"
  static let files = ["app", "templates", "daily-notes", "publish"].map { "\(settings)/\($0).json" }

  static func configuration(in folder: MigrationFolder) -> [String]? {
    folder.isFolder(settings) ? files.filter(folder.isFile) : nil
  }

  static func prefix(of file: String) -> String? {
    file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) }
  }

  static let keys: [KeyRule] =
    [
      .reads("app.userIgnoreFilters") { node, path, migration in
        let names = node.items.compactMap(\.text).map { "`\($0)`" }.joined(separator: ", ")
        guard !names.isEmpty else { return }
        migration.leave(
          path,
          because:
            "all notes of the vault are published: write `publish: false` into those of \(names)"
        )
      },
      .reads("templates.folder") { node, path, migration in
        migration.leave(
          path,
          because:
            "the notes in `\(node.text ?? "")` are published, too: write `publish: false` into them"
        )
      },
    ]
    // Pictures are found by name, wherever they are, and links are read however they are written.
    + KeyRule.kept(
      "app.attachmentFolderPath", "app.newLinkFormat", "app.useMarkdownLinks",
      "app.alwaysUpdateLinks", "app.newFileLocation", "app.newFileFolderPath", "app", "templates",
      "daily-notes")
    + KeyRule.unused("publish", why: "`publish: false` in front matter keeps a note back")

  static func finish(_ migration: inout Migration) {
    migration.setContent(".", migration.place("app"))
  }
}
