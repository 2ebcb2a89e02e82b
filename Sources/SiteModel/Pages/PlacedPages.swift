import Concurrency
import Diagnostics
import Text

/// Pages with their addresses and ids, in the order of their places.
struct PlacedPages: Sendable {
  let pages: [Page]
  /// Errors in slugs and addresses.
  let diagnostics: [Diagnostic]

  /// Assigns an address and an id to every page.
  ///
  /// - `parsed`: Pages sorted by place.
  init(_ parsed: [ParsedPage], at site: SiteAddress) {
    let slugs = Self.folderSlugs(parsed)
    let placed = Array(parsed.indices).concurrentMap {
      Self.place(parsed[$0], $0, slugs, at: site)
    }
    pages = placed.map(\.page)
    diagnostics = placed.flatMap(\.diagnostics)
  }

  /// The `slug` of each folder's page, by folder: it is a part of the addresses of all pages in the folder.
  private static func folderSlugs(_ pages: [ParsedPage]) -> [String: String] {
    var slugs: [String: String] = [:]
    for page in pages where page.place.isIndex && !page.place.folder.isEmpty {
      guard let slug = page.record.text("slug").map({ Slug.page($0) }), !slug.isEmpty else {
        continue
      }
      slugs[page.place.folder] = slug
    }
    return slugs
  }

  private static func place(
    _ parsed: ParsedPage, _ id: PageID, _ slugs: [String: String], at site: SiteAddress
  ) -> (page: Page, diagnostics: [Diagnostic]) {
    if parsed.type.structure == .notFound {
      let page = Page(
        id: id, parsed: parsed, route: Route("404.html"), entryAnchor: nil, at: site)
      return (page, [])
    }
    var diagnostics: [Diagnostic] = []
    let slug = slug(of: parsed, id, &diagnostics)
    let folders = parsed.place.folder
    if !Slug.isPage(folders.utf8, orPath: true),
      let folder = folders.split(separator: "/").first(where: { Slug.page(String($0)).isEmpty })
    {
      diagnostics.append(
        Diagnostic(
          .invalidSlug, "the folder name `\(folder)` cannot become an address",
          at: parsed.source.location, help: "use a name with letters or digits"))
    }
    let page = Self.page(parsed, id, Route(for: parsed.place, slug: slug, slugs), at: site)
    let files = [page.route.outputPath] + page.dataPaths
    let location =
      parsed.record.locatedText("slug").map { parsed.source.location(of: $0.range) }
      ?? parsed.source.location
    guard let diagnostic = files.compactMap({ $0.diagnostic(at: location) }).first else {
      return (page, diagnostics)
    }
    // The error is reported at the pages in the folder, not at the generated page of the folder.
    if !parsed.isGenerated || !parsed.place.isIndex { diagnostics.append(diagnostic) }
    let elsewhere = Page(
      id: id, parsed: parsed, route: Route("page-\(id)/"), entryAnchor: nil, at: site)
    return (elsewhere, diagnostics)
  }

  private static func page(
    _ parsed: ParsedPage, _ id: PageID, _ route: Route, at site: SiteAddress
  ) -> Page {
    let isEntry =
      parsed.type.has(.entryWhenEmpty) && parsed.body.bytes.isEmpty && !parsed.isUnlisted
    guard isEntry else {
      return Page(id: id, parsed: parsed, route: route, entryAnchor: nil, at: site)
    }
    let parts = route.text.split(separator: "/")
    let folder = Route(parts.dropLast().map { $0 + "/" }.joined())
    return Page(
      id: id, parsed: parsed, route: folder, entryAnchor: parts.last.map(String.init), at: site)
  }

  /// The last component of the address, from `slug` or from the file name.
  private static func slug(
    of parsed: ParsedPage, _ id: PageID, _ diagnostics: inout [Diagnostic]
  ) -> String {
    let own = parsed.record.locatedText("slug")
    let slug = Slug.page(own?.text ?? parsed.path.stem)
    if slug.isEmpty, !parsed.place.isIndex {
      diagnostics.append(
        Diagnostic(
          .invalidSlug, "`\(own?.text ?? parsed.path.stem)` cannot become an address",
          at: own.map { parsed.source.location(of: $0.range) } ?? parsed.source.location,
          help: "set `slug` to a name with letters or digits"))
      return "page-\(id)"
    }
    if let own, own.text != slug {
      let reason =
        own.text.contains("/") ? "; the folder of the file sets the rest of the address" : ""
      diagnostics.append(
        Diagnostic(
          .invalidSlug,
          "`\(own.text)` contains invalid characters, so the slug is `\(slug)`",
          at: parsed.source.location(of: own.range),
          // The page has this address already. With a slash, the author may have meant another folder.
          advice: Advice(
            "write `slug: \(slug)`\(reason)",
            fixes: [Fix(slug, reason.isEmpty ? .certain : .possible)])))
    }
    return slug
  }
}
