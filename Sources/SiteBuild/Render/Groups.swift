import SiteModel
import Templates

/// The lists of pages that are shown in groups: a topic's by type, an index's by letter.
struct Groups {
  /// How many of the pages that use a term are shown with it: more would help nobody to choose.
  private static let shownUses = 12

  private let views: Views
  private var site: Site { views.site }

  init(_ views: Views) {
    self.views = views
  }

  func groups(of page: Page) -> [Value] {
    switch page.type {
    case .topic: byType(site.topics[page.path.stem] ?? [])
    case .search: byLetter(site.pages.filter(isListed).map(\.id))
    case .section:
      byLetter((site.children[page.id] ?? []).filter { site.pages[$0].type == .term })
    default: []
    }
  }

  private func isListed(_ page: Page) -> Bool {
    page.isContent || page.type == .topic || page.type == .section
  }

  private func byType(_ ids: [PageID]) -> [Value] {
    ContentType.all.compactMap { type in
      let members = ids.filter { site.pages[$0].type == type }
      guard !members.isEmpty else { return nil }
      let name = type.nouns.many
      return group(name.prefix(1).uppercased() + name.dropFirst(), id: "group." + name, members)
    }
  }

  private func byLetter(_ ids: [PageID]) -> [Value] {
    var letters: [String: [PageID]] = [:]
    for id in ids { letters[Self.letter(site.pages[id].title), default: []].append(id) }
    return letters.sorted { $0.key < $1.key }.map { letter, members in
      let sorted = members.sorted {
        (Slug(site.pages[$0].title).text, $0) < (Slug(site.pages[$1].title).text, $1)
      }
      return group(letter, id: "letter." + (letter == "#" ? "none" : letter.lowercased()), sorted)
    }
  }

  private static func letter(_ title: String) -> String {
    guard let first = Slug(title).text.first else { return "#" }
    return first.isLetter ? first.uppercased() : "#"
  }

  private func group(_ label: String, id: String, _ members: [PageID]) -> Value {
    .map(
      Map([
        ("label", .string(label)), ("id", .string(id)), ("entries", .list(members.map(entry))),
      ]))
  }

  private func entry(_ id: PageID) -> Value {
    let page = site.pages[id]
    guard page.type == .term else { return views.card(id) }
    return views.card(
      id,
      [
        "slug": .string(page.slug),
        "aliases": .list(page.record.texts("aliases").map { .string($0.text) }),
        "used_in": views.cards((site.termUses[id] ?? []).prefix(Self.shownUses)),
      ])
  }
}
