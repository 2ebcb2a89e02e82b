import SiteModel
import Templates
import Text

/// Lists of pages in groups: the pages of a topic by type, and those of an index and of a large folder by letter.
struct Groups {
  /// The largest number of pages that a glossary lists as uses of a term.
  private static let shownUses = 12

  /// The most pages that a folder lists without groups.
  private static let ungrouped = 60

  private let views: Views

  init(_ views: Views) {
    self.views = views
  }

  /// The value of `page.groups`.
  func groups(of page: Page) -> [Value] {
    switch page.type.structure {
    case .topic: byType(views.members(ofTopic: page))
    case .search: byLetter(views.allPages.filter(\.isListed).map(\.id)) { views.card($0) }
    case .section, .home: ofFolder(views.children(of: page.id))
    default: []
    }
  }

  private func ofFolder(_ ids: [PageID]) -> [Value] {
    let terms = ids.filter { views.page($0).type.has(.term) }
    if !terms.isEmpty { return byLetter(terms, entry: term) }
    guard ids.count > Self.ungrouped else { return [] }
    let folders = ids.filter { views.page($0).type.structure == .section }
    let pages = ids.filter { views.page($0).type.structure != .section }
    let first =
      folders.isEmpty
      ? [] : [group(views.strings["folders"], id: "group.folders", folders.map { views.card($0) })]
    guard pages.count > Self.ungrouped else {
      return first + [
        group(views.strings["pages_heading"], id: "group.pages", pages.map { views.card($0) })
      ]
    }
    return first + byLetter(pages) { views.card($0) }
  }

  private func byType(_ ids: [PageID]) -> [Value] {
    views.configuration.types.all.compactMap { type in
      let members = ids.filter { views.page($0).type == type }
      guard !members.isEmpty else { return nil }
      return group(
        views.strings.heading(of: type), id: "group." + type.nouns.many,
        members.map { views.card($0) })
    }
  }

  private func byLetter(_ ids: [PageID], entry: (PageID) -> Value) -> [Value] {
    var letters: [String: [(slug: String, id: PageID)]] = [:]
    for id in ids {
      let slug = Slug.page(views.page(id).title)
      letters[Self.letter(slug), default: []].append((slug, id))
    }
    return letters.sorted { $0.key < $1.key }.map { letter, members in
      let sorted = members.sorted { ($0.slug, $0.id) < ($1.slug, $1.id) }
      return group(
        letter, id: "letter." + (letter == "#" ? "none" : letter.lowercased()),
        sorted.map { entry($0.id) })
    }
  }

  private static func letter(_ slug: String) -> String {
    guard let first = slug.first else { return "#" }
    return first.isLetter ? first.uppercased() : "#"
  }

  private func group(_ label: String, id: String, _ entries: [Value]) -> Value {
    .record(Record([("label", .string(label)), ("id", .string(id)), ("entries", .list(entries))]))
  }

  /// A term's card with its other spellings and the pages that use it.
  private func term(_ id: PageID) -> Value {
    views.card(
      id,
      [
        "slug": .string(views.page(id).slug),
        "earlier_slugs": .list(views.page(id).earlierSlugs.map { .string($0) }),
        "aliases": .list(views.page(id).otherNames.map { .string($0.text) }),
        "used_in": views.cards(views.uses(of: id).prefix(Self.shownUses)),
      ])
  }
}
