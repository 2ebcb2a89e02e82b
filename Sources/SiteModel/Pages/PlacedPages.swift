import Concurrency
import Diagnostics
import Text

/// Pages with their addresses, numbered in the order of their paths.
struct PlacedPages: Sendable {
  let pages: [Page]
  /// What is wrong with their names.
  let diagnostics: [Diagnostic]

  /// Places pages that are sorted by their paths.
  init(_ parsed: [ParsedPage], at site: SiteAddress) {
    let placed = Array(parsed.indices).concurrentMap { Self.place(parsed[$0], $0, at: site) }
    pages = placed.map(\.page)
    diagnostics = placed.flatMap(\.problems)
  }

  private static func place(
    _ parsed: ParsedPage, _ id: PageID, at site: SiteAddress
  ) -> (page: Page, problems: [Diagnostic]) {
    if parsed.type == .notFound {
      let page = Page(
        id: id, parsed: parsed, route: Route("404.html"), entryAnchor: nil, at: site)
      return (page, [])
    }
    var diagnostics: [Diagnostic] = []
    let slug = slug(of: parsed, id, &diagnostics)
    let folders = parsed.path.folder
    if !Slug.isPage(folders.utf8, orPath: true),
      let folder = folders.split(separator: "/").first(where: { Slug.page(String($0)).isEmpty })
    {
      diagnostics.append(
        Diagnostic(
          .invalidSlug, "no address can be made of the folder `\(folder)`",
          at: parsed.source.location, help: "give the folder a name with letters or digits"))
    }
    let page = Self.page(parsed, id, slug: slug, at: site)
    let files = [page.route.outputPath, page.dataPath].compactMap(\.self)
    let location =
      parsed.record.locatedText("slug").map { parsed.source.location(of: $0.range) }
      ?? parsed.source.location
    guard let problem = files.compactMap({ $0.problem(at: location) }).first else {
      return (page, diagnostics)
    }
    // What is made for a folder is as wrong as the pages in it, which are reported.
    if !parsed.isGenerated || !parsed.path.isIndex { diagnostics.append(problem) }
    let elsewhere = Page(
      id: id, parsed: parsed, route: Route("page-\(id)/"), entryAnchor: nil, at: site)
    return (elsewhere, diagnostics)
  }

  private static func page(
    _ parsed: ParsedPage, _ id: PageID, slug: String, at site: SiteAddress
  ) -> Page {
    let route = Route(for: parsed.path, slug: slug)
    let isEntry = parsed.type.livesOnIndexWhenEmpty && parsed.body.bytes.isEmpty
    guard isEntry else {
      return Page(id: id, parsed: parsed, route: route, entryAnchor: nil, at: site)
    }
    let parts = route.text.split(separator: "/")
    let folder = Route(parts.dropLast().map { $0 + "/" }.joined())
    return Page(
      id: id, parsed: parsed, route: folder, entryAnchor: parts.last.map(String.init), at: site)
  }

  /// The last part of a page's address, from its `slug` or its file's name.
  private static func slug(
    of parsed: ParsedPage, _ id: PageID, _ diagnostics: inout [Diagnostic]
  ) -> String {
    let own = parsed.record.locatedText("slug")
    let slug = Slug.page(own?.text ?? parsed.path.stem)
    if slug.isEmpty, !parsed.path.isIndex {
      diagnostics.append(
        Diagnostic(
          .invalidSlug, "no address can be made of `\(own?.text ?? parsed.path.stem)`",
          at: own.map { parsed.source.location(of: $0.range) } ?? parsed.source.location,
          help: "give the page a `slug` with letters or digits"))
      return "page-\(id)"
    }
    if let own, own.text != slug {
      let reason = own.text.contains("/") ? "; folders come from where the file lies" : ""
      diagnostics.append(
        Diagnostic(
          .invalidSlug,
          "`\(own.text)` has characters that an address does not carry; it became `\(slug)`",
          at: parsed.source.location(of: own.range),
          // The page has this address already; with a slash another folder may have been meant.
          advice: Advice(
            "write `slug: \(slug)`\(reason)",
            fixes: [Fix(slug, reason.isEmpty ? .certain : .possible)])))
    }
    return slug
  }
}
