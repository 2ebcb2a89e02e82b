import Diagnostics
import Markdown
import Text

/// Makes diagnostics for broken links.
///
/// Similar names are searched only when a diagnostic is shown.
struct LinkDiagnostics {
  private let resolver: LinkResolver
  private let options: SiteLinker.Options
  private let anchors = AnchorMemory()
  private var catalog: PageCatalog { resolver.catalog }
  private var proposals: LinkProposals { LinkProposals(resolver: resolver) }

  init(_ resolver: LinkResolver, _ options: SiteLinker.Options) {
    self.resolver = resolver
    self.options = options
  }

  private var types: ContentTypes { catalog.configuration.types }

  /// The diagnostic for a reference in the text of a page.
  func diagnostic(
    _ failure: LinkFailure, _ reference: Reference, in page: Page
  ) -> Diagnostic {
    let location = page.source.location(at: reference.place)
    switch failure {
    case .unknown where reference.kind == .link || reference.kind == .image:
      return unknownPath(reference, page, location)
    case .unknown: return unknownName(reference, page, location)
    case .ambiguous(let ids):
      let matches = Self.matches(ids)
      return Diagnostic(
        .ambiguousLink, "`\(reference.target)` matches \(ids.count) pages", at: location,
        finding: { [proposals] in
          Self.choice(
            proposals.advice(matches, for: reference, in: page, else: "write the path of the page"))
        })
    case .notAPage:
      let address = LinkSpelling.addressText(fileAddress(reference.target, in: page))
      return Diagnostic(
        .notAPage, "`\(reference.target)` is a file, not a page", at: location,
        help: "write `![its description](\(address))` for a picture, or link to the file")
    case .anchor(let id, let fragment):
      return Diagnostic(
        .brokenFragment,
        "\(Self.name(of: resolver.pages[id])) has no heading or row `#\(fragment)`", at: location,
        finding: { [proposals, anchors] in
          proposals.advice(fragment: fragment, on: id, anchors, for: reference, in: page)
        })
    }
  }

  /// The diagnostic for a page name in front matter.
  func diagnostic(_ failure: LinkFailure, _ name: LocatedText, in page: Page) -> Diagnostic {
    let location = page.source.location(of: name.range)
    if case .ambiguous(let ids) = failure {
      let matches = Self.matches(ids)
      return Diagnostic(
        .ambiguousLink, "`\(name.text)` matches \(ids.count) pages", at: location,
        finding: { [proposals] in
          Self.choice(
            proposals.advice(
              matches, for: name, in: page.source, else: "write the path of the page"))
        })
    }
    if case .page(let id) = catalog.unpublished[name.text] {
      return unpublished(id, name.text, location)
    }
    return Diagnostic(
      .brokenLink, "no page matches `\(name.text)`", at: location,
      finding: { [proposals, types] in
        proposals.advice(for: name, in: page.source, else: Self.help(making: name.text, types))
      })
  }

  private func unknownName(
    _ reference: Reference, _ page: Page, _ location: Location
  ) -> Diagnostic {
    let name = reference.target
    if case .page(let id) = catalog.unpublished[name] { return unpublished(id, name, location) }
    if let link = catalog.configuration.languageLink(reference, from: page.path) {
      return Diagnostic(
        .brokenLink,
        "`\(name)` is in `\(link.tag.text)`, and an embed shows pages of its own language",
        at: location, help: "link to the page instead of embedding it: remove the `!`")
    }
    let isFile = reference.kind == .embed && Self.hasFileEnding(name)
    let help =
      isFile
      ? Self.helpBesidePages(ContentPath(name), catalog)
        ?? "put the file below `\(catalog.configuration.content.name)`, or remove the embed"
      : Self.help(making: name, types)
    return Diagnostic(
      .brokenLink, "no \(isFile ? "page or file" : "page") matches `\(name)`", at: location,
      finding: { [proposals] in
        proposals.advice(for: reference, in: page, else: help)
      })
  }

  /// Whether a name ends like that of a file that is no page, such as `notes.canvas`.
  private static func hasFileEnding(_ name: String) -> Bool {
    let path = ContentPath(name)
    let ending = path.name.dropFirst(path.stem.count).dropFirst()
    return !path.isMarkdown && (2...8).contains(ending.utf8.count)
      && ending.utf8.allSatisfy(\.isASCIIAlphanumeric) && ending.contains(where: \.isLetter)
  }

  private func unknownPath(
    _ reference: Reference, _ page: Page, _ location: Location
  ) -> Diagnostic {
    let target = LinkResolver.withoutQuery(reference.target).percentDecoded
    let path = page.path.resolving(target)
    if let path, case .page(let id) = catalog.unpublished[path: path] {
      return unpublished(id, reference.target, location)
    }
    let what = reference.kind == .image ? "there is no image" : "there is no file"
    let help =
      Self.helpWithoutAddress(path, catalog) ?? Self.helpBesidePages(path, catalog)
      ?? (reference.kind == .image
        ? "write the path of a file relative to this one, such as `../images/plan.png`, or remove the picture"
        : "write the path of a file relative to this one, such as `../faq/question.md`, or remove the link")
    let content = catalog.configuration.content
    return Diagnostic(
      .brokenLink,
      path.map { "\(what) `\(content.path(of: $0))`\(content.takes($0) ? "" : " on the site")" }
        ?? "the path leaves \(content.isSite ? "the site's folder" : "`\(content.name)/`")",
      at: location,
      finding: { [proposals] in
        proposals.advice(for: reference, in: page, else: help)
      })
  }

  private func unpublished(_ id: PageID, _ name: String, _ location: Location) -> Diagnostic {
    let withheld = WithheldPage(resolver.catalog.unpublishedPages[id], options)
    return Diagnostic(
      .brokenLink, "`\(name)` \(withheld.reason.words), so this build does not contain it",
      at: location, help: withheld.reason.help)
  }

  // MARK: Words

  private static func matches(_ ids: [PageID]) -> [NearTargets.Match] {
    ids.prefix(8).map { NearTargets.Match(target: .page($0, anchor: nil), kind: .path) }
  }

  /// Words proposals of pages that all match as a choice.
  private static func choice(_ advice: Advice) -> Advice {
    advice.fixes.isEmpty
      ? advice : Advice("write " + Advice.list(advice.fixes.map(\.text)), fixes: advice.fixes)
  }

  private static func help(making name: String, _ types: ContentTypes) -> String {
    "write the path, file name or title of a page; "
      + "`\(command(making: name, types))` creates a page"
  }

  /// The command that creates a page with a name.
  private static func command(making name: String, _ types: ContentTypes) -> String {
    let path = ContentPath(name)
    let type = types.of(folder: path.topFolder) ?? types.usual
    let title = ParsedPage.title(fromName: path.name).replacing("\"", with: "")
    return "waymark new \(type.name) \"\(title)\""
  }

  /// Help for links to the feed or the sitemap of a site without `base_url`.
  private static func helpWithoutAddress(
    _ path: ContentPath?, _ catalog: PageCatalog
  ) -> String? {
    guard catalog.configuration.address.origin == nil,
      ["feed.xml", "sitemap.xml"].contains(path?.text)
    else { return nil }
    return "set `base_url` in `\(SiteConfiguration.fileName)`, which this file needs"
  }

  /// The help for a link to a file that is none of the pages' because pages are in the site's folder itself.
  private static func helpBesidePages(
    _ path: ContentPath?, _ catalog: PageCatalog
  ) -> String? {
    guard let path, !path.text.isEmpty, ContentPath(path.name).text.contains("."),
      !catalog.configuration.content.takes(path)
    else { return nil }
    return
      "only pages, pictures and other media are on the site; link to a place on the web that shows this file"
  }

  /// The relative path of a file that a wiki link names.
  private func fileAddress(_ name: String, in page: Page) -> String {
    let paths = [page.path.resolving(name), ContentPath("").resolving(name)].compactMap(\.self)
    let file = paths.compactMap(catalog.file).first
    return file.map { LinkSpelling.relative($0.text, from: page.path.folder) } ?? name
  }

  private static func name(of page: Page) -> String {
    page.isHome ? "the home page" : "`\(page.reference)`"
  }
}
