import Concurrency
import SiteModel

/// Something that a view may have asked the site: a kind of question, and the page it was about.
struct Fact: Hashable, Comparable {
  enum Kind: UInt8, CaseIterable {
    /// Path, front matter and address.
    case head
    /// Everything that the page's file says.
    case text
    /// What its references mean, and the terms in its text.
    case links
    case backlinks
    case related
    case memberships
    case children
    /// The pages that mention a term.
    case uses
    /// The pages of a topic, asked by the topic's page.
    case members
    /// Who is there at all; asked of the site.
    case everyone
    /// Which page links to which; asked of the site.
    case graph

    var isOfSite: Bool { self == .everyone || self == .graph }
  }

  let kind: Kind
  let page: Int32

  static func < (left: Fact, right: Fact) -> Bool {
    (left.kind.rawValue, left.page) < (right.kind.rawValue, right.page)
  }
}

/// The answers to every question, as fingerprints: what was asked of two sites has the same answer
/// where the fingerprints are the same.
///
/// Pages are told apart by numbers that stay with their paths from build to build.
struct SiteFacts: Sendable {
  /// By kind and page.
  private var answers: [[Fingerprint]]
  /// The lasting number of each page.
  let numbers: [Int32]
  /// The page of each lasting number, or -1.
  let pages: [Int32]

  /// The facts of a site; those of an `earlier` one of the same directory are taken over where the same texts and
  /// links are behind them.
  init(_ site: Site, numbers: PageNumbers, after earlier: (site: Site, facts: SiteFacts)? = nil) {
    if let earlier, earlier.site.catalog === site.catalog {
      self = earlier.facts
      update(site, after: earlier.site)
      return
    }
    self.numbers = site.pages.map { numbers[$0.path] }
    var pages = [Int32](repeating: -1, count: numbers.count)
    for (id, number) in self.numbers.enumerated() { pages[Int(number)] = Int32(id) }
    self.pages = pages
    answers = []
    let facts = self
    answers = Fact.Kind.allCases.concurrentMap { facts.answers(of: $0, site) }
  }

  private mutating func update(_ site: Site, after earlier: Site) {
    let texts = site.pages.indices.filter { site.pages[$0].parsed !== earlier.pages[$0].parsed }
    for id in texts { answers[.text][id] = site.pages[id].parsed.text }
    let links = site.pages.indices.filter { site.links[$0] !== earlier.links[$0] }
    for id in links { answers[.links][id] = answer(.links, id, site) }
    func differs(_ part: (PageLinks) -> some Equatable) -> Bool {
      links.contains { part(site.links[$0]) != part(earlier.links[$0]) }
    }
    if differs({ $0.outgoing }) || differs({ $0.sentences }) {
      for kind in [.backlinks, .related, .graph] as [Fact.Kind] {
        answers[kind] = answers(of: kind, site)
      }
    } else if site.related != earlier.related {
      answers[.related] = answers(of: .related, site)
    }
    if differs({ $0.mentions }) { answers[.uses] = answers(of: .uses, site) }
  }

  private func answers(of kind: Fact.Kind, _ site: Site) -> [Fingerprint] {
    guard kind.isOfSite else { return site.pages.indices.map { answer(kind, $0, site) } }
    var hasher = FingerprintHasher()
    for id in site.pages.indices {
      switch kind {
      case .graph: list(site.graph.outgoing[id], &hasher)
      default: feedHead(of: site.pages[id], &hasher)
      }
    }
    return [hasher.finish()]
  }

  private func answer(_ kind: Fact.Kind, _ id: PageID, _ site: Site) -> Fingerprint {
    if kind == .text { return site.pages[id].parsed.text }
    var hasher = FingerprintHasher()
    switch kind {
    case .head: feedHead(of: site.pages[id], &hasher)
    case .links:
      feed(site.links[id], &hasher)
      for (place, target) in site.fieldTargets[id].sorted(by: { $0.key < $1.key }) {
        hasher.combine(UInt64(place), UInt64(numbers[target]))
      }
    case .backlinks:
      for link in site.graph.backlinks[id] {
        hasher.combine(UInt64(numbers[link.page]), UInt64(bitPattern: Int64(link.reference)))
      }
    case .related:
      for related in site.related[id] {
        hasher.combine(Int(numbers[related.page]))
        hasher.combine(related.topic ?? "")
        for word in related.words { hasher.combine(word) }
      }
    case .memberships:
      for membership in site.memberships[id] {
        hasher.combine(UInt64(numbers[membership.path]), UInt64(membership.step))
        list(membership.steps, &hasher)
      }
    case .children: list(site.children[id] ?? [], &hasher)
    case .uses: list(site.termUses[id], &hasher)
    case .members:
      if site.pages[id].type == .topic {
        list(site.topics[site.pages[id].path.stem], &hasher)
      }
    case .text, .everyone, .graph: break
    }
    return hasher.finish()
  }

  private func list(_ ids: [PageID], _ hasher: inout FingerprintHasher) {
    hasher.combine(ids.count)
    for id in ids { hasher.combine(Int(numbers[id])) }
  }

  private func feedHead(of page: Page, _ hasher: inout FingerprintHasher) {
    hasher.combine(page.parsed.head)
    hasher.combine(page.route.text)
    hasher.combine(page.entryAnchor ?? "")
  }

  private func feed(_ links: PageLinks, _ hasher: inout FingerprintHasher) {
    for target in links.targets {
      switch target {
      case .page(let id, let anchor):
        hasher.combine(1, UInt64(numbers[id]))
        hasher.combine(anchor ?? "")
      case .file(let path):
        hasher.combine(2)
        hasher.combine(path.text)
      case .external: hasher.combine(3)
      case .broken: hasher.combine(4)
      }
    }
    for mention in links.mentions {
      hasher.combine(UInt64(mention.offset), UInt64(numbers[mention.term]))
    }
  }

  /// Feeds the answers to all of these; `false` where one is about a page that is gone.
  ///
  /// The facts name pages by their lasting numbers.
  func feed(_ facts: [Fact], to hasher: inout FingerprintHasher) -> Bool {
    for fact in facts {
      guard let answer = answer(to: fact) else { return false }
      hasher.combine(answer)
    }
    return true
  }

  /// One fingerprint of the answers to all of these, or `nil`.
  func fingerprint(of facts: [Fact]) -> Fingerprint? {
    var hasher = FingerprintHasher()
    return feed(facts, to: &hasher) ? hasher.finish() : nil
  }

  func answer(to fact: Fact) -> Fingerprint? {
    if fact.kind.isOfSite { return answers[Int(fact.kind.rawValue)][0] }
    let number = Int(fact.page)
    guard number < pages.count, pages[number] >= 0 else { return nil }
    return answers[Int(fact.kind.rawValue)][Int(pages[number])]
  }
}

/// Numbers that stay with paths for as long as a preview runs.
struct PageNumbers: Sendable {
  private var numbers: [ContentPath: Int32] = [:]
  private(set) var paths: [ContentPath] = []

  var count: Int { paths.count }

  mutating func add(_ pages: [Page]) {
    for page in pages where numbers[page.path] == nil {
      numbers[page.path] = Int32(paths.count)
      paths.append(page.path)
    }
  }

  subscript(path: ContentPath) -> Int32 { numbers[path] ?? -1 }
}

extension [[Fingerprint]] {
  fileprivate subscript(kind: Fact.Kind) -> [Fingerprint] {
    get { self[Int(kind.rawValue)] }
    set { self[Int(kind.rawValue)] = newValue }
  }
}
