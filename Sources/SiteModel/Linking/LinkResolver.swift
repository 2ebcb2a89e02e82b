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
    let outcome = resolveHere(reference, from: page)
    // An embed shows pages of its own language only.
    guard case .failure(.unknown) = outcome, reference.kind != .embed,
      let link = catalog.configuration.languageLink(reference, from: page.path)
    else { return outcome }
    return .target(.language(link))
  }

  /// Resolves a link to a page or file in the language of the page.
  private func resolveHere(_ reference: Reference, from page: Page) -> Outcome {
    if reference.isExternal { return .target(.external) }
    switch reference.kind {
    case .wikiLink, .embed:
      if reference.target.isEmpty {
        return anchored(page.id, reference.fragment, reference.kind)
      }
      return byName(reference.target, reference.fragment, reference.kind, from: page)
    case .image where reference.isFileName: return picture(reference.target, from: page)
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
    switch catalog.match(named: name, from: page.path) {
    case .page(let id): return anchored(id, fragment, kind)
    case .several(let ids): return .failure(.ambiguous(ids))
    case .none: break
    }
    let candidates = [page.path.resolving(name), ContentPath("").resolving(name)]
    let found = candidates.compactMap({ $0 }).compactMap(catalog.file).first
    guard let file = found ?? (kind == .embed ? catalog.fileNames[name] : nil) else {
      return catalog.unread.mayBeNamed(name, from: page.path)
        ? .target(.broken) : .failure(.unknown)
    }
    return kind == .embed ? .failure(.notAPage(file)) : .target(.file(file))
  }

  /// Resolves the name of a picture: a path from the page or below `content/`, or the end of only one path.
  private func picture(_ name: String, from page: Page) -> Outcome {
    let paths = [page.path.resolving(name), ContentPath("").resolving(name)].compactMap(\.self)
    if let file = paths.compactMap(catalog.file).first ?? catalog.fileNames[name] {
      return .target(.file(file))
    }
    return paths.contains(where: catalog.unread.holds) ? .target(.broken) : .failure(.unknown)
  }

  /// Resolves a Markdown link: a relative path of a file, or an absolute path on the site.
  private func byPath(
    _ target: String, _ fragment: String?, _ kind: LinkKind, from page: Page
  ) -> Outcome {
    guard let path = page.path.resolving(target) else {
      return target.hasPrefix("/") ? .failure(.unknown) : atAddress(target, fragment, kind, page)
    }
    if kind == .image {
      let nothing = catalog.unread.holds(path) ? Outcome.target(.broken) : .failure(.unknown)
      let file = catalog.file(path) ?? catalog.fileNames[target]
      return file.map { .target(.file($0)) } ?? nothing
    }
    if case .page(let id) = catalog.names[path: path] { return anchored(id, fragment, kind) }
    if let file = catalog.file(path) { return .target(.file(file)) }
    if let written = path.withoutHTMLEnding, case .page(let id) = catalog.names[path: written] {
      return anchored(id, fragment, kind)
    }
    if catalog.unread.holds(path) { return .target(.broken) }
    if target.hasPrefix("/") {
      if catalog.outputs.contains(path) { return .target(.file(path)) }
      if catalog.outputs.contains(ContentPath(path.text + "/index.html")) {
        return .target(.file(ContentPath(path.text + "/")))
      }
      return self.page(at: path).map { anchored($0, fragment, kind) } ?? .failure(.unknown)
    }
    return atAddress(target, fragment, kind, page)
  }

  /// Resolves a relative link as a browser would, from the address of the page instead of its file.
  private func atAddress(
    _ target: String, _ fragment: String?, _ kind: LinkKind, _ page: Page
  ) -> Outcome {
    // The address of a page ends in a slash, so a link on it is relative to the page as to a folder.
    guard kind == .link, !ContentPath(target).isMarkdown,
      let path = ContentPath(page.route.text + "page").resolving(target),
      let id = self.page(at: path)
    else { return .failure(.unknown) }
    return anchored(id, fragment, kind)
  }

  /// The page or redirect at an address below the root of the site.
  private func page(at path: ContentPath) -> PageID? {
    let written = path.withoutHTMLEnding ?? path
    let route = written.text.isEmpty ? "" : written.text + "/"
    switch catalog.routes[route] ?? catalog.routes[path.text] {
    case .page(let id), .redirect(let id, _): return id
    case nil: return nil
    }
  }

  private func anchored(
    _ id: PageID, _ fragment: String?, _ kind: LinkKind
  ) -> Outcome {
    guard let fragment, !fragment.isEmpty else { return .target(.page(id, anchor: nil)) }
    let wanted = fragment.percentDecoded
    if let anchor = anchor(wanted, on: id, kind) { return .target(.page(id, anchor: anchor)) }
    if let title = pages[id].parsed.anchors.title, [wanted, Slug.heading(wanted)].contains(title) {
      return .target(.page(id, anchor: nil))
    }
    return .failure(.anchor(id, wanted))
  }

  /// The anchor for a fragment: the text of a heading or the anchor itself.
  ///
  /// In names of pages the words of a heading come first, in addresses the anchor does. A text that has the slug of
  /// an anchor comes last, because headings of one text have anchors with numbers: with the headings “Round”, “Round”
  /// and “Round 1”, the anchor `round-1` is that of the second.
  ///
  /// The result has the bytes of the id in the page, because equal strings can differ in their bytes, and
  /// browsers compare bytes.
  private func anchor(_ fragment: String, on page: PageID, _ kind: LinkKind) -> String? {
    let anchors = pages[page].parsed.anchors
    let words = AnchorName.words(fragment)
    if kind == .wikiLink || kind == .embed, let found = anchors.anchor(ofText: words) {
      return found
    }
    if let found = anchors.ids.firstIndex(of: fragment) { return anchors.ids[found] }
    let folded = AnchorName.folded(words)
    if let found = anchors.anchor(ofText: words) ?? anchors.anchor(ofFolded: folded) {
      return found
    }
    let entries = catalog.entries(of: page, pages)
    let slug = Slug.heading(words)
    let entry =
      entries.first { $0.slug == fragment }
      ?? entries.first { AnchorName.folded(AnchorName.words($0.title)) == folded }
    if let entry { return entry.slug }
    if let found = anchors.ids.firstIndex(of: slug) { return anchors.ids[found] }
    return
      (entries.first { $0.slug == slug }
      ?? entries.first { $0.earlierSlugs.contains(fragment) })?.slug
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
