import Diagnostics
import SiteModel

extension SourceTree {
  /// The sources with changes made to their texts, by paths below the site's folder.
  package func applying(_ edits: [String: SourceEdits]) -> SourceTree {
    var tree = self
    tree.configuration = configuration.map { Self.changed($0, by: edits) }
    tree.searchTests = searchTests.map { Self.changed($0, by: edits) }
    tree.pages = pages.map { ($0.path, Self.changed($0.source, by: edits)) }
    return tree
  }

  private static func changed(
    _ source: SourceText, by edits: [String: SourceEdits]
  ) -> SourceText {
    guard let edits = edits[source.name] else { return source }
    return SourceText(name: source.name, bytes: edits.applied(to: source.fileBytes))
  }
}
