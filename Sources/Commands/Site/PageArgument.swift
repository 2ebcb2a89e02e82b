import ArgumentParser
import SiteBuild
import SiteModel

/// A page in a command's arguments, named as in a wiki link or by its file.
struct PageArgument {
  private let text: String
  private let source: SourceOption

  init(_ text: String, in source: SourceOption) {
    self.text = text
    self.source = source
  }

  /// Finds the page, and the build of its language.
  ///
  /// A name that begins with the folder of a language is that of a page in it; others are names in the first language
  /// that has such a page.
  ///
  /// - Throws: `ValidationError`, with the nearest name or the pages to choose from.
  func page(in build: BuildResult) throws -> (page: Page, build: BuildResult) {
    var name = source.inner(text) ?? text
    if name.hasPrefix("./") { name.removeFirst(2) }
    let all = build.sources.content.prefix
    let languages = build.languages
    let named = languages.last { part in
      let folder = part.site.configuration.content.prefix
      return folder != all && (name.hasPrefix(folder) || (all + name).hasPrefix(folder))
    }
    if let named {
      let folder = named.site.configuration.content.prefix
      name.removeFirst(name.hasPrefix(folder) ? folder.count : folder.count - all.count)
      return (try page(name, in: named.site), named)
    }
    if name.hasPrefix(all) { name.removeFirst(all.count) }
    for part in languages.dropFirst() where (try? page(name, in: languages[0].site)) == nil {
      if let page = try? page(name, in: part.site) { return (page, part) }
    }
    return (try page(name, in: languages[0].site), languages[0])
  }

  private func page(_ name: String, in site: Site) throws -> Page {
    if let page = site.page(at: ContentPath(name)) { return page }
    switch site.catalog.names[name] {
    case .page(let id): return site.pages[id]
    case .several(let ids):
      let candidates = ids.prefix(8).map { "'\(site.pages[$0].reference)'" }
      throw ValidationError(
        "'\(text)' matches \(ids.count) pages: use \(candidates.joined(separator: " or ")).")
    case .none:
      let near = site.pages(near: name).first?.reference
      throw ValidationError(
        "There is no page '\(text)'." + (near.map { " Did you mean '\($0)'?" } ?? ""))
    }
  }
}
