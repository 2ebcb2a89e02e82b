import SiteModel
import Templates

extension Views {
  /// How many entries a list has that every page shows: more would help nobody to choose, and each
  /// would cost every page its bytes.
  private static let shownEverywhere = 24

  /// What templates can read of `site`.
  package static let siteFields: [ViewField<Site>] = [
    ViewField("title", "the site's name") { _, site in .string(site.configuration.title) },
    ViewField("tagline", "what it is, in one line, or none") { _, site in
      Value(site.configuration.tagline)
    },
    ViewField("language", "the language of its texts: `en`") { _, site in
      .string(site.configuration.language)
    },
    ViewField("author", "who writes it, or none") { _, site in Value(site.configuration.author) },
    ViewField("base_url", "its address without a slash at the end") { _, site in
      .string(site.configuration.address.base)
    },
    ViewField("root", "the path it lives under: `/` or `/guide/`") { _, site in
      .string(site.configuration.address.root)
    },
    ViewField("feed_url", "the address of its feed") { _, site in
      .string(site.configuration.address.path(to: Feed.path.text))
    },
    ViewField("navigation", "the links of the bar: title, url, section") { views, site in
      .list(views.navigation(site))
    },
    ViewField("sections", "cards of 24 folders' pages at most, each with `count`") { views, site in
      .list(
        views.sections(site).prefix(Self.shownEverywhere).map { section in
          views.card(section, ["count": .int(site.children[section]?.count ?? 0)])
        })
    },
    ViewField("topics", "cards of the topics that hold pages, each with `count`") { views, site in
      .list(
        site.configuration.topics.compactMap { topic in
          guard let pages = site.topics[topic.name], let page = site.page(ofTopic: topic.name)
          else { return nil }
          return views.card(page.id, ["count": .int(pages.count)])
        })
    },
    ViewField("has_search", "whether the site can be searched") { _, site in
      .bool(site.configuration.hasSearch)
    },
    ViewField("has_map", "whether the site has a map of its pages") { _, site in
      .bool(site.configuration.hasMap)
    },
    ViewField("start_with", "cards of the 5 questions that the home page starts with first") {
      views, site in
      guard let home = site.page(at: ContentPath("_index.md")) else { return [] }
      return views.cards(views.shownQuestions(home).prefix(5))
    },
    ViewField("paths", "cards of the paths") { views, site in
      views.cards(views.paths(site))
    },
    ViewField("pages", "cards of 24 plain pages at most: about, privacy") { views, site in
      let plain = site.pages.filter { $0.type == .page && $0.path.topFolder == nil }
      return views.cards(plain.prefix(Self.shownEverywhere).map(\.id))
    },
    ViewField("latest", "cards of the 8 pages that changed last, each with `updated`") {
      views, site in
      .list(
        Feed.latest(site, count: 8).map { page, day in
          views.card(page.id, ["updated": .string(day.text)])
        })
    },
  ]

  private func navigation(_ site: Site) -> [Value] {
    site.configuration.navigation.compactMap { folder in
      let name = folder.text.split(separator: "/").joined(separator: "/")
      guard let page = site.page(at: ContentPath(name + "/_index.md")) else { return nil }
      return .map(
        Map([
          ("title", .string(page.title)), ("url", .string(site.address(of: page.id))),
          ("section", .string(name)),
        ]))
    }
  }

  /// The pages of the folders at the top, in the order of the bar, then by path.
  private func sections(_ site: Site) -> [PageID] {
    let all = site.pages.filter { $0.type == .section && $0.path.components.count == 2 }
    let order = site.configuration.navigation.map(\.text)
    func rank(_ page: Page) -> Int { order.firstIndex(of: page.path.folder) ?? order.count }
    return all.sorted { (rank($0), $0.id) < (rank($1), $1.id) }.map(\.id)
  }

  private func paths(_ site: Site) -> [PageID] {
    let section = site.page(at: ContentPath("paths/_index.md"))
    let listed = section.flatMap { site.children[$0.id] } ?? []
    return listed.filter { site.pages[$0].type == .path }
  }
}
