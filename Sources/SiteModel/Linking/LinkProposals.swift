import Diagnostics
import Markdown
import Text

/// Spells what a broken link may have meant so that it leads there from where the link stands.
///
/// Every spelling is resolved in its place before it is proposed; one that leads elsewhere is left out.
struct LinkProposals: Sendable {
  let resolver: LinkResolver
  private var catalog: PageCatalog { resolver.catalog }

  // MARK: Texts

  /// Proposals for a reference whose target leads nowhere.
  func advice(for reference: Reference, in page: Page, else fallback: String) -> Advice {
    let matches: [NearTargets.Match]
    let isName = reference.kind == .wikiLink || reference.kind == .embed
    if isName {
      matches = catalog.near.matches(named: reference.target)
    } else {
      let target = LinkResolver.withoutQuery(reference.target).percentDecoded
      let isImage = reference.kind == .image
      matches =
        page.path.resolving(target).map { catalog.near.matches(at: $0, isImage: isImage) } ?? []
    }
    return advice(matches, for: reference, in: page, else: fallback)
  }

  /// Proposals of pages that a reference may name.
  func advice(
    _ matches: [NearTargets.Match], for reference: Reference, in page: Page, else fallback: String
  ) -> Advice {
    let spelled = matches.compactMap { match in
      spelling(of: match, for: reference, in: page).map { ($0, match.isCertain) }
    }
    return self.advice(spelled, whole(reference, in: page), else: fallback)
  }

  /// The reference's target and what its place holds behind it: a fragment.
  private func whole(_ reference: Reference, in page: Page) -> ((String) -> String)? {
    guard case .range(let place) = reference.place,
      let target = WrittenTarget(reference, at: place, in: page.source).range
    else { return nil }
    let rest = page.source.text(target.upperBound..<place.upperBound)
    return { $0 + rest }
  }

  private func advice(
    _ spelled: [(text: String, isCertain: Bool)], _ whole: ((String) -> String)?,
    else fallback: String
  ) -> Advice {
    guard let whole else {
      // The address stands elsewhere, so nothing can be put in its place.
      return Advice(
        spelled.isEmpty ? fallback : "did you mean \(Advice.list(spelled.map(\.text)))?")
    }
    if let first = spelled.first, first.isCertain, spelled.count == 1 {
      return Advice(certain: whole(first.text))
    }
    return Advice(possible: spelled.map { whole($0.text) }, else: fallback)
  }

  /// The first way to write a target in a reference's place that leads to it.
  private func spelling(
    of match: NearTargets.Match, for reference: Reference, in page: Page
  ) -> String? {
    let isName = reference.kind == .wikiLink || reference.kind == .embed
    for spelling in spellings(of: match, for: reference, in: page) {
      let written =
        isName
        ? LinkSpelling.wikiText(spelling, hasFragment: reference.fragment != nil)
        : LinkSpelling.addressText(spelling) + reference.target.drop { $0 != "?" }
      guard let text = written else { continue }
      var changed = reference
      changed.target = isName ? spelling : text
      changed.fragment = nil
      if case .target(let target) = resolver.resolve(changed, from: page), target == match.target {
        return text
      }
    }
    return nil
  }

  private func spellings(
    of match: NearTargets.Match, for reference: Reference, in page: Page
  ) -> [String] {
    let isName = reference.kind == .wikiLink || reference.kind == .embed
    let address = LinkResolver.withoutQuery(reference.target).percentDecoded
    switch match.target {
    case .page(let id, _) where isName: return names(of: resolver.pages[id], by: match.way)
    case .page(let id, _):
      let isAbsolute = address.hasPrefix("/") && !address.lowercased().hasSuffix(".md")
      let other = resolver.pages[id]
      // A page that no file holds has an address only.
      if other.parsed.isGenerated { return ["/" + other.route.text] }
      return LinkSpelling.addresses(
        like: isAbsolute ? address : other.path.text, of: other, in: page.path)
    case .file(let file) where isName: return LinkSpelling.names(of: file, in: page.path)
    case .file(let file): return LinkSpelling.addresses(like: address, of: file, in: page.path)
    case .external, .broken: return []
    }
  }

  /// Ways to name a page, the one by which it was found first.
  private func names(of page: Page, by way: PageNames.Way?) -> [String] {
    switch way {
    case .stem: [page.path.stem, page.path.reference]
    case .title: [page.title, page.path.reference]
    case .path, .alias, nil: [page.path.reference]
    }
  }

  // MARK: Front matter

  /// Proposals for a page's name in a YAML text that leads nowhere.
  func advice(for name: LocatedText, in source: SourceText, else fallback: String) -> Advice {
    advice(catalog.near.matches(named: name.text), for: name, in: source, else: fallback)
  }

  func advice(
    _ matches: [NearTargets.Match], for name: LocatedText, in source: SourceText,
    else fallback: String
  ) -> Advice {
    let spelled = matches.compactMap { match -> (text: String, isCertain: Bool)? in
      guard case .page(let id, _) = match.target else { return nil }
      let names = names(of: resolver.pages[id], by: match.way).filter {
        if case .page(id) = catalog.names[$0] { true } else { false }
      }
      guard let first = names.first else { return nil }
      return (source.yamlScalar(first, replacing: name.range), match.isCertain)
    }
    return self.advice(spelled, { $0 }, else: fallback)
  }

  // MARK: Fragments

  /// Proposals for a fragment that a page does not have.
  func advice(
    fragment: String, on id: PageID, _ anchors: AnchorMemory, for reference: Reference,
    in page: Page
  ) -> Advice {
    let known = anchors.anchors(of: id, resolver)
    let isName = reference.kind == .wikiLink || reference.kind == .embed
    let advice = Advice(
      naming: fragment, from: known, else: overview(of: id, known), near: anchors.near(id, resolver)
    ) { "#" + (isName ? $0 : LinkSpelling.addressText($0)) }
    guard case .range(let place) = reference.place,
      let target = WrittenTarget(reference, at: place, in: page.source).range
    else { return Advice(advice.help) }
    let written = page.source.text(target)
    var whole = advice
    whole.fixes = advice.fixes.map { Fix(written + $0.text, $0.applicability, label: $0.label) }
    return whole
  }

  /// What there is to choose from.
  private func overview(of page: PageID, _ anchors: [String]) -> String {
    if anchors.isEmpty { return "link to the page itself: it has no headings" }
    return "it has " + anchors.prefix(8).map { "`#\($0)`" }.joined(separator: ", ")
      + (anchors.count > 8 ? " and more" : "")
  }
}
