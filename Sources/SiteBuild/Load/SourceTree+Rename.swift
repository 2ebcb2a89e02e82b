import Diagnostics
import SiteModel

extension SourceTree {
  /// The sources as they are when a page has moved.
  package func applying(_ rename: PageRename) -> SourceTree {
    var tree = self
    tree.searchTests = searchTests.map { changed($0, by: rename, name: $0.name) }
    tree.pages = pages.map { path, source in
      let now = path == rename.page.path ? rename.path : path
      return (now, changed(source, by: rename, name: "content/" + now.text))
    }
    return tree
  }

  private func changed(_ source: SourceText, by rename: PageRename, name: String) -> SourceText {
    guard name != source.name || rename.edits[source.name] != nil else { return source }
    let bytes = source.fileBytes
    return SourceText(name: name, bytes: rename.edits[source.name]?.applied(to: bytes) ?? bytes)
  }
}
