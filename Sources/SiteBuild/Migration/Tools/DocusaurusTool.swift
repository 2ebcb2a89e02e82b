/// Docusaurus, whose configuration is code: what stands there literally is read.
enum DocusaurusTool: ForeignTool {
  static let name = "docusaurus"
  static let title = "Docusaurus"
  static let files = [
    "docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs",
    "docusaurus.config.cjs", "docusaurus.config.mts",
  ]
  static let marks: Set<String> = ["title", "url", "baseUrl", "presets", "themeConfig"]

  static let keys: [KeyRule] =
    [
      .sets("title", "title"), .sets("tagline", "tagline"),
      .sets("i18n.defaultLocale", "language"), .reads("presets", presets),
      .reads("plugins", plugins),
    ]
    + KeyRule.kept(
      "url", "baseUrl", "organizationName", "projectName", "i18n.locales", "themeConfig.metadata")
    + KeyRule.unused("i18n.localeConfigs", why: KeyRule.Reason.languages)
    + KeyRule.unused(
      "favicon", "themes", "stylesheets", "headTags", "scripts", "clientModules",
      "themeConfig.colorMode", "themeConfig.image", "themeConfig.prism", "themeConfig.docs",
      "themeConfig.announcementBar", "themeConfig.tableOfContents", why: KeyRule.Reason.theme)
    + KeyRule.unused("themeConfig.navbar", "themeConfig.footer", why: KeyRule.Reason.menu)
    + KeyRule.unused("themeConfig.algolia", why: "search needs no service")
    + KeyRule.unused(
      "markdown", "onBrokenLinks", "onBrokenMarkdownLinks", "onBrokenAnchors",
      "onDuplicateRoutes", why: "`checks` sets what is an error, such as `broken-link: error`")
    + KeyRule.unused(
      "trailingSlash", "future", "staticDirectories", "webpack", "noIndex", "storage",
      why: KeyRule.Reason.output)
    + KeyRule.unused("customFields", why: KeyRule.Reason.code)

  static func finish(_ migration: inout Migration) {
    if let url = migration.text("url") {
      let path = migration.text("baseUrl") ?? "/"
      let host = url.hasSuffix("/") ? String(url.dropLast()) : url
      migration.set(
        "base_url", host + (path.hasPrefix("/") ? path : "/" + path), migration.place("url"),
        doubt: migration.value("baseUrl")?.reason.map { "`baseUrl` belongs to it, and \($0)" })
    } else if migration.value("url") != nil {
      migration.leave("url", because: migration.value("url")?.reason ?? "it is no text")
    }
    if migration.value("presets")?.items.isEmpty ?? true {
      migration.setContent("docs", migration.place("url"))
    }
    if let locales = migration.value("i18n.locales"), locales.items.count > 1 {
      migration.leave("i18n.locales", because: KeyRule.Reason.languages)
    }
  }

  /// Reads the documents' folder and address among the options of a preset.
  private static func presets(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    guard let options = node.items.flatMap({ $0.items.dropFirst() }).first else {
      migration.leave(path, because: node.reason ?? "the options of no preset can be read")
      return
    }
    let docs = options["docs"]
    let folder = docs?["path"]?.text ?? "docs"
    migration.setContent(folder, migration.place(path))
    if let address = docs?["editUrl"] {
      if case .text(let text) = address.content {
        migration.setEditURL(text, above: "", migration.place(path))
      } else {
        migration.leave(
          "docs.editUrl", at: address.range, because: address.reason ?? "it is no text")
      }
    }
    for entry in docs?.entries ?? [] {
      switch entry.key {
      case "sidebarPath", "sidebarItemsGenerator", "sidebarCollapsible":
        migration.leave(
          "docs.\(entry.key)", at: entry.keyRange, because: KeyRule.Reason.sidebar)
      case "remarkPlugins", "rehypePlugins", "beforeDefaultRemarkPlugins":
        migration.leave(
          "docs.\(entry.key)", at: entry.keyRange, because: KeyRule.Reason.plugins)
      case "routeBasePath":
        migration.leave(
          "docs.routeBasePath", at: entry.keyRange, because: KeyRule.Reason.addresses)
      case "versions", "lastVersion", "includeCurrentVersion":
        migration.leave(
          "docs.\(entry.key)", at: entry.keyRange, because: KeyRule.Reason.versions)
      default: break
      }
    }
    for entry in options.entries where entry.key != "docs" && entry.value.text != "false" {
      let reason =
        switch entry.key {
        case "blog": "one folder has the pages; move `blog` into it to publish it too"
        case "pages": "pages of React are not read"
        case "theme": KeyRule.Reason.theme
        case "sitemap": "there is a sitemap where `base_url` is set"
        default: KeyRule.Reason.plugins
        }
      migration.leave("presets: \(entry.key)", at: entry.keyRange, because: reason)
    }
  }

  private static func plugins(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    for item in node.items {
      let name = item.text ?? item.items.first?.text ?? "a function"
      migration.leave("plugins: \(name)", at: item.range, because: KeyRule.Reason.plugins)
    }
  }
}
