import SiteModel

/// Why a page was rendered again, or was not, in words for its author.
package struct RenderExplanation: Sendable {
  package private(set) var lines: [String] = []

  /// - Parameters:
  ///   - name: The page, as a link names it.
  ///   - build: The build that rendered it, or did not.
  ///   - earlier: The site before.
  package init(_ name: String, _ build: SiteBuilder.Build, after earlier: Site?) {
    let site = build.site
    guard case .page(let id) = site.catalog.names[name] else {
      lines = ["\(name): no page, or several, have this name"]
      return
    }
    let page = site.pages[id]
    let path = page.route.outputPath
    guard let cause = build.report.rendered.first(where: { $0.path == path })?.cause else {
      lines = ["\(name): left as it was"]
      return
    }
    switch cause {
    case .new: lines = ["\(name) rendered: it was not there before"]
    case .template: lines = ["\(name) rendered: its template changed, or what that reads of `site`"]
    case .fields(let fields):
      lines = fields.map { field in
        let detail =
          field == "backlinks" ? earlier.map { Self.backlinks(of: page, $0, site) } ?? [] : []
        return "\(name) rendered: \(field) changed"
          + (detail.isEmpty ? "" : ": " + detail.joined(separator: ", "))
      }
    }
  }

  private static func backlinks(of page: Page, _ before: Site, _ after: Site) -> [String] {
    func sentences(_ site: Site) -> [String: String] {
      guard let id = site.page(at: page.path)?.id else { return [:] }
      return Dictionary(
        site.graph.backlinks[id].map { link in
          (site.pages[link.page].path.reference, site.sentence(of: link, to: id) ?? "")
        }, uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (sentences(before), sentences(after))
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      switch (old[name], new[name]) {
      case (nil, _?): "\(name) now links here"
      case (_?, nil): "\(name) no longer links here"
      case (let old?, let new?) where old != new: "\(name) says so in another sentence"
      default: nil
      }
    }
  }
}
