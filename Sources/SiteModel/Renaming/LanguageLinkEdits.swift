import Diagnostics
import Markdown

/// The edits of links from other languages of a site to a page that moves.
enum LanguageLinkEdits {
  /// The edits of the pages of `other`, the site in another language, if `page` of `site` moves to `path`.
  static func all(
    in other: Site, of page: Page, in site: Site, to path: ContentPath
  ) -> [(source: SourceText, edit: SourceEdits.Edit)] {
    let target = site.configuration.wholePath(of: path)
    return other.pages.flatMap { source in
      zip(source.parsed.references, other.links[source.id].targets).compactMap {
        reference, found -> (source: SourceText, edit: SourceEdits.Edit)? in
        guard case .language(let link) = found, link.tag == site.configuration.languageTag,
          site.page(of: link)?.id == page.id, case .range(let place) = reference.place,
          let range = WrittenTarget(reference, at: place, in: source.source).range
        else { return nil }
        let here = other.configuration.wholePath(of: source.path)
        guard let text = spelling(of: target, for: reference, from: here) else { return nil }
        return (source.source, SourceEdits.Edit(range, text))
      }
    }
  }

  /// The spelling of a path below the folder of all pages, in the style of a reference.
  private static func spelling(
    of path: ContentPath, for reference: Reference, from page: ContentPath
  ) -> String? {
    let relative = LinkSpelling.relative(path.text, from: page.folder)
    guard reference.isWikiLink else {
      let address = reference.target.hasPrefix("/") ? "/" + path.text : relative
      return LinkSpelling.addressText(address) + reference.query
    }
    let name =
      reference.target.hasPrefix(".")
      ? LinkSpelling.relative(path.reference, from: page.folder) : path.reference
    return LinkSpelling.wikiText(name, hasFragment: reference.fragment != nil)
  }
}
