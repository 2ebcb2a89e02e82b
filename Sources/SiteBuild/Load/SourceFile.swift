import Diagnostics
import SiteModel

/// A file of a site or a theme with its bytes.
package struct SourceFile: Sendable, Equatable {
  /// The path below `content/`, `templates/` or `templates/assets/`, whichever contains the file.
  package let name: String
  /// The bytes, with the path that diagnostics show.
  package let source: SourceText

  /// The path, for a file under `content/`.
  package var path: ContentPath { ContentPath(name) }
  /// The bytes on disk, including a byte-order mark.
  package var bytes: [UInt8] { source.fileBytes }

  /// Makes a file.
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

  /// Whether the file is published at the root of the site, as all files in `content/_root/` are.
  var isForRoot: Bool { text.hasPrefix(Self.rootFolder) }

  /// Whether the file is a page.
  ///
  /// Other files are copied.
  var isPage: Bool { isMarkdown && !isForRoot }

  /// The path in the built site of a copied file.
  var outputPath: OutputPath {
    OutputPath(isForRoot ? String(text.dropFirst(Self.rootFolder.count)) : text)
  }
}
