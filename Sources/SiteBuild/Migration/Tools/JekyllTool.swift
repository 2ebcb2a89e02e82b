/// Jekyll, also with Just the Docs.
enum JekyllTool: ForeignTool {
  static let name = "jekyll"
  static let title = "Jekyll"
  static let files = ["_config.yml", "_config.yaml", "_config.toml"]

  static let keys: [KeyRule] =
    [
      .sets("title", "title"), .sets("name", "title"), .sets("description", "tagline"),
      .sets("tagline", "tagline"), .sets("lang", "language"), .sets("locale", "language"),
      .reads("author") { node, path, migration in
        migration.set("author", from: node["name"] ?? node, path)
      },
    ]
    + KeyRule.kept(
      "url", "baseurl", "source", "repository", "github_username", "search_enabled",
      "gh_edit_link", "gh_edit_repository", "gh_edit_branch", "gh_edit_source",
      "gh_edit_view_mode", "gh_edit_link_text")
    + KeyRule.unused(
      "theme", "remote_theme", "color_scheme", "logo", "favicon_ico", "sass",
      "minimal_mistakes_skin",
      "enable_copy_code_button", "heading_anchors", "nav_enabled", "nav_sort", "nav_error_report",
      "aux_links_new_tab", "back_to_top", "back_to_top_text", "last_edit_timestamp",
      "last_edit_time_format", "callouts", "callouts_level", "child_nav_order",
      why: KeyRule.Reason.theme)
    + KeyRule.unused("plugins", "gems", "plugins_dir", "whitelist", why: KeyRule.Reason.plugins)
    + KeyRule.unused(
      "markdown", "kramdown", "highlighter", "liquid", "mermaid", why: KeyRule.Reason.markdown)
    + KeyRule.unused("permalink", why: KeyRule.Reason.addresses)
    + KeyRule.unused(
      "defaults", why: "each page has its own front matter; nothing is inherited")
    + KeyRule.unused(
      "collections", "collections_dir",
      why: "a folder of pages is enough: that of `_docs/` has the address `/docs/`")
    + KeyRule.unused(
      "exclude", "include", "keep_files",
      why:
        "with `content: .` hidden folders, `vendor` and `node_modules` are left out, and of other files only pictures, media, PDF and tables that pages use are published"
    )
    + KeyRule.unused("nav_external_links", "aux_links", "header_pages", why: KeyRule.Reason.menu)
    + KeyRule.unused(
      "search", "search_tokenizer_separator", why: KeyRule.Reason.search)
    + KeyRule.unused("ga_tracking", "google_analytics", why: KeyRule.Reason.scripts)
    + KeyRule.unused(
      "twitter_username", "twitter", "social", "email", "footer_content", why: KeyRule.Reason.social
    )
    + KeyRule.unused(
      "compress_html", "paginate", "paginate_path", "timezone", "encoding", "destination",
      "future", "safe", "incremental", "port", "host", why: KeyRule.Reason.output)

  static func finish(_ migration: inout Migration) {
    if let url = migration.text("url") {
      let path = migration.text("baseurl") ?? ""
      let slash = path.isEmpty || path.hasPrefix("/") ? "" : "/"
      migration.set("base_url", url + slash + path, migration.place("url"))
    }
    migration.setContent(migration.text("source") ?? ".", migration.place("source"))
    if migration.flag("search_enabled") == false {
      migration.set("search", yaml: "false", migration.place("search_enabled"))
    }
    guard let repository = migration.text("gh_edit_repository"),
      migration.flag("gh_edit_link") != false
    else { return }
    let branch = migration.text("gh_edit_branch") ?? "main"
    let mode = migration.text("gh_edit_view_mode") ?? "tree"
    let source = migration.text("gh_edit_source").map { $0 + "/" } ?? ""
    migration.set(
      "edit_url", "\(repository)/\(mode)/\(branch)/\(source)",
      migration.place("gh_edit_repository"))
  }
}
