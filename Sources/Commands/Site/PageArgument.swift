import ArgumentParser
import SiteModel

/// A page in a command's arguments, named as in a wiki link or by its file.
struct PageArgument {
  private let text: String
  private let source: SourceOption

  init(_ text: String, in source: SourceOption) {
    self.text = text
    self.source = source
  }

  /// Finds the page.
  ///
  /// - Throws: `ValidationError`, with the nearest name or the pages to choose from.
  func page(in site: Site) throws -> Page {
    var name = source.inner(text) ?? text
    if name.hasPrefix("./") { name.removeFirst(2) }
    let folder = site.configuration.content.prefix
    if name.hasPrefix(folder) { name.removeFirst(folder.count) }
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
