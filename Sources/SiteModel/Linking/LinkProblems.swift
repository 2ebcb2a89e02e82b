import Diagnostics
import Markdown
import Text

/// Puts into words why links lead nowhere.
///
/// What they may have meant is looked for when somebody is shown the problem.
struct LinkProblems {
  private let resolver: LinkResolver
  private let anchors = AnchorMemory()
  private var catalog: PageCatalog { resolver.catalog }
  private var proposals: LinkProposals { LinkProposals(resolver: resolver) }

  init(_ resolver: LinkResolver) {
    self.resolver = resolver
  }

  /// The problem with a reference in a page's text.
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
        .ambiguousLink, "`\(reference.target)` fits \(ids.count) pages", at: location,
        finding: { [proposals] in
          Self.choice(
            proposals.advice(matches, for: reference, in: page, else: "name it by its path"))
        })
    case .notAPage:
      let address = LinkSpelling.addressText(fileAddress(reference.target, in: page))
      return Diagnostic(
        .notAPage, "`\(reference.target)` is a file, not a page", at: location,
        help: "show a picture by `![its description](\(address))`, or link to the file")
    case .anchor(let id, let fragment):
      return Diagnostic(
        .brokenFragment,
        "\(Self.name(of: resolver.pages[id])) has no heading or row `#\(fragment)`", at: location,
        finding: { [proposals, anchors] in
          proposals.advice(fragment: fragment, on: id, anchors, for: reference, in: page)
        })
    }
  }

  /// The problem with a page's name in front matter.
  func diagnostic(_ failure: LinkFailure, _ name: LocatedText, in page: Page) -> Diagnostic {
    let location = page.source.location(of: name.range)
    if case .ambiguous(let ids) = failure {
      let matches = Self.matches(ids)
      return Diagnostic(
        .ambiguousLink, "`\(name.text)` fits \(ids.count) pages", at: location,
        finding: { [proposals] in
          Self.choice(
            proposals.advice(matches, for: name, in: page.source, else: "name it by its path"))
        })
    }
    if case .page(let id) = catalog.withheld[name.text] {
      return withheld(id, name.text, location)
    }
    return Diagnostic(
      .brokenLink, "no page matches `\(name.text)`", at: location,
      finding: { [proposals] in
        proposals.advice(for: name, in: page.source, else: Self.help(making: name.text))
      })
  }

  private func unknownName(
    _ reference: Reference, _ page: Page, _ location: Location
  ) -> Diagnostic {
    let name = reference.target
    if case .page(let id) = catalog.withheld[name] { return withheld(id, name, location) }
    return Diagnostic(
      .brokenLink, "no page matches `\(name)`", at: location,
      finding: { [proposals] in
        proposals.advice(for: reference, in: page, else: Self.help(making: name))
      })
  }

  private func unknownPath(
    _ reference: Reference, _ page: Page, _ location: Location
  ) -> Diagnostic {
    let target = LinkResolver.withoutQuery(reference.target).percentDecoded
    let path = page.path.resolving(target)
    if let path, case .page(let id) = catalog.withheld[path: path] {
      return withheld(id, reference.target, location)
    }
    let what = reference.kind == .image ? "no image is" : "nothing is"
    let help =
      Self.helpWithoutAddress(path, catalog)
      ?? "link to a file by its path from this one, such as `../faq/question.md`"
    return Diagnostic(
      .brokenLink,
      path.map { "\(what) at `content/\($0.text)`" } ?? "this path leads out of `content/`",
      at: location,
      finding: { [proposals] in
        proposals.advice(for: reference, in: page, else: help)
      })
  }

  private func withheld(_ id: PageID, _ name: String, _ location: Location) -> Diagnostic {
    Diagnostic(
      .brokenLink, "`\(name)` is a draft or has a date to come, so it is not part of this build",
      at: location,
      help: "remove the link until the page is published, or build with `--drafts` or `--future`")
  }

  // MARK: Words

  private static func matches(_ ids: [PageID]) -> [NearTargets.Match] {
    ids.prefix(8).map { NearTargets.Match(target: .page($0, anchor: nil), way: .path) }
  }

  /// Pages that all fit are a choice, not a guess.
  private static func choice(_ advice: Advice) -> Advice {
    advice.fixes.isEmpty
      ? advice : Advice("write " + Advice.list(advice.fixes.map(\.text)), fixes: advice.fixes)
  }

  private static func help(making name: String) -> String {
    "name a page by its path under `content/`, its file name or its title; "
      + "`\(command(making: name))` makes one"
  }

  /// The command that would make the page that a name asks for.
  private static func command(making name: String) -> String {
    let path = ContentPath(name)
    let type = ContentType.all.first { $0.folder == path.topFolder && $0.folder != nil }
    let title = ParsedPage.title(fromName: path.name).replacing("\"", with: "")
    return "waymark new \((type ?? .article).name) \"\(title)\""
  }

  /// What to do about a link to the feed or the sitemap of a site that has none.
  private static func helpWithoutAddress(
    _ path: ContentPath?, _ catalog: PageCatalog
  ) -> String? {
    guard catalog.configuration.address.origin == nil,
      ["feed.xml", "sitemap.xml"].contains(path?.text)
    else { return nil }
    return "set `base_url` in `\(SiteConfiguration.fileName)`: without it none is made"
  }

  /// The address of a file that a wiki link names.
  private func fileAddress(_ name: String, in page: Page) -> String {
    let paths = [page.path.resolving(name), ContentPath("").resolving(name)].compactMap(\.self)
    let file = paths.compactMap(catalog.file).first
    return file.map { LinkSpelling.relative($0.text, from: page.path.folder) } ?? name
  }

  private static func name(of page: Page) -> String {
    page.type == .home ? "the home page" : "`\(page.path.reference)`"
  }
}
