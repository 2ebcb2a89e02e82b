/// Hugo, whose configuration is one file or a folder of files.
enum HugoTool: ForeignTool {
  static let name = "hugo"
  static let title = "Hugo"
  static let files = [
    "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml",
    "config.json",
  ]
  static let marks: Set<String> = [
    "baseURL", "baseurl", "BaseURL", "languageCode", "locale", "defaultContentLanguage", "theme",
    "module", "params", "markup", "contentDir",
  ]
  static let ignoresCase = true
  private static let configFolder = "config/_default"

  static func configuration(in folder: MigrationFolder) -> [String]? {
    if let file = files.first(where: folder.isFile) { return [file] }
    let names = folder.names(configFolder).filter { name in
      ["toml", "yaml", "yml", "json"].contains(name.split(separator: ".").last ?? "")
    }
    guard names.contains(where: { isMain($0) }) else { return nil }
    return (names.filter(isMain) + names.filter { !isMain($0) }).map { configFolder + "/" + $0 }
  }

  private static func isMain(_ name: String) -> Bool {
    name.hasPrefix("hugo.") || name.hasPrefix("config.")
  }

  static func prefix(of file: String) -> String? {
    guard file.hasPrefix(configFolder), let name = file.split(separator: "/").last,
      !isMain(String(name))
    else { return nil }
    return name.prefix { $0 != "." }.lowercased()
  }

  static let keys: [KeyRule] =
    [
      .sets("title", "title"), .sets("baseurl", "base_url"),
      .sets("params.description", "tagline"), .reads("markup", markup), .reads("menu", menus),
      .reads("menus", menus),
    ]
    + KeyRule.kept(
      "contentdir", "languagecode", "locale", "defaultcontentlanguage", "languages",
      "params.author", "author", "module", "enableemoji")
    + KeyRule.unused("theme", "params", "layoutdir", "assetdir", why: KeyRule.Reason.theme)
    + KeyRule.unused(
      "taxonomies", why: "`tags` in front matter have pages; other taxonomies have none")
    + KeyRule.unused("permalinks", "disablealiases", "uglyurls", why: KeyRule.Reason.addresses)
    + KeyRule.unused(
      "cascade", "frontmatter", why: "each page has its own front matter; nothing is inherited")
    + KeyRule.unused(
      "outputs", "outputformats", "mediatypes", "imaging", "minify", "build", "caches", "server",
      "privacy", "services", "security", "staticdir", "publishdir", "enablegitinfo", "timezone",
      "related", "sitemap", "pagination", "deployment", "ignorefiles", "disablekinds",
      "enablerobotstxt", "rsslimit", "pluralizelisttitles", "capitalizelisttitles",
      why: KeyRule.Reason.output)
    + KeyRule.unused(
      "builddrafts", "buildfuture", "buildexpired", why: "`--drafts` and `--future` show them")

  static func finish(_ migration: inout Migration) {
    if let path = ["languagecode", "locale", "defaultcontentlanguage"].first(where: {
      migration.text($0) != nil
    }), let text = migration.text(path) {
      migration.set("language", text.replacing("_", with: "-"), migration.place(path))
    }
    if let author = migration.value("params.author") ?? migration.value("author") {
      let path = migration.value("params.author") == nil ? "author" : "params.author"
      migration.set("author", from: author["name"] ?? author, path)
    }
    setContent(&migration)
  }

  /// The folder of the default language, or the one that is set.
  private static func setContent(_ migration: inout Migration) {
    let language = migration.text("defaultcontentlanguage") ?? "en"
    let languages = migration.value("languages")
    let own = languages?.entries.first { $0.key.lowercased() == language.lowercased() }?.value
    let inner = own?.entries.first { $0.key.lowercased() == "contentdir" }?.value.text
    if takeMounts(&migration) {
      // The mount replaces the folder of the pages.
    } else if let inner {
      migration.setContent(inner, migration.place("languages"))
    } else {
      migration.setContent(
        migration.text("contentdir") ?? "content", migration.place("contentdir"))
    }
    if let languages, languages.entries.count > 1 {
      migration.leave("languages", because: KeyRule.Reason.languages)
    }
  }

  /// Takes a folder that is mounted as the folder of the pages.
  private static func takeMounts(_ migration: inout Migration) -> Bool {
    guard let module = migration.value("module") else { return false }
    let mounts = (module["mounts"]?.items ?? []).filter { mount in
      mount["target"]?.text == "content"
        && migration.folder.isFolder(mount["source"]?.text ?? "")
    }
    if mounts.count != 1 || module["imports"] != nil {
      migration.leave(
        "module",
        because: "modules are not read; copy what they mount into the folder of the pages")
    }
    guard mounts.count == 1, let folder = mounts[0]["source"]?.text else { return false }
    migration.setContent(folder, migration.place("module"))
    return true
  }

  private static func markup(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    let goldmark = node["goldmark"]
    if goldmark?["renderer"]?["unsafe"]?.text == "true" {
      migration.set(
        "markdown", yaml: "{html: allow}", migration.place(path),
        doubt: "Hugo keeps all HTML; Waymark keeps what is safe, unless `html: allow` is set")
    }
    migration.leave(path, because: KeyRule.Reason.markdown)
  }

  /// Takes the folders that the main menu links to.
  private static func menus(
    _ node: ConfigurationNode, _ path: String, _ migration: inout Migration
  ) {
    var folders: [String] = []
    let items = node["main"]?.items ?? []
    let ordered = items.enumerated().sorted { left, right in
      (Int(left.element["weight"]?.text ?? "") ?? .max, left.offset)
        < (Int(right.element["weight"]?.text ?? "") ?? .max, right.offset)
    }.map(\.element)
    for item in ordered {
      let address = (item["pageRef"] ?? item["pageref"] ?? item["url"])?.text ?? ""
      let parts = address.split(separator: "/")
      if parts.count == 1, !address.contains(":"), item["parent"] == nil {
        folders.append(String(parts[0]))
      } else if !parts.isEmpty {
        migration.leave(
          "\(path).main: \(item["name"]?.text ?? address)", at: item.range,
          because: KeyRule.Reason.menu)
      }
    }
    if folders.isEmpty {
      migration.leave(path, because: KeyRule.Reason.menu)
    } else {
      migration.set(
        "navigation", yaml: "[" + folders.map(SiteStarter.quoted).joined(separator: ", ") + "]",
        migration.place(path))
    }
  }
}
