import Concurrency
import SiteModel

/// A fingerprint of each kind of information about each page.
///
/// A result is valid while the fingerprints of its dependencies are unchanged.
struct DependencyFingerprints: Sendable {
  /// The fingerprints, by kind of dependency and then by page id.
  private var values: [[Fingerprint]]
  /// The number of each page in `PageNumbers`, by page id.
  let numbers: [Int32]
  /// The page id for each number; -1 for pages that no longer exist.
  private let pages: [Int32]

  /// Computes the fingerprints of a site; O(pages and links).
  ///
  /// If an earlier site with the same catalog is given, only the fingerprints of changed texts and links are
  /// computed.
  init(
    _ site: Site, numbers: PageNumbers,
    after earlier: (site: Site, value: DependencyFingerprints)? = nil
  ) {
    if let earlier, earlier.site.catalog === site.catalog {
      self = earlier.value
      update(site, after: earlier.site)
      return
    }
    self.numbers = site.pages.map { numbers[$0.path] }
    var pages = [Int32](repeating: -1, count: numbers.count)
    for (id, number) in self.numbers.enumerated() { pages[Int(number)] = Int32(id) }
    self.pages = pages
    values = []
    let empty = self
    values = Dependency.Kind.allCases.concurrentMap { empty.fingerprints(of: $0, site) }
  }

  private mutating func update(_ site: Site, after earlier: Site) {
    let texts = site.pages.indices.filter { site.pages[$0].parsed !== earlier.pages[$0].parsed }
    for id in texts { values[.content][id] = site.pages[id].parsed.fingerprint }
    let links = site.pages.indices.filter { site.links[$0] !== earlier.links[$0] }
    for id in links { values[.links][id] = fingerprint(of: .links, id, site) }
    func differs(_ part: (PageLinks) -> some Equatable) -> Bool {
      links.contains { part(site.links[$0]) != part(earlier.links[$0]) }
    }
    if differs({ $0.outgoing }) || differs({ $0.firstReferences }) {
      for kind in [.backlinks, .related, .graph] as [Dependency.Kind] {
        values[kind] = fingerprints(of: kind, site)
      }
    } else if site.related != earlier.related {
      values[.related] = fingerprints(of: .related, site)
    }
    if differs({ $0.mentions }) { values[.uses] = fingerprints(of: .uses, site) }
  }

  /// The fingerprints of one kind for all pages; a single one for a kind that concerns the whole site.
  private func fingerprints(of kind: Dependency.Kind, _ site: Site) -> [Fingerprint] {
    guard kind.isSiteWide else {
      return site.pages.indices.map { fingerprint(of: kind, $0, site) }
    }
    var hasher = FingerprintHasher()
    for id in site.pages.indices {
      switch kind {
      case .graph: list(site.graph.outgoing[id], &hasher)
      default: feedMetadata(of: site.pages[id], &hasher)
      }
    }
    return [hasher.finish()]
  }

  private func fingerprint(
    of kind: Dependency.Kind, _ id: PageID, _ site: Site
  ) -> Fingerprint {
    if kind == .content { return site.pages[id].parsed.fingerprint }
    var hasher = FingerprintHasher()
    switch kind {
    case .metadata: feedMetadata(of: site.pages[id], &hasher)
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
    case .movedAnchors:
      for moved in site.routes.movedAnchors(of: id) {
        hasher.combine(moved.anchor)
        hasher.combine(Int(numbers[moved.page]))
      }
    case .children: list(site.children[id] ?? [], &hasher)
    case .uses: list(site.termUses[id], &hasher)
    case .members:
      if site.pages[id].type.structure == .topic {
        list(site.topics[site.pages[id].path.stem], &hasher)
      }
    case .content, .allPages, .graph: break
    }
    return hasher.finish()
  }

  private func list(_ ids: [PageID], _ hasher: inout FingerprintHasher) {
    hasher.combine(ids.count)
    for id in ids { hasher.combine(Int(numbers[id])) }
  }

  private func feedMetadata(of page: Page, _ hasher: inout FingerprintHasher) {
    hasher.combine(page.parsed.metadataFingerprint)
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
      case .language(let link):
        hasher.combine(5)
        for part in [link.tag.text, link.name, link.fragment ?? ""] { hasher.combine(part) }
      case .external: hasher.combine(3)
      case .broken: hasher.combine(4)
      }
    }
    for mention in links.mentions {
      hasher.combine(UInt64(mention.offset), UInt64(numbers[mention.term]))
    }
  }

  /// Adds the fingerprints of dependencies, which name pages by number, to a hasher.
  ///
  /// Returns false if one of them is on a page that no longer exists.
  func feed(_ dependencies: [Dependency], to hasher: inout FingerprintHasher) -> Bool {
    for dependency in dependencies {
      guard let fingerprint = self[dependency] else { return false }
      hasher.combine(fingerprint)
    }
    return true
  }

  /// One fingerprint of several dependencies; `nil` if one of them is on a page that no longer exists.
  func fingerprint(of dependencies: [Dependency]) -> Fingerprint? {
    var hasher = FingerprintHasher()
    return feed(dependencies, to: &hasher) ? hasher.finish() : nil
  }

  private subscript(dependency: Dependency) -> Fingerprint? {
    if dependency.kind.isSiteWide { return values[Int(dependency.kind.rawValue)][0] }
    let number = Int(dependency.page)
    guard number < pages.count, pages[number] >= 0 else { return nil }
    return values[Int(dependency.kind.rawValue)][Int(pages[number])]
  }
}

extension [[Fingerprint]] {
  fileprivate subscript(kind: Dependency.Kind) -> [Fingerprint] {
    get { self[Int(kind.rawValue)] }
    set { self[Int(kind.rawValue)] = newValue }
  }
}
