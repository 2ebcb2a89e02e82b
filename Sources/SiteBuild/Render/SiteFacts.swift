import Algorithms
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

  init(_ site: Site, numbers: PageNumbers) {
    let own = site.pages.map { numbers[$0.path] }
    self.numbers = own
    var pages = [Int32](repeating: -1, count: numbers.count)
    for (id, number) in own.enumerated() { pages[Int(number)] = Int32(id) }
    self.pages = pages

    func list(_ ids: some Sequence<PageID>, _ hasher: inout FingerprintHasher) {
      for id in ids { hasher.combine(Int(own[id])) }
    }
    func each(_ feed: (PageID, inout FingerprintHasher) -> Void) -> [Fingerprint] {
      site.pages.indices.map { id in
        var hasher = FingerprintHasher()
        feed(id, &hasher)
        return hasher.finish()
      }
    }
    let heads = each { id, hasher in
      let page = site.pages[id]
      hasher.combine(page.parsed.head)
      hasher.combine(page.route.text)
      hasher.combine(page.entryAnchor ?? "")
    }
    var everyone = FingerprintHasher()
    for head in heads { everyone.combine(head) }
    let topicNames = Dictionary(
      site.topics.keys.compactMap { name in site.page(ofTopic: name).map { ($0.id, name) } },
      uniquingKeysWith: { first, _ in first })
    answers = Fact.Kind.allCases.map { kind in
      switch kind {
      case .head: heads
      case .text: site.pages.map(\.parsed.text)
      case .links:
        each { id, hasher in
          Self.feed(site.links[id], own, &hasher)
          for (place, target) in site.fieldTargets[id].sorted(by: { $0.key < $1.key }) {
            hasher.combine(UInt64(place), UInt64(own[target]))
          }
        }
      case .backlinks:
        each { id, hasher in
          for link in site.graph.backlinks[id] {
            hasher.combine(UInt64(own[link.page]), UInt64(bitPattern: Int64(link.reference)))
          }
        }
      case .related:
        each { id, hasher in
          for related in site.related[id] {
            hasher.combine(Int(own[related.page]))
            hasher.combine(related.topic ?? "")
          }
        }
      case .memberships:
        each { id, hasher in
          for membership in site.memberships[id] {
            hasher.combine(UInt64(own[membership.path]), UInt64(membership.step))
            list(membership.steps, &hasher)
          }
        }
      case .children: each { list(site.children[$0] ?? [], &$1) }
      case .uses: each { list(site.termUses[$0], &$1) }
      case .members:
        each { id, hasher in
          if let name = topicNames[id] { list(site.topics[name] ?? [], &hasher) }
        }
      case .everyone: [everyone.finish()]
      case .graph:
        [
          each { list(site.graph.outgoing[$0], &$1) }.reduce(into: FingerprintHasher()) {
            $0.combine($1)
          }.finish()
        ]
      }
    }
  }

  private static func feed(_ links: PageLinks, _ own: [Int32], _ hasher: inout FingerprintHasher) {
    for target in links.targets {
      switch target {
      case .page(let id, let anchor):
        hasher.combine(1, UInt64(own[id]))
        hasher.combine(anchor ?? "")
      case .file(let path):
        hasher.combine(2)
        hasher.combine(path.text)
      case .external: hasher.combine(3)
      case .broken: hasher.combine(4)
      }
    }
    for mention in links.mentions {
      hasher.combine(UInt64(mention.offset), UInt64(own[mention.term]))
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
