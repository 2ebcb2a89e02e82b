import Diagnostics

/// mdBook, with its summary.
enum MdBookTool: ForeignTool {
  static let name = "mdbook"
  static let title = "mdBook"
  static let files = ["book.toml"]

  static let keys: [KeyRule] =
    [
      .sets("book.title", "title"), .sets("book.description", "tagline"),
      .sets("book.language", "language"),
      .reads("book.authors") { node, path, migration in
        let names = node.items.compactMap(\.text)
        if !names.isEmpty {
          migration.set("author", names.joined(separator: ", "), migration.place(path))
        }
      },
      .reads("output.html.edit-url-template") { node, path, migration in
        guard let text = node.text, text.hasSuffix("{path}") else {
          migration.leave(path, because: "`edit_url` ends where the path of the page begins")
          return
        }
        migration.setEditURL(
          String(text.dropLast("{path}".count)), above: "", migration.place(path))
      },
    ]
    + KeyRule.kept(
      "book.src", "book.multilingual", "output.html.site-url", "output.html.search.enable")
    + KeyRule.unused(
      "output.html.default-theme", "output.html.preferred-dark-theme", "output.html.theme",
      "output.html.additional-css", "output.html.additional-js", "output.html.fold",
      "output.html.print", "output.html.playground", "output.html.code",
      "output.html.no-section-label",
      "output.html.input-404", "output.html.cname", "output.html.mathjax-support",
      "output.html.sidebar-header-nav", why: KeyRule.Reason.theme)
    + KeyRule.unused(
      "output.html.git-repository-url", "output.html.git-repository-icon",
      why: KeyRule.Reason.social)
    + KeyRule.unused("output.html.redirect", why: KeyRule.Reason.redirects)
    + KeyRule.unused("output.html.search", why: KeyRule.Reason.search)
    + KeyRule.unused("preprocessor", why: KeyRule.Reason.plugins)
    + KeyRule.unused("build", "rust", "output", why: KeyRule.Reason.output)
    + [
      .reads("output.html.smart-punctuation", punctuation),
      .reads("output.html.curly-quotes", punctuation),
    ]

  private static func punctuation(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    if node.text == "true" {
      migration.set("markdown.smart_punctuation", yaml: "true", migration.place(path))
    }
  }

  static func finish(_ migration: inout Migration) {
    let source = migration.text("book.src") ?? "src"
    migration.setContent(source, migration.place("book.src"))
    if let path = migration.text("output.html.site-url") {
      migration.set(
        "base_url", "https://example.org" + (path.hasPrefix("/") ? path : "/" + path),
        migration.place("output.html.site-url"), doubt: "the host is not named")
    }
    if migration.flag("output.html.search.enable") == false {
      migration.set("search", yaml: "false", migration.place("output.html.search.enable"))
    }
    readSummary(source + "/SUMMARY.md", &migration)
  }

  /// Says what the summary orders; pages have no order but that in their front matter.
  private static func readSummary(_ path: String, _ migration: inout Migration) {
    guard let bytes = migration.folder.read(path) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let count = text.split(separator: "\n").count { line in
      line.contains("](") && line.drop { " \t-*+".contains($0) }.hasPrefix("[")
    }
    migration.leave(
      "SUMMARY.md", at: path,
      because: "it orders \(count) pages: " + KeyRule.Reason.sidebar
        + "; it is published as a page unless you move it elsewhere")
  }
}
