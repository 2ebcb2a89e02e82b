import Diagnostics
import Markdown
import Text

/// Proposes replacements for broken links.
///
/// Every proposal is resolved in place first, and left out if it does not lead to its target.
struct LinkProposals: Sendable {
  let resolver: LinkResolver
  private var catalog: PageCatalog { resolver.catalog }

  // MARK: Texts

  /// Proposals for a reference to an unknown target.
  func advice(for reference: Reference, in page: Page, else fallback: String) -> Advice {
    let matches: [NearTargets.Match]
    if reference.isWikiLink {
      matches = catalog.near.matches(named: reference.target)
    } else {
      let target = LinkResolver.withoutQuery(reference.target).percentDecoded
      let isImage = reference.kind == .image
      // Zola begins a path from the folder of the pages with `@`.
      let path = target.hasPrefix("@/") ? String(target.dropFirst()) : target
      matches =
        page.path.resolving(path).map { catalog.near.matches(at: $0, isImage: isImage) } ?? []
    }
    return advice(matches, for: reference, in: page, else: fallback)
  }

  /// Proposals for a reference that could name one of several pages.
  func advice(
    _ matches: [NearTargets.Match], for reference: Reference, in page: Page, else fallback: String
  ) -> Advice {
    let spelled = matches.compactMap { match in
      resolver.written(
        spellings(of: match, for: reference, in: page), for: reference, from: page,
        leadingTo: match.target
      ).map { ($0, match.isCertain) }
    }
    return self.advice(spelled, whole(reference, in: page), else: fallback)
  }

  /// Adds the fragment of a reference to a new target; `nil` if the target is written elsewhere.
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
      // The address is in a link definition elsewhere, so it cannot be replaced.
      return Advice(
        spelled.isEmpty ? fallback : "did you mean \(Advice.list(spelled.map(\.text)))?")
    }
    if let first = spelled.first, first.isCertain, spelled.count == 1 {
      return Advice(certain: whole(first.text))
    }
    return Advice(possible: spelled.map { whole($0.text) }, else: fallback)
  }

  private func spellings(
    of match: NearTargets.Match, for reference: Reference, in page: Page
  ) -> [String] {
    let address = LinkResolver.withoutQuery(reference.target).percentDecoded
    switch match.target {
    case .page(let id, _) where reference.isWikiLink:
      return names(of: resolver.pages[id], preferring: match.kind)
    case .page(let id, _):
      let isAbsolute = address.hasPrefix("/") && !address.lowercased().hasSuffix(".md")
      let other = resolver.pages[id]
      // A generated page has no source path.
      if other.parsed.isGenerated { return ["/" + other.route.text] }
      return LinkSpelling.addresses(
        like: isAbsolute ? address : other.path.text, of: other, in: page.path)
    case .file(let file) where reference.isWikiLink:
      return LinkSpelling.names(of: file, in: page.path)
    case .file(let file): return LinkSpelling.addresses(like: address, of: file, in: page.path)
    case .external, .language, .broken: return []
    }
  }

  /// Names of a page, with the kind of name that matched first.
  private func names(of page: Page, preferring kind: PageNames.NameKind?) -> [String] {
    switch kind {
    case .stem: [page.path.stem, page.reference]
    case .title: [page.title, page.reference]
    case .path, .alias, nil: [page.reference]
    }
  }

  // MARK: Front matter

  /// Proposals for an unknown page name in YAML.
  func advice(for name: LocatedText, in source: SourceText, else fallback: String) -> Advice {
    advice(catalog.near.matches(named: name.text), for: name, in: source, else: fallback)
  }

  func advice(
    _ matches: [NearTargets.Match], for name: LocatedText, in source: SourceText,
    else fallback: String
  ) -> Advice {
    let spelled = matches.compactMap { match -> (text: String, isCertain: Bool)? in
      guard case .page(let id, _) = match.target else { return nil }
      let names = names(of: resolver.pages[id], preferring: match.kind).filter {
        if case .page(id) = catalog.names[$0] { true } else { false }
      }
      guard let first = names.first else { return nil }
      return (source.yamlScalar(first, replacing: name.range), match.isCertain)
    }
    return self.advice(spelled, { $0 }, else: fallback)
  }

  // MARK: Fragments

  /// Proposals for an unknown fragment.
  func advice(
    fragment: String, on id: PageID, _ anchors: AnchorMemory, for reference: Reference,
    in page: Page
  ) -> Advice {
    let known = anchors.anchors(of: id, resolver)
    let advice = Advice(
      naming: fragment, from: known, else: overview(of: id, known), near: anchors.near(id, resolver)
    ) { "#" + (reference.isWikiLink ? $0 : LinkSpelling.addressText($0)) }
    guard case .range(let place) = reference.place,
      let target = WrittenTarget(reference, at: place, in: page.source).range
    else { return Advice(advice.help) }
    let written = page.source.text(target)
    var whole = advice
    whole.fixes = advice.fixes.map { Fix(written + $0.text, $0.applicability, label: $0.label) }
    return whole
  }

  /// A list of the anchors of a page.
  private func overview(of page: PageID, _ anchors: [String]) -> String {
    if anchors.isEmpty { return "link to the page itself, because it has no headings" }
    return "its anchors are " + anchors.prefix(8).map { "`#\($0)`" }.joined(separator: ", ")
      + (anchors.count > 8 ? " and more" : "")
  }
}
