import Markdown
import SiteModel
import Templates

extension Views {
  private static let crumbShape = Shape(["title", "url"])

  func breadcrumbs(_ page: Page) -> Value {
    var above: [Page] = []
    var current = page
    while let section = section(of: current), above.count < 64 {
      above.append(section)
      current = section
    }
    if !page.isHome, above.last?.isHome != true, let home = self.page(at: "_index.md") {
      above.append(home)
    }
    return .list(
      above.reversed().map { page in
        let title = page.isHome ? configuration.title : page.title
        return .record(Record(Self.crumbShape, [.string(title), .string(page.address)]))
      })
  }

  func membership(_ membership: PathMembership) -> Value {
    func card(at index: Int) -> Value {
      membership.steps.indices.contains(index) ? self.card(membership.steps[index]) : .none
    }
    return .record(
      Record([
        ("title", .string(page(membership.path).title)),
        ("url", .string(address(of: membership.path))),
        ("step", .int(membership.step + 1)), ("total", .int(membership.steps.count)),
        ("previous", card(at: membership.step - 1)), ("next", card(at: membership.step + 1)),
      ]))
  }

  /// The reason why a page is related: "both about retention and churn"; `none` if there is none to show.
  func reason(_ related: RelatedPage) -> Value {
    if let topic = configuration.topics.first(where: { $0.name == related.topic }) {
      return .string(strings.text("also_under", ["topic": topic.title]))
    }
    if let topic = related.topic.flatMap({ page(ofTopic: $0) }) {
      return .string(strings.text("also_under", ["topic": topic.title]))
    }
    let words = related.words
    switch words.count {
    case 0: return .none
    case 1: return .string(strings.text("both_about", ["word": words[0]]))
    default:
      return .string(strings.text("both_about_two", ["first": words[0], "second": words[1]]))
    }
  }

  /// The related pages, without the next step that the front matter names, because the page shows that step
  /// separately.
  func related(_ page: Page) -> [RelatedPage] {
    let next = page.record.record("next").flatMap { target($0.locatedText("page"), of: page) }
    return relatedPages(of: page.id).filter { $0.page != next }
  }

  func nextStep(_ page: Page) -> Value {
    guard let next = nextPage(page) else { return .none }
    return card(
      next.id, ["reason": Value(next.reason ?? self.page(next.id).record.text("description"))])
  }

  /// The page to read next, with the reason.
  ///
  /// It is the page that the front matter names, the next step of the first path with this page, the first step of
  /// the page if it is a path, or the nearest guide. With `next: {}` there is none.
  private func nextPage(_ page: Page) -> (id: PageID, reason: String?)? {
    if let next = page.record.record("next") {
      if next.names.isEmpty { return nil }
      if let id = target(next.locatedText("page"), of: page) { return (id, next.text("why")) }
    }
    if let membership = memberships(of: page.id).first(where: { $0.step + 1 < $0.steps.count }) {
      let steps = self.page(membership.path).parsed.records(.steps)
      let note = steps.indices.contains(membership.step + 1) ? steps[membership.step + 1] : nil
      return (membership.steps[membership.step + 1], note?.text("note"))
    }
    if page.type.fieldName(.steps) != nil {
      return stepTargets(page).first.map { ($0, page.parsed.records(.steps).first?.text("note")) }
    }
    return page.type.folder == nil ? nil : nearestPage(to: page).map { ($0, nil) }
  }

  /// The nearest guide: the last one that the text links to, a related one, or one that mentions the term.
  ///
  /// For a topic it is the topic's first guide. If there is no guide, it is a related page, another page that the text links
  /// to, or the topic's first page.
  private func nearestPage(to page: Page) -> PageID? {
    if page.type.structure == .topic {
      let members = members(ofTopic: page)
      return members.first { self.page($0).type.has(.guide) } ?? members.first
    }
    let linked = links(of: page.id).targets.reversed().compactMap { target -> PageID? in
      guard case .page(let id, _) = target else { return nil }
      return id
    }
    let related = relatedPages(of: page.id).map(\.page)
    let uses = page.type.has(.term) ? uses(of: page.id) : []
    func isOther(_ id: PageID) -> Bool { id != page.id }
    let guide = (linked + related + uses).first { isOther($0) && self.page($0).type.has(.guide) }
    // A site without guides, such as a cookbook, leads nowhere.
    let hasGuides = configuration.types.all.contains { $0.has(.guide) }
    return guide ?? (hasGuides ? (related + linked).first(where: isOther) : nil)
  }

  /// The pages listed beside a page whose text leaves the side free.
  ///
  /// Beside a question they are the other questions of its first topic, beside a checklist or a term its neighbors in
  /// the list of its folder.
  func beside(_ page: Page) -> [PageID] {
    if page.type.has(.question), let topic = firstTopic(of: page) {
      let questions = members(ofTopic: topic).filter { self.page($0).type.has(.question) }
      return Array(questions.filter { $0 != page.id }.prefix(Self.shownBeside))
    }
    guard page.type.has(.tasks) || page.type.has(.term),
      let (all, place) = place(of: page, in: section(of: page))
    else { return [] }
    return Self.part(of: all, around: place, onEachSide: 3).filter { $0 != page.id }
  }

  private func firstTopic(of page: Page) -> Page? {
    topicPages(of: page).first
  }

  /// The largest number of pages in that list, which should not be longer than the page.
  private static let shownBeside = 12

  /// The questions that a page shows with their answers.
  func shownQuestions(_ page: Page) -> [PageID] {
    if page.type.structure == .section {
      return children(of: page.id).filter { self.page($0).type.has(.question) }
    }
    return page.type.fieldName(.questions).map { targets($0, of: page).uniqued() } ?? []
  }

  /// The value of `page.questions`: questions with their answers.
  func questions(_ ids: [PageID], on host: Page) -> Value {
    var names = EmbedNames(host, self, always: true)
    return .list(
      ids.map { id in
        let page = page(id)
        let slug = names.add(page.slug)
        let body = bodies.embedded(page, under: slug, headingShift: 2)
        return .record(
          Record([
            ("title", .string(page.title)), ("url", .string(page.address)),
            ("slug", .string(slug)), ("earlier_slugs", earlierSlugs(of: page, on: host)),
            ("topic", Value(firstTopic(of: page)?.address)),
            ("answer", Value(page.text(.answer))),
            ("body", .safe(SafeHTML(String(decoding: body, as: UTF8.self)))),
          ]))
      })
  }

  /// The earlier anchors of a question, which only the page of its folder has.
  private func earlierSlugs(of page: Page, on host: Page) -> Value {
    guard host.place.isIndex, host.place.folder == page.place.folder else { return .list([]) }
    return .list(page.earlierSlugs.map { .string($0) })
  }

  /// The address of a data file of a table page: `csv` or `json`; `none` for other pages.
  func dataURL(_ page: Page, as pathExtension: String) -> Value {
    page.dataPath(as: pathExtension).map { .string(configuration.address.path(to: $0.text)) }
      ?? .none
  }

  /// The links by which readers write about a page; `none` for generated pages, and without an address.
  func feedback(on page: Page) -> Value {
    guard let feedback = configuration.feedback, page.type.isContent, !page.parsed.isGenerated
    else { return .none }
    let address = (configuration.address.origin ?? "") + page.address
    func link(_ subject: String) -> Value {
      .string(feedback.link(subject: "\(subject): \(page.title)", text: "\n\n\(address)\n"))
    }
    return .record(
      Record([
        ("helpful", link(strings["mail_helpful"])),
        ("unhelpful", link(strings["mail_unhelpful"])), ("mistake", link(strings["mail_mistake"])),
      ]))
  }

  /// The earlier anchors of a page, without those that its text has again.
  func moved(from page: Page) -> Value {
    let moved = movedAnchors(of: page.id)
    if moved.isEmpty { return .list([]) }
    let anchors = parsedPage(page.id).anchors
    let entries = page.place.isIndex ? Set(children(of: page.id).map { self.page($0).slug }) : []
    return .list(
      moved.filter { !anchors.contains($0.anchor) && !entries.contains($0.anchor) }.map { moved in
        let target = self.page(moved.page)
        return .record(
          Record([
            ("anchor", .string(moved.anchor)), ("title", .string(target.title)),
            ("url", .string(target.address)), ("is_here", .bool(target.id == page.id)),
          ]))
      })
  }

  /// Whether the site has a feed of its changes.
  var hasFeed: Bool {
    FeedFiles.areMade(by: configuration) && allPages.contains { $0.shownChange != nil }
  }

  /// The addresses of the feeds of the home page or of a topic's page; `nil` for pages without feeds.
  func feedURL(_ page: Page) -> (atom: String, json: String)? {
    guard FeedFiles.areMade(by: configuration) else { return nil }
    let isTopic =
      page.type.structure == .topic
      && configuration.topics.contains { $0.name == page.path.stem }
    guard page.isHome || isTopic else { return nil }
    let hasEntries =
      isTopic ? members(ofTopic: page).contains { self.page($0).shownChange != nil } : hasFeed
    guard hasEntries else { return nil }
    let folder = page.route.text
    return (
      configuration.address.path(to: FeedFiles.atom(in: folder).text),
      configuration.address.path(to: FeedFiles.json(in: folder).text)
    )
  }

  /// The pages of a path's steps.
  func stepTargets(_ path: Page) -> [PageID] {
    path.parsed.records(.steps).compactMap { target($0.locatedText("page"), of: path) }
  }

  func steps(_ page: Page) -> Value {
    var steps: [Value] = []
    for step in page.parsed.records(.steps) {
      guard let id = target(step.locatedText("page"), of: page) else { continue }
      steps.append(
        .record(
          Record([
            ("number", .int(steps.count + 1)),
            ("card", card(id, ["minutes": .int(parsedPage(id).readingMinutes)])),
            ("note", Value(step.text("note"))), ("done_when", Value(step.text("done_when"))),
            ("duration", Value(step.text("duration"))),
          ])))
    }
    return .list(steps)
  }

  func image(of page: Page) -> Value {
    guard let name = page.record.text("image") else { return .none }
    let isMissing =
      !LinkScheme.isLinkable(name) && !(page.path.resolving(name).map(files.contains) ?? false)
    // A missing picture is reported by the linker, and a card of the whole site is better than none.
    return isMissing ? .none : .string(fileAddress(name, of: page))
  }

  /// The size of a page's picture in pixels; `none` if it is not a file of the site with a known size.
  func imageSize(of page: Page) -> Value {
    guard let name = page.record.text("image"), let path = page.path.resolving(name),
      let size = pictures.size(of: path)
    else { return .none }
    return .record(Record([("width", .int(size.width)), ("height", .int(size.height))]))
  }
}

extension [PageID] {
  /// The ids without repetitions, in the order of their first occurrence.
  fileprivate func uniqued() -> [PageID] {
    var seen: Set<PageID> = []
    return filter { seen.insert($0).inserted }
  }
}
