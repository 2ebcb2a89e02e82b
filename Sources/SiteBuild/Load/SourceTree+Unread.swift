import Diagnostics
import SiteModel

extension SourceTree {
  /// Paths under `content/` that could not be read; an empty path stands for the folder itself.
  var unreadContent: [ContentPath] {
    unread.compactMap { path in
      path + "/" == content.prefix ? "" : content.inner(path)
    }.map { ContentPath($0) }
  }

  /// Whether some template, asset or data for templates could not be read.
  var hasUnreadTemplates: Bool {
    unread.contains {
      Self.inner($0, Self.templateFolder) != nil || Self.inner($0, ContentFolder.data) != nil
    }
  }

  /// Whether a diagnostic reports as missing a table's data file that exists but could not be read.
  func isAboutUnreadData(_ diagnostic: Diagnostic, of page: ParsedPage) -> Bool {
    guard diagnostic.rule == .tableData, !unread.isEmpty,
      let file = page.locatedText(.rows),
      let path = page.path.resolving(file.text),
      UnreadFiles(unreadContent).holds(path)
    else { return false }
    return diagnostic.location == page.source.location(of: file.range)
  }

  /// The part of a path below a folder; `nil` for a path outside.
  ///
  /// The path of the folder itself may lack the slash at its end.
  private static func inner(_ path: String, _ folder: String) -> String? {
    path + "/" == folder ? "" : path.dropping(prefix: folder)
  }
}
