/// Zola.
enum ZolaTool: ForeignTool {
  static let name = "zola"
  static let title = "Zola"
  static let files = ["zola.toml", "config.toml"]
  static let marks: Set<String> = ["base_url"]

  static let keys: [KeyRule] =
    [
      .sets("base_url", "base_url"), .sets("title", "title"), .sets("description", "tagline"),
      .sets("default_language", "language"), .sets("author", "author"),
      .reads("markdown") { node, path, migration in
        if node["smart_punctuation"]?.text == "true" {
          migration.set("markdown.smart_punctuation", yaml: "true", migration.place(path))
        }
        migration.leave(path, because: KeyRule.Reason.markdown)
      },
    ]
    + KeyRule.kept("build_search_index", "generate_feeds", "generate_feed", "generate_sitemap")
    + KeyRule.unused("theme", "extra", "compile_sass", why: KeyRule.Reason.theme)
    + KeyRule.unused(
      "taxonomies", why: "`tags` in front matter have pages; other taxonomies have none")
    + KeyRule.unused("search", why: KeyRule.Reason.search)
    + KeyRule.unused("languages", "translations", why: KeyRule.Reason.languages)
    + KeyRule.unused(
      "link_checker", why: "`waymark check --external` checks links to other websites")
    + KeyRule.unused("slugify", why: KeyRule.Reason.addresses)
    + KeyRule.unused(
      "minify_html", "output_dir", "hard_link_static", "feed_filenames", "feed_filename",
      "feed_limit", "ignored_content", "ignored_static", "generate_robots_txt",
      "exclude_paginated_pages_in_sitemap",
      why: KeyRule.Reason.output)

  static func finish(_ migration: inout Migration) {
    migration.setContent("content", migration.place("base_url"))
  }
}
