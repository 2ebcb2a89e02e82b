import SiteModel
import Text

/// The order of the whole guide: the home page's text, the folders in the order of the navigation, then plain pages.
///
/// Questions stand under their topics, terms in the order of the alphabet, and other pages as their folders list them.
struct BookOutline {
  /// A folder, a topic's questions, or a page.
  struct Part {
    let title: String
    /// `nil` for a group of questions.
    let page: Page?
    /// The address relative to the root of the site, decoded; for a group one that no page has.
    let address: String
    var isEntry = false
    var children: [Part] = []

    /// The part and everything in it, in the order of the text.
    var all: [Part] { [self] + children.flatMap(\.all) }

    /// The pages in it, in the order of the text.
    var pages: [Page] { (page.map { [$0] } ?? []) + children.flatMap(\.pages) }

    init(_ page: Page, isEntry: Bool = false) {
      title = page.title
      self.page = page
      address = page.route.text + (page.entryAnchor.map { "#" + $0 } ?? "")
      self.isEntry = isEntry
    }

    /// A group of the questions of a folder.
    init(questions: [Page], title: String, in folder: Page) {
      self.title = title
      page = nil
      address = folder.route.text + ":" + title
      isEntry = true
      children = questions.map { Part($0, isEntry: true) }
    }
  }

  let parts: [Part]

  init(_ views: Views) {
    let all = views.allPages
    let home = all.filter { $0.isHome && !$0.parsed.body.bytes.isEmpty }
    let plain = all.filter {
      $0.type.isContent && !$0.isUnlisted && $0.place.topFolder == nil && !$0.isHome
    }
    parts =
      home.map { Part($0) }
      + views.sections.map { Self.part(of: views.page($0), views) }.filter { !$0.children.isEmpty }
      + plain.map { Part($0) }
  }

  private static func part(of folder: Page, _ views: Views) -> Part {
    var part = Part(folder)
    let pages = views.children(of: folder.id).map { views.page($0) }.filter { !$0.isUnlisted }
    if pages.contains(where: { $0.type.has(.question) }) {
      part.children = questions(pages.filter { $0.type.has(.question) }, in: folder, views)
    }
    let terms = pages.filter { $0.type.has(.term) }.map { (Slug.page($0.title), $0) }
    part.children += terms.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map {
      Part($0.1, isEntry: true)
    }
    for page in pages where !page.type.has(.question) && !page.type.has(.term) {
      if page.type.structure == .section {
        let inner = self.part(of: page, views)
        if !inner.children.isEmpty { part.children.append(inner) }
      } else if page.type.isContent {
        part.children.append(Part(page))
      }
    }
    return part
  }

  /// Questions under the first of their topics, in the order of the topics; those without a topic come last.
  private static func questions(_ pages: [Page], in folder: Page, _ views: Views) -> [Part] {
    let topics = pages.map { views.topicPages(of: $0).first }
    if topics.allSatisfy({ $0 == nil }) { return pages.map { Part($0, isEntry: true) } }
    var groups: [Part] = []
    for topic in views.allTopics.compactMap({ views.page(ofTopic: $0.name) }) {
      let members = zip(pages, topics).filter { $0.1?.id == topic.id }.map(\.0)
      if members.isEmpty { continue }
      groups.append(Part(questions: members, title: topic.title, in: folder))
    }
    return groups + zip(pages, topics).filter { $0.1 == nil }.map { Part($0.0, isEntry: true) }
  }
}
