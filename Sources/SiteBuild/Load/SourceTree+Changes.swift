import Diagnostics
import SiteModel

/// Unsaved texts, such as those in an editor, by the paths of their files below the site's folder.
package typealias SourceOverlay = [String: [UInt8]]

extension SourceTree {
  /// The sources with the texts of an overlay in place of files; O(files) for each text.
  package func overlaid(by overlay: SourceOverlay) -> SourceTree {
    var tree = self
    for (path, bytes) in overlay.sorted(by: { $0.key < $1.key })
    where SourceLoader.reads(path, content) {
      tree.set(path, bytes)
    }
    return tree
  }

  /// The sources with edits applied, by paths below the site's folder.
  package func applying(_ edits: [String: SourceEdits]) -> SourceTree {
    mapping { Self.changed($0, by: edits, path: $0.name) }
  }

  /// The sources after a page is renamed: at its new path, with all links rewritten.
  package func applying(_ rename: PageRename) -> SourceTree {
    mapping { source in
      let path = source.name == rename.page.source.name ? rename.file : source.name
      return Self.changed(source, by: rename.edits, path: path)
    }
  }

  private static func changed(
    _ source: SourceText, by edits: [String: SourceEdits], path: String
  ) -> SourceText {
    guard path != source.name || edits[source.name] != nil else { return source }
    let bytes = source.fileBytes
    return SourceText(name: path, bytes: edits[source.name]?.applied(to: bytes) ?? bytes)
  }
}
