import Diagnostics
import Markdown

/// Puts into words why links lead nowhere, with the nearest thing they may have meant.
///
/// The search for near matches costs time in proportion to the site, so only the first problems of
/// a build get one: whoever has more has another kind of problem.
struct LinkProblems {
  private static let suggestionLimit = 200

  let resolver: LinkResolver
  private var directory: SiteDirectory { resolver.directory }
  private var suggestionsLeft = Self.suggestionLimit

  init(_ resolver: LinkResolver) {
    self.resolver = resolver
  }

  /// The problem with a reference in a page's text.
  mutating func diagnostic(
    _ failure: LinkFailure, _ reference: Reference, in page: Page
  ) -> Diagnostic {
    let location = page.source.location(at: reference.place)
    switch failure {
    case .unknown where reference.form == .link || reference.form == .image:
      return unknownPath(reference, page, location)
    case .anchor(let id, let fragment):
      return brokenFragment(fragment, on: id, reference, page, location)
    default:
      var problem = diagnostic(failure, named: reference.target, at: location)
      // The place holds the fragment too; what is written with escapes is left to people.
      if let replacement = problem.replacement {
        problem.replacement =
          Self.isExact(reference, in: page)
          ? replacement + (reference.fragment.map { "#" + $0 } ?? "") : nil
      }
      return problem
    }
  }

  /// The problem with a page's name, in a text or in front matter.
  mutating func diagnostic(
    _ failure: LinkFailure, named name: String, at location: Location
  ) -> Diagnostic {
    switch failure {
    case .ambiguous(let ids):
      let candidates = ids.prefix(8).map { "`\(resolver.pages[$0].path.reference)`" }
      return Diagnostic(
        .ambiguousLink, "`\(name)` fits \(ids.count) pages", at: location,
        help: "write " + candidates.joined(separator: " or "))
    case .notAPage:
      return Diagnostic(
        .notAPage, "`\(name)` is a file, not a page", at: location,
        help: "show a picture by `![its description](\(name))`, or link to the file")
    case .unknown, .anchor:
      return unknownName(name, location)
    }
  }

  private mutating func unknownName(_ name: String, _ location: Location) -> Diagnostic {
    if case .page(let id) = directory.withheld[name] { return withheld(id, name, location) }
    let near = suggestion { $0.directory.nearestName(to: name) }
    return Diagnostic(
      .brokenLink, "no page matches `\(name)`", at: location,
      help: near.map { "did you mean `\($0)`?" }
        ?? "name a page by its path under `content/`, its file name or its title; "
        + "`\(Self.command(making: name))` makes one",
      replacement: near)
  }

  /// The command that would make the page that a name asks for.
  private static func command(making name: String) -> String {
    let path = ContentPath(name)
    let type = ContentType.all.first { $0.folder == path.topFolder && $0.folder != nil }
    let title = ParsedPage.title(fromName: path.name).replacing("\"", with: "")
    return "waymark new \((type ?? .article).name) \"\(title)\""
  }

  private func withheld(_ id: PageID, _ name: String, _ location: Location) -> Diagnostic {
    Diagnostic(
      .brokenLink, "`\(name)` is a draft or has a date to come, so it is not part of this build",
      at: location,
      help: "remove the link until the page is published, or build with `--drafts` or `--future`")
  }

  private mutating func unknownPath(
    _ reference: Reference, _ page: Page, _ location: Location
  ) -> Diagnostic {
    let target = LinkResolver.percentDecoded(reference.target)
    let path = page.path.resolving(target)
    if let path, case .page(let id) = directory.withheld[path: path] {
      return withheld(id, reference.target, location)
    }
    let what = reference.form == .image ? "no image is" : "nothing is"
    let near = suggestion { resolver -> String? in
      guard let path else { return nil }
      if reference.form == .image || !path.isMarkdown {
        if let near = resolver.directory.nearestFile(to: path.text) { return near }
      }
      return resolver.directory.nearestName(to: path.reference).map { $0 + ".md" }
    }
    return Diagnostic(
      .brokenLink,
      path.map { "\(what) at `content/\($0.text)`" } ?? "this path leads out of `content/`",
      at: location,
      help: near.map { "did you mean `content/\($0)`?" } ?? Self.helpWithoutAddress(path, directory)
        ?? "link to a file by its path from this one, such as `../faq/question.md`")
  }

  /// What to do about a link to the feed or the sitemap of a site that has none.
  private static func helpWithoutAddress(
    _ path: ContentPath?, _ directory: SiteDirectory
  ) -> String? {
    guard directory.configuration.address.origin == nil,
      ["feed.xml", "sitemap.xml"].contains(path?.text)
    else { return nil }
    return "set `base_url` in `\(SiteConfiguration.fileName)`: without it none is made"
  }

  private mutating func brokenFragment(
    _ fragment: String, on id: PageID, _ reference: Reference, _ page: Page,
    _ location: Location
  ) -> Diagnostic {
    let near = suggestion { nearestMatch(to: fragment, in: $0.anchors(of: id)) }
    return Diagnostic(
      .brokenFragment,
      "\(Self.name(of: resolver.pages[id])) has no heading or row `#\(fragment)`", at: location,
      help: near.map { "did you mean `#\($0)`?" } ?? overview(of: id),
      replacement: near.flatMap {
        Self.isExact(reference, in: page) ? reference.target + "#" + $0 : nil
      })
  }

  /// What there is to choose from.
  private func overview(of page: PageID) -> String {
    let anchors = resolver.anchors(of: page)
    if anchors.isEmpty { return "link to the page itself: it has no headings" }
    return "it has " + anchors.prefix(8).map { "`#\($0)`" }.joined(separator: ", ")
      + (anchors.count > 8 ? " and more" : "")
  }

  private static func name(of page: Page) -> String {
    page.type == .home ? "the home page" : "`\(page.path.reference)`"
  }

  /// Whether the place of a reference holds its target and fragment just as they are.
  private static func isExact(_ reference: Reference, in page: Page) -> Bool {
    guard case .range(let range) = reference.place else { return false }
    return page.source.bytes[range].elementsEqual(reference.url.utf8)
  }

  private mutating func suggestion(_ find: (LinkResolver) -> String?) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    return find(resolver)
  }
}
