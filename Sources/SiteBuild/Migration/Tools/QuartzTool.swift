/// Quartz 4, whose configuration is code: what stands there literally is read.
enum QuartzTool: ForeignTool {
  static let name = "quartz"
  static let title = "Quartz"
  static let files = ["quartz.config.ts", "quartz.config.js"]
  static let marks: Set<String> = ["configuration"]

  static let keys: [KeyRule] =
    [
      .sets("configuration.pageTitle", "title"),
      .reads("configuration.locale") { node, path, migration in
        migration.set("language", from: node, path)
      },
      .reads("configuration.ignorePatterns") { node, path, migration in
        let names = node.items.compactMap(\.text).filter { $0 != ".obsidian" }
        guard !names.isEmpty else { return }
        migration.leave(
          path,
          because:
            "all pages below the folder are published: move \(names.map { "`\($0)`" }.joined(separator: ", ")) out of it, or write `draft: true` into them"
        )
      },
    ]
    + KeyRule.kept(
      "configuration.baseUrl", "configuration.enableSPA", "configuration.enablePopovers",
      "configuration.defaultDateType", "configuration.pageTitleSuffix")
    + KeyRule.unused(
      "configuration.analytics", why: KeyRule.Reason.scripts)
    + KeyRule.unused("configuration.theme", why: KeyRule.Reason.theme)
    + KeyRule.unused(
      "configuration.generateSocialImages", "configuration.cdnCaching", why: KeyRule.Reason.output)
    + KeyRule.unused("plugins", why: KeyRule.Reason.plugins)

  static func finish(_ migration: inout Migration) {
    // Quartz writes the address without its scheme, and uses https.
    if let address = migration.text("configuration.baseUrl") {
      migration.set(
        "base_url", address.contains("://") ? address : "https://" + address,
        migration.place("configuration.baseUrl"))
    }
    migration.setContent("content", migration.place("configuration"))
  }
}
