import Text

/// MkDocs, also with Material.
enum MkDocsTool: ForeignTool {
  static let name = "mkdocs"
  static let title = "MkDocs"
  static let files = ["mkdocs.yml", "mkdocs.yaml"]

  static let keys: [KeyRule] =
    [
      .sets("site_name", "title"), .sets("site_description", "tagline"),
      .sets("site_url", "base_url"), .sets("site_author", "author"),
      .sets("theme.language", "language"), .sets("theme.locale", "language"),
      .reads("nav", nav), .reads("plugins", plugins),
      .reads("markdown_extensions", extensions),
    ]
    + KeyRule.kept("docs_dir", "repo_url", "repo_name", "edit_uri", "theme.name")
    + KeyRule.unused(
      "theme.palette", "theme.font", "theme.logo", "theme.favicon", "theme.icon", "theme.features",
      "theme.custom_dir", "theme.direction", "theme", "copyright", "extra",
      why: KeyRule.Reason.theme)
    + KeyRule.unused("extra_css", "extra_javascript", why: KeyRule.Reason.scripts)
    + KeyRule.unused("extra.social", why: KeyRule.Reason.social)
    + KeyRule.unused("extra.alternate", why: KeyRule.Reason.languages)
    + KeyRule.unused("extra.version", why: KeyRule.Reason.versions)
    + KeyRule.unused("hooks", why: KeyRule.Reason.code)
    + KeyRule.unused(
      "site_dir", "dev_addr", "watch", "strict", "validation", "use_directory_urls",
      why: KeyRule.Reason.output)
    + KeyRule.unused(
      "exclude_docs", "draft_docs", "not_in_nav",
      why: "`draft: true` in front matter keeps a page back, and `unlisted: true` out of lists")
    + KeyRule.unused("INHERIT", why: "the file that it names is not read; write its settings here")

  static func finish(_ migration: inout Migration) {
    let folder = migration.text("docs_dir") ?? "docs"
    migration.setContent(folder, migration.place("docs_dir"))
    setEditURL(&migration, folder)
  }

  /// The address of the repository, with the path that `edit_uri` adds or the usual one.
  private static func setEditURL(_ migration: inout Migration, _ folder: String) {
    guard let repository = migration.text("repo_url") else { return }
    let base = repository.hasSuffix("/") ? repository : repository + "/"
    if let path = migration.value("edit_uri")?.text {
      guard !path.isEmpty else { return }
      let isWhole = path.contains("://")
      migration.setEditURL(
        isWhole ? path : base + path, above: folder, migration.place("edit_uri"))
    } else {
      migration.set(
        "edit_url", base + "edit/main/", migration.place("repo_url"),
        doubt: "`edit_uri` does not say which branch")
    }
  }

  // MARK: Navigation

  private static func nav(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    var folders: [String] = []
    for item in node.items {
      let entry = item.entries.first
      let paths = Self.paths(entry?.value ?? item)
      let isExternal = paths.contains { $0.contains("://") }
      let tops = Set(paths.map { $0.split(separator: "/").dropLast().first.map(String.init) })
      if !isExternal, tops.count == 1, let top = tops.first ?? nil {
        if !folders.contains(top) { folders.append(top) }
      } else if paths.contains(where: { !isHome($0) }) || paths.isEmpty {
        let name = entry?.key ?? item.text ?? path
        migration.leave(
          "nav: \(name)", at: item.range,
          because: "it is not one folder; " + KeyRule.Reason.menu)
      }
    }
    if !folders.isEmpty {
      migration.set(
        "navigation", yaml: "[" + folders.map(SiteStarter.quoted).joined(separator: ", ") + "]",
        migration.place(path))
    }
    migration.leave(path, because: KeyRule.Reason.sidebar)
  }

  /// The pages of an entry.
  private static func paths(_ node: ConfigurationNode) -> [String] {
    switch node.content {
    case .text(let text): [text]
    case .list(let items): items.flatMap(paths)
    case .map(let entries): entries.flatMap { paths($0.value) }
    case .computed: []
    }
  }

  private static func isHome(_ path: String) -> Bool {
    ["index.md", "readme.md"].contains(path.lowercased())
  }

  // MARK: Lists of names

  /// The names in a list whose items are names, or names with options.
  private static func names(
    _ node: ConfigurationNode
  ) -> [(name: String, options: ConfigurationNode?, range: Range<Int>)] {
    let items = node.items.map { item in
      item.text.map { ($0, ConfigurationNode?.none, item.range) }
        ?? (item.entries.first?.key ?? "", item.entries.first?.value, item.range)
    }
    return items + node.entries.map { ($0.key, $0.value, $0.keyRange) }
  }

  private static func plugins(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    let all = names(node)
    if !all.contains(where: { $0.name == "search" || $0.name.hasSuffix("/search") }) {
      migration.set("search", yaml: "false", migration.place(path))
    }
    for plugin in all where plugin.name != "search" {
      let reason =
        switch plugin.name.split(separator: "/").last {
        case "redirects": KeyRule.Reason.redirects
        case "awesome-pages", "awesome-nav", "literate-nav", "section-index":
          KeyRule.Reason.sidebar
        case "tags": "`tags` in front matter have pages without a plugin"
        case "mike": KeyRule.Reason.versions
        case "i18n": KeyRule.Reason.languages
        default: KeyRule.Reason.plugins
        }
      migration.leave("plugins: \(plugin.name)", at: plugin.range, because: reason)
    }
  }

  /// Extensions whose syntax Waymark reads, or reports where it occurs.
  private static let known: Set<String> = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "sane_lists",
    "tables", "toc", "extra", "codehilite", "fenced_code", "nl2br", "wikilinks",
  ]

  private static func extensions(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    for item in names(node) {
      let name = item.name.replacing("markdown.extensions.", with: "")
      if name == "smarty" || name == "pymdownx.smartsymbols" && item.options == nil {
        migration.set("markdown.smart_punctuation", yaml: "true", migration.place(path))
      } else if !known.contains(name), !name.hasPrefix("pymdownx.") {
        migration.leave("\(path): \(name)", at: item.range, because: KeyRule.Reason.markdown)
      }
    }
    migration.leave(
      path,
      because: "what they read is Markdown's here, or `waymark check` reports it where it occurs")
  }
}
