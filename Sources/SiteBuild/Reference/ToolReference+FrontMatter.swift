import SiteModel
import Text

extension ToolReference {
  /// The keys of pages.
  var frontMatter: Chapter {
    let kinds = ContentTypes.builtIn.all.filter {
      !$0.ownFields.isEmpty || $0.structure == nil && $0.folder != nil
    }
    return Chapter(
      folder: "front-matter", title: "Front matter",
      description: "Every key that pages can have, by kind of page.",
      opening: """
        Front matter stands between two lines `---` at the top of a page, in YAML, or between two lines `+++`, in TOML. Every
        page may have the keys of [any page](any-page.md); a kind of page adds its own. None is required. `waymark explain KIND`
        prints those of one kind, and those that your site declares.

        """,
      pages: [anyPage] + kinds.map(Self.page) + [foreignKeys])
  }

  private var anyPage: ReferencePage {
    ReferencePage(
      "front-matter/any-page.md", "Front matter of any page", "The keys that every page may have.",
      frontMatter: ["order: 1", "asked: [front matter keys, front matter fields]"],
      body: Self.table(ContentType.commonFields) + "\n## Example\n\n"
        + Markup.code("yaml", TypeExample(.page).frontMatter, title: "content/about.md"))
  }

  private static func page(_ type: ContentType) -> ReferencePage {
    let name = type.indefiniteName
    let place = type.folder.map { "a file in `content/\($0)/`" } ?? "`content/_index.md`"
    var body = "\(Markup.sentence("\(name) is \(place)"))"
    if type.ownFields.isEmpty {
      body += " It has the keys of [any page](any-page.md), and no others.\n"
    } else {
      body +=
        " Beside the keys of [any page](any-page.md) it may have these:\n\n" + table(type.ownFields)
    }
    let file = type.folder.map { "content/\($0)/example.md" } ?? "content/_index.md"
    body += "\n## Example\n\n" + Markup.code("yaml", TypeExample(type).ownFrontMatter, title: file)
    return ReferencePage(
      "front-matter/\(Slug.page(type.name)).md", "Front matter of \(name)",
      "The keys that \(name) has beside those of any page.", body: body)
  }

  private var foreignKeys: ReferencePage {
    let keys = ForeignKey.all
    let mapped = keys.compactMap { key -> [String]? in
      let name = key.name + (key.inner.map { "." + $0 } ?? "")
      let effect = key.isPublishSwitch ? "`draft: true`, if it is `false`" : key.effect
      return effect.map { ["`\(name)`", key.tools, $0] }
    }
    var unused: [(tools: String, names: [String])] = []
    for key in keys where key.field == nil && !key.isPublishSwitch {
      if unused.last?.tools != key.tools { unused.append((key.tools, [])) }
      unused[unused.count - 1].names.append("`\(key.name)`")
    }
    return ReferencePage(
      "front-matter/other-tools.md", "Front matter of other tools",
      "The keys of Hugo, Jekyll, Docusaurus and others, and what they are read as.",
      body: "They are taken without a message. A key of Waymark's on the same page wins.\n\n"
        + Markup.table(["Key", "Of", "Is read as"], mapped)
        + "\n## Keys without effect\n\n"
        + Markup.table(["Of", "Keys"], unused.map { [$0.tools, $0.names.joined(separator: " ")] }))
  }
}

extension ForeignKey {
  /// The field that the key is read as; `nil` where it has no effect.
  fileprivate var effect: String? {
    field.map { $0 == "permalink" ? "an earlier address, as in `aliases`" : "`\($0)`" }
  }
}
