import Diagnostics
import Markdown
import Text

/// Where a link to another language leads.
package struct LanguageTarget: Sendable, Hashable {
  /// The language of the target.
  package let tag: LanguageTag
  /// The address on the site.
  package let address: String
  /// The title of the page or section, which a wiki link without a label shows.
  package let title: String
  /// The path of a target that is no page, below the folder of its language.
  package var file: ContentPath?
}

extension SiteConfiguration {
  /// The link to another language that a reference is by the folder that it names; `nil` for other references.
  ///
  /// - `path`: The path of the page with the reference, below the folder of its language.
  func languageLink(_ reference: Reference, from path: ContentPath) -> LanguageLink? {
    guard !languages.isEmpty, !reference.target.isEmpty, !reference.isExternal else { return nil }
    let target =
      reference.isWikiLink
      ? reference.target : LinkResolver.withoutQuery(reference.target).percentDecoded
    let isName = reference.isWikiLink && !target.hasPrefix(".")
    let here = isName ? ContentPath("") : wholePath(of: path)
    guard let whole = here.resolving(target)?.text else { return nil }
    func link(_ tag: LanguageTag, _ name: some StringProtocol) -> LanguageLink {
      LanguageLink(
        tag: tag, name: String(name), fragment: reference.fragment, kind: reference.kind)
    }
    for language in languages where (whole + "/").hasPrefix(language.folder + "/") {
      guard language.folder != editionFolder else { return nil }
      return link(language.tag, whole.dropFirst(language.folder.count + 1))
    }
    // Where the site's own language has no folder, its pages are beside the folders of the others.
    guard let siteLanguageTag, editionFolder != nil, !isName, !target.hasPrefix("/"),
      !languages.contains(where: { $0.tag == siteLanguageTag })
    else { return nil }
    return link(siteLanguageTag, whole)
  }
}

extension SiteConfiguration {
  /// The path below the folder of all pages of a file below that of this language.
  func wholePath(of path: ContentPath) -> ContentPath {
    editionFolder.map { ContentPath($0 + "/" + path.text) } ?? path
  }
}

extension Site {
  /// The target of a link from another language; `nil` where this site has none.
  ///
  /// A link with an unknown fragment leads to its page. `place` is where the link stands, for the diagnostic.
  package func target(
    of link: LanguageLink, at place: Location
  ) -> (target: LanguageTarget?, diagnostic: Diagnostic?) {
    let resolver = LinkResolver(pages: pages, catalog: catalog)
    switch outcome(of: link, resolver) {
    case .target(.page(let id, let anchor)): return (target(pages[id], anchor), nil)
    case .target(.file(let path)):
      let address = configuration.address.path(to: path.text)
      return (
        LanguageTarget(tag: link.tag, address: address, title: path.name, file: path), nil
      )
    case .failure(.anchor(let id, let fragment)):
      let known = resolver.anchors(of: id)
      let help =
        known.isEmpty
        ? "link to the page itself, because it has no headings"
        : "its anchors are " + known.prefix(8).map { "`#\($0)`" }.joined(separator: ", ")
      return (
        target(pages[id], nil),
        Diagnostic(
          .brokenFragment,
          "`\(pages[id].reference)` in `\(link.tag.text)` has no heading or row `#\(fragment)`",
          at: place, help: help)
      )
    default:
      let near = pages(near: link.name).first.map { "did you mean `\($0.reference)`?" }
      return (
        nil,
        Diagnostic(
          .brokenLink, "there is no page or file `\(link.name)` in `\(link.tag.text)`", at: place,
          help: near ?? "name a page below `\(configuration.content.name)`")
      )
    }
  }

  /// The page that a link from another language leads to; `nil` where it is no page.
  func page(of link: LanguageLink) -> Page? {
    outcome(of: link, LinkResolver(pages: pages, catalog: catalog)).page.map { pages[$0] }
  }

  private func outcome(of link: LanguageLink, _ resolver: LinkResolver) -> LinkResolver.Outcome {
    guard let home = page(at: ContentPath("_index.md")) else { return .failure(.unknown) }
    let isName = link.kind == .wikiLink
    if isName, link.name.isEmpty { return .target(.page(home.id, anchor: nil)) }
    let reference = Reference(
      kind: link.kind, target: isName ? link.name : "/" + link.name, fragment: link.fragment,
      place: .line(1))
    return resolver.resolve(reference, from: home)
  }

  private func target(_ page: Page, _ anchor: String?) -> LanguageTarget {
    let shown = anchor ?? page.entryAnchor
    let address =
      shown.map { configuration.address.path(to: page.route.text) + "#" + $0.percentEncodedPath }
      ?? page.address
    return LanguageTarget(
      tag: configuration.languageTag, address: address,
      title: anchor.flatMap { page.parsed.anchors.title($0) } ?? page.title)
  }
}
