import SiteModel

/// Explains to an author why a build did or did not render a page again.
package struct RenderExplanation: Sendable {
  /// The explanation: a line for each changed field.
  package private(set) var lines: [String] = []

  /// Explains the build of one page.
  ///
  /// `name` is the name of the page as in a link. `earlier` is the site of the previous build.
  package init(_ name: String, _ site: Site, _ report: RebuildReport, after earlier: Site?) {
    guard case .page(let id) = site.catalog.names[name] else {
      lines = ["\(name): not exactly one page has this name"]
      return
    }
    let page = site.pages[id]
    let path = page.route.outputPath
    guard let cause = report.rendered.first(where: { $0.path == path })?.cause else {
      lines = ["\(name) was not rendered: nothing that it depends on changed"]
      return
    }
    switch cause {
    case .new: lines = ["\(name) rendered: it is new"]
    case .template:
      lines = [
        "\(name) rendered: its template changed, or something that the template reads of `site`"
      ]
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
      guard let id = site.page(at: page.place)?.id else { return [:] }
      return Dictionary(
        site.graph.backlinks[id].map { link in
          (site.pages[link.page].reference, site.sentence(of: link, to: id) ?? "")
        }, uniquingKeysWith: { first, _ in first })
    }
    let (old, new) = (sentences(before), sentences(after))
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      switch (old[name], new[name]) {
      case (nil, _?): "\(name) now links here"
      case (_?, nil): "\(name) no longer links here"
      case (let old?, let new?) where old != new: "the sentence in \(name) changed"
      default: nil
      }
    }
  }
}
