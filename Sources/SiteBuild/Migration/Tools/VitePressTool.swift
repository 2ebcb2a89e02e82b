/// VitePress, whose configuration is code: what stands there literally is read.
enum VitePressTool: ForeignTool {
  static let name = "vitepress"
  static let title = "VitePress"
  private static let endings = ["ts", "mts", "js", "mjs"]
  static let files = ["docs/", ""].flatMap { folder in
    endings.map { "\(folder).vitepress/config.\($0)" }
  }
  static let marks: Set<String> = ["title", "themeConfig", "description"]

  static let keys: [KeyRule] =
    [
      .sets("title", "title"), .sets("description", "tagline"), .sets("lang", "language"),
      .reads("markdown") { node, path, migration in
        if node["typographer"]?.text == "true" {
          migration.set("markdown.smart_punctuation", yaml: "true", migration.place(path))
        }
        migration.leave(path, because: KeyRule.Reason.markdown)
      },
      .reads("themeConfig.editLink") { node, path, migration in
        guard let pattern = node["pattern"] else { return }
        guard let text = pattern.text, text.hasSuffix(":path") else {
          migration.leave(
            path, because: pattern.reason ?? "`edit_url` ends where the path of the page begins")
          return
        }
        migration.setEditURL(
          String(text.dropLast(":path".count)), above: content(of: migration),
          migration.place(path))
      },
    ]
    + KeyRule.kept(
      "base", "srcDir", "sitemap", "cleanUrls", "lastUpdated", "titleTemplate", "appearance",
      "themeConfig.search", "themeConfig.outline", "themeConfig.lastUpdated",
      "themeConfig.lastUpdatedText", "themeConfig.docFooter")
    + KeyRule.unused("locales", why: KeyRule.Reason.languages)
    + KeyRule.unused("rewrites", why: KeyRule.Reason.addresses)
    + KeyRule.unused("head", why: KeyRule.Reason.scripts)
    + KeyRule.unused(
      "ignoreDeadLinks", why: "`checks` sets what is an error, such as `broken-link: error`")
    + KeyRule.unused("themeConfig.nav", why: KeyRule.Reason.menu)
    + KeyRule.unused("themeConfig.sidebar", why: KeyRule.Reason.sidebar)
    + KeyRule.unused("themeConfig.socialLinks", "themeConfig.footer", why: KeyRule.Reason.social)
    + KeyRule.unused("themeConfig.algolia", why: "search needs no service")
    + KeyRule.unused("themeConfig", why: KeyRule.Reason.theme)
    + KeyRule.unused(
      "vite", "vue", "outDir", "cacheDir", "transformPageData", "transformHead", "buildEnd",
      "srcExclude", why: KeyRule.Reason.output)

  /// The folder with the pages, relative to that of the configuration.
  private static func content(of migration: Migration) -> String {
    let top = migration.fileNames.first?.hasPrefix("docs/") == true ? "docs/" : ""
    return top + (migration.text("srcDir") ?? ".")
  }

  static func finish(_ migration: inout Migration) {
    migration.setContent(content(of: migration), migration.place("srcDir"))
    let base = migration.text("base") ?? "/"
    if let host = migration.value("sitemap")?["hostname"]?.text {
      let origin = host.hasSuffix("/") ? String(host.dropLast()) : host
      migration.set(
        "base_url", base == "/" || origin.hasSuffix(base.dropLast()) ? host : origin + base,
        migration.place("sitemap"))
    } else if base != "/" {
      migration.set(
        "base_url", "https://example.org" + base, migration.place("base"),
        doubt: "the host is not named")
    }
    if migration.value("themeConfig.search")?["provider"]?.text == "algolia" {
      migration.leave("themeConfig.search", because: "search needs no service")
    }
  }
}
