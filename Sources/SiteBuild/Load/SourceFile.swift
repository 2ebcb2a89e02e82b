import Diagnostics
import SiteModel

/// A file of a site or of a theme, as it was read.
package struct SourceFile: Sendable, Equatable {
  /// The path below the folder of its kind: `content/`, `templates/` or `templates/assets/`.
  package let name: String
  /// The bytes, under the path that diagnostics show.
  package let source: SourceText

  /// The path of a file under `content/`.
  package var path: ContentPath { ContentPath(name) }
  /// The bytes on disk, including a byte-order mark.
  package var bytes: [UInt8] { source.fileBytes }

  /// A file of a folder with its bytes.
  package init(name: String, source: SourceText) {
    self.name = name
    self.source = source
  }

  /// Whether both have the same name and bytes.
  package static func == (left: SourceFile, right: SourceFile) -> Bool {
    left.name == right.name && left.source.bytes == right.source.bytes
      && left.source.byteOrderMarkLength == right.source.byteOrderMarkLength
  }
}

extension ContentPath {
  private static let rootFolder = "_root/"

  /// Whether the file is published at the site's root: everything in `content/_root/` is.
  var isForRoot: Bool { text.hasPrefix(Self.rootFolder) }

  /// Whether the file is a page.
  ///
  /// Other files are copied.
  var isPage: Bool { isMarkdown && !isForRoot }

  /// The path in the built site of a file that is copied.
  var outputPath: OutputPath {
    OutputPath(isForRoot ? String(text.dropFirst(Self.rootFolder.count)) : text)
  }
}
