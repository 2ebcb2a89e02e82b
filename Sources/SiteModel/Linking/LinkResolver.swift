import Diagnostics
import Markdown
import Text

/// Resolves links of every kind to their targets.
struct LinkResolver: Sendable {
  let pages: [Page]
  let catalog: PageCatalog

  /// The result of resolving a link.
  enum Outcome: Sendable {
    case target(LinkTarget)
    case failure(LinkFailure)

    /// The page of the target, even if the anchor does not exist.
    var page: PageID? {
      switch self {
      case .target(.page(let id, _)), .failure(.anchor(let id, _)): id
      default: nil
      }
    }
  }

  func resolve(_ reference: Reference, from page: Page) -> Outcome {
    if reference.isExternal { return .target(.external) }
    switch reference.kind {
    case .wikiLink, .embed:
      if reference.target.isEmpty {
        return anchored(page.id, reference.fragment, reference.kind)
      }
      return byName(reference.target, reference.fragment, reference.kind, from: page)
    case .link, .image:
      let target = Self.withoutQuery(reference.target).percentDecoded
      if target.isEmpty { return anchored(page.id, reference.fragment, .link) }
      return byPath(target, reference.fragment, reference.kind, from: page)
    }
  }

  /// The first of some spellings that leads to a target in place of the target of a reference, escaped.
  ///
  /// The fragment of the reference is ignored, so `target` has no anchor.
  func written(
    _ spellings: [String], for reference: Reference, from page: Page, leadingTo target: LinkTarget
  ) -> String? {
    var changed = reference
    changed.fragment = nil
    for spelling in spellings {
      let written =
        reference.isWikiLink
        ? LinkSpelling.wikiText(spelling, hasFragment: reference.fragment != nil)
        : LinkSpelling.addressText(spelling) + reference.target.drop { $0 != "?" }
      guard let text = written else { continue }
      changed.target = reference.isWikiLink ? spelling : text
      if case .target(target) = resolve(changed, from: page) { return text }
    }
    return nil
  }

  private func byName(
    _ name: String, _ fragment: String?, _ kind: LinkKind, from page: Page
  ) -> Outcome {
    switch catalog.names[name] {
    case .page(let id): return anchored(id, fragment, kind)
    case .several(let ids): return .failure(.ambiguous(ids))
    case .none: break
    }
    let candidates = [page.path.resolving(name), ContentPath("").resolving(name)]
    guard let file = candidates.compactMap({ $0 }).compactMap(catalog.file).first else {
      return catalog.unread.mayBeNamed(name, from: page.path)
        ? .target(.broken) : .failure(.unknown)
    }
    return kind == .embed ? .failure(.notAPage) : .target(.file(file))
  }

  /// Resolves a Markdown link: a relative path of a file, or an absolute path on the site.
  private func byPath(
    _ target: String, _ fragment: String?, _ kind: LinkKind, from page: Page
  ) -> Outcome {
    guard let path = page.path.resolving(target) else { return .failure(.unknown) }
    let nothing = catalog.unread.holds(path) ? Outcome.target(.broken) : .failure(.unknown)
    if kind == .image { return catalog.file(path).map { .target(.file($0)) } ?? nothing }
    if case .page(let id) = catalog.names[path: path] { return anchored(id, fragment, kind) }
    if let file = catalog.file(path) { return .target(.file(file)) }
    if target.hasPrefix("/"), catalog.outputs.contains(path) { return .target(.file(path)) }
    let route = path.text.isEmpty ? "" : path.text + "/"
    switch target.hasPrefix("/") ? catalog.routes[route] ?? catalog.routes[path.text] : nil {
    case .page(let id), .redirect(let id, _): return anchored(id, fragment, kind)
    case nil: return nothing
    }
  }

  private func anchored(
    _ id: PageID, _ fragment: String?, _ kind: LinkKind
  ) -> Outcome {
    guard let fragment, !fragment.isEmpty else { return .target(.page(id, anchor: nil)) }
    let wanted = fragment.percentDecoded
    if let anchor = anchor(wanted, on: id) { return .target(.page(id, anchor: anchor)) }
    if let title = pages[id].parsed.anchors.title, [wanted, Slug.heading(wanted)].contains(title) {
      return .target(.page(id, anchor: nil))
    }
    return .failure(.anchor(id, wanted))
  }

  /// The anchor for a fragment, which is the anchor itself or the text of the heading.
  ///
  /// The result has the bytes of the id in the page, because equal strings can differ in their bytes, and
  /// browsers compare bytes.
  private func anchor(_ fragment: String, on page: PageID) -> String? {
    let known = pages[page].parsed.anchors.ids
    if let found = known.firstIndex(of: fragment) { return known[found] }
    let slug = Slug.heading(fragment)
    if let found = known.firstIndex(of: slug) { return known[found] }
    let entries = catalog.entries(of: page, pages)
    let entry =
      entries.first { $0.slug == fragment } ?? entries.first { $0.slug == slug }
      ?? entries.first { $0.earlierSlugs.contains(fragment) }
    return entry?.slug
  }

  /// All anchors of a page, with those of list entries, sorted.
  func anchors(of page: PageID) -> [String] {
    Set(pages[page].parsed.anchors.ids).union(catalog.entries(of: page, pages).map(\.slug))
      .sorted()
  }

  static func withoutQuery(_ target: String) -> String {
    target.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(target[..<$0]) } ?? target
  }
}
