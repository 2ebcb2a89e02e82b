/// Starlight of Astro, whose configuration is code: what stands there literally is read.
enum StarlightTool: ForeignTool {
  static let name = "starlight"
  static let title = "Starlight"
  static let files = [
    "astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts",
    "docs/astro.config.mjs", "docs/astro.config.ts",
  ]
  static let marks: Set<String> = ["integrations"]

  static let keys: [KeyRule] =
    [.reads("integrations", integrations)]
    + KeyRule.kept("site", "base", "trailingSlash", "output")
    + KeyRule.unused("markdown", "mdx", why: KeyRule.Reason.markdown)
    + KeyRule.unused("redirects", why: KeyRule.Reason.redirects)
    + KeyRule.unused(
      "vite", "adapter", "experimental", "image", "build", "server", "prefetch",
      why: KeyRule.Reason.output)

  static func finish(_ migration: inout Migration) {
    if let site = migration.text("site") {
      let base = migration.text("base") ?? "/"
      let host = site.hasSuffix("/") ? String(site.dropLast()) : site
      migration.set(
        "base_url", host + (base.hasPrefix("/") ? base : "/" + base), migration.place("site"),
        doubt: migration.value("base")?.reason.map { "`base` belongs to it, and \($0)" })
    } else if let reason = migration.value("site")?.reason {
      migration.leave("site", because: reason)
    }
    migration.setContent(
      folder(of: migration) + "src/content/docs", migration.place("integrations"))
  }

  /// The folder of the configuration.
  private static func folder(of migration: Migration) -> String {
    migration.fileNames.first?.hasPrefix("docs/") == true ? "docs/" : ""
  }

  private static func integrations(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    guard let options = node.items.first(where: { $0.callee == "starlight" }) else {
      migration.leave(path, because: "no `starlight({…})` can be read here")
      return
    }
    for entry in options.entries {
      switch entry.key {
      case "title": set("title", entry, &migration)
      case "description": set("tagline", entry, &migration)
      case "editLink":
        guard let base = entry.value["baseUrl"] else { continue }
        if case .text(let text) = base.content {
          migration.setEditURL(text, above: folder(of: migration), migration.place(path))
        } else {
          migration.leave("editLink", at: base.range, because: base.reason ?? "it is no text")
        }
      case "defaultLocale" where entry.value.text != "root": set("language", entry, &migration)
      case "locales":
        if let language = entry.value["root"]?["lang"]?.text {
          migration.set("language", language, migration.place(path))
        }
        if entry.value.entries.count != 1 {
          migration.leave("locales", at: entry.keyRange, because: KeyRule.Reason.languages)
        }
      case "pagefind" where entry.value.text == "false":
        migration.set("search", yaml: "false", migration.place(path))
      case "pagefind", "lastUpdated", "pagination", "defaultLocale": break
      case "sidebar":
        migration.leave("sidebar", at: entry.keyRange, because: KeyRule.Reason.sidebar)
      case "social":
        migration.leave("social", at: entry.keyRange, because: KeyRule.Reason.social)
      case "plugins":
        migration.leave("plugins", at: entry.keyRange, because: KeyRule.Reason.plugins)
      case "head", "customCss":
        migration.leave(entry.key, at: entry.keyRange, because: KeyRule.Reason.scripts)
      default: migration.leave(entry.key, at: entry.keyRange, because: KeyRule.Reason.theme)
      }
    }
  }

  private static func set(
    _ key: String, _ entry: ConfigurationNode.Entry, _ migration: inout Migration
  ) {
    migration.set(key, from: entry.value, "starlight.\(entry.key)", at: entry.keyRange)
  }
}
