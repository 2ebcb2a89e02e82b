import Diagnostics

/// Reports kinds that are turned off although their folder has pages.
enum DisabledKind: Check {
  static let rule = Rule(
    "disabled-kind", .warning,
    "`waymark.yml` turns a kind off, but its folder still has pages. They become plain pages, which do not show the "
      + "fields of the kind.",
    example: """
      waymark.yml:
      title: Soup
      types: {faq: off}
      content/faq/why.md:
      ---
      title: Why soup?
      answer: It is warm.
      ---
      It is warm.
      """,
    remedy:
      "Move the pages to the folder of another kind, remove them, or take the kind's line out of `types`."
  )

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    let configuration = site.site.configuration
    return configuration.disabledKinds.compactMap { name, range in
      guard let type = configuration.types.disabled.first(where: { $0.name == name }) else {
        return nil
      }
      let pages = site.pages.filter { $0.place.topFolder == type.folder && !$0.place.isIndex }
      guard let folder = type.folder, !pages.isEmpty else { return nil }
      let count = pages.count == 1 ? "1 page" : "\(pages.count) pages"
      return Diagnostic(
        rule,
        "the kind `\(type.name)` is off, but `\(configuration.content.prefix)\(folder)/` has \(count)",
        at: configuration.source.location(of: range),
        notes: [.init("they are plain pages now, without the fields of \(type.nouns.many)")],
        help: "move or remove the pages, or remove this line")
    }
  }
}
