import Diagnostics
import SiteModel
import Text

extension SourceTree {
  private static let contentFolder = "content"
  private static let templateFolder = "templates"

  /// What could not be read under `content/`; an empty path is that folder itself.
  var unreadContent: [ContentPath] {
    unread.compactMap { Self.inner($0, Self.contentFolder) }.map { ContentPath($0) }
  }

  /// Whether some template or asset could not be read.
  var hasUnreadTemplates: Bool {
    unread.contains { Self.inner($0, Self.templateFolder) != nil }
  }

  /// Whether a diagnostic says that a table's data is missing, which is there but could not be read.
  func isAboutUnreadData(_ diagnostic: Diagnostic, of page: ParsedPage) -> Bool {
    guard diagnostic.rule == .tableData, !unread.isEmpty,
      let file = page.record.locatedText("data"),
      let path = page.path.resolving(file.text),
      UnreadFiles(unreadContent).holds(path)
    else { return false }
    return diagnostic.location == page.source.location(of: file.range)
  }

  /// A path below a folder.
  private static func inner(_ path: String, _ folder: String) -> String? {
    if path == folder { return "" }
    return path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.utf8.count + 1)) : nil
  }
}
