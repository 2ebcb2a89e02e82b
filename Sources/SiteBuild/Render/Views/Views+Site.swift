import SiteModel
import Templates

extension Views {
  /// The largest length of a list that every page contains, because each entry adds bytes to every page.
  private static let shownEverywhere = 24

  /// The fields of `site`.
  package static let siteFields: [ViewField<Void>] = generalFields + lookFields

  private static let generalFields: [ViewField<Void>] = [
    .setting("title", "the site's name") { .string($0.title) },
    .setting("tagline", "what it is, in one line, or none") { Value($0.tagline) },
    .setting("language", "the language of its texts: `en`") { .string($0.language) },
    .setting("direction", "how its language is written: `ltr` or `rtl`") {
      .string($0.languageTag.direction)
    },
    .setting("author", "who writes it, or none") { Value($0.author) },
    .setting("base_url", "its address without a slash at the end, or none") {
      Value($0.address.base)
    },
    .setting("root", "the path it lives under: `/` or `/guide/`") { .string($0.address.root) },
    ViewField("feed_url", "the address of its Atom feed, or none") { views, _ in
      views.hasFeed
        ? .string(views.configuration.address.path(to: FeedFiles.atom(in: "").text)) : .none
    },
    ViewField("navigation", "the links of the bar: title, url, and section for a folder") {
      views, _ in .list(views.links(views.configuration.navigation))
    },
    ViewField("footer", "the links of the footer, likewise; none where the site sets none") {
      views, _ in views.configuration.footer.map { .list(views.links($0)) } ?? .none
    },
    ViewField("sections", "cards of 24 folders' pages at most, each with `count`") { views, _ in
      .list(
        views.sections.prefix(Self.shownEverywhere).map { section in
          views.card(section, ["count": .int(views.children(of: section).count)])
        })
    },
    ViewField("topics", "cards of the topics that hold pages, 24 tags at most, each with `count`") {
      views, _ in
      .list(
        views.shownTopics.map { topic in
          views.card(topic.page, ["count": .int(topic.count)])
        })
    },
    .setting("has_search", "whether the site can be searched") { .bool($0.hasSearch) },
    .setting("has_map", "whether the site has a map of its pages") { .bool($0.hasMap) },
    .setting(
      "whole_guide", "the forms in which the whole guide can be kept, each with form and url"
    ) {
      configuration in
      .list(
        configuration.wholeGuide.map { form in
          .record(
            Record([
              ("form", .string(form.rawValue)),
              ("url", .string(configuration.address.path(to: form.route))),
            ]))
        })
    },
    ViewField("start_with", "cards of the 5 questions that the home page starts with first") {
      views, _ in
      guard let home = views.page(at: "_index.md") else { return [] }
      return views.cards(views.shownQuestions(home).prefix(5))
    },
    ViewField("paths", "cards of the paths") { views, _ in
      .list(views.paths.map { views.cardWithEffort($0) })
    },
    ViewField("pages", "cards of 24 plain pages at most: about, privacy") { views, _ in
      let plain = views.allPages.filter {
        $0.type.isContent && !$0.isUnlisted && $0.place.topFolder == nil
      }
      return views.cards(plain.prefix(Self.shownEverywhere).map(\.id))
    },
    ViewField("latest", "cards of the 8 pages that changed last, each with `updated`") {
      views, _ in
      .list(
        views.allPages.latest(8).map { page, day in
          views.card(page.id, ["updated": .string(day.text)])
        })
    },
  ]

  /// The declared topics that hold pages, and the tags with most pages while there is room.
  private var shownTopics: [(page: PageID, count: Int)] {
    let topics = allTopics.compactMap { topic -> (page: PageID, count: Int, name: String)? in
      guard let page = page(ofTopic: topic.name) else { return nil }
      let count = members(ofTopic: page).count
      return count == 0 ? nil : (page.id, count, topic.name)
    }
    let declared = Set(configuration.topics.map(\.name))
    let room = max(0, Self.shownEverywhere - declared.count)
    let tags = topics.filter { !declared.contains($0.name) }
      .sorted { ($1.count, $0.page) < ($0.count, $1.page) }.prefix(room)
    return (topics.filter { declared.contains($0.name) } + tags).map { ($0.page, $0.count) }
  }

  private static let linkShape = Shape(["title", "url", "section"])

  /// Links of the bar or the footer; those that lead nowhere are reported and left out.
  private func links(_ links: [SiteLink]) -> [Value] {
    links.compactMap { link in
      if let address = link.address {
        return .record(
          Record(Self.linkShape, [.string(link.label ?? address), .string(address), .none]))
      }
      guard let page = page(of: link) else { return nil }
      return .record(
        Record(
          Self.linkShape,
          [
            .string(link.label ?? page.title), .string(page.address),
            page.place.isIndex ? Value(page.place.topFolder) : .none,
          ]))
    }
  }

  /// The pages of top-level folders, first in the order of the navigation, then by path.
  var sections: [PageID] {
    let all = allPages.filter {
      $0.type.structure == .section && !$0.isUnlisted && $0.place.components.count == 2
    }
    let order = configuration.navigation.map(\.folder)
    func rank(_ page: Page) -> Int { order.firstIndex(of: page.place.folder) ?? order.count }
    return all.sorted { (rank($0), $0.id) < (rank($1), $1.id) }.map(\.id)
  }

  private var paths: [PageID] {
    configuration.types.all.filter { $0.fieldName(.steps) != nil }.flatMap { type in
      let section = allPages.first { $0.place.text == (type.folder ?? "") + "/_index.md" }
      return section.map { children(of: $0.id).filter { page($0).type == type } } ?? []
    }
  }
}
