import SiteModel

/// The sizes of the pictures of a site, and their smaller copies.
struct PictureTable: Sendable {
  private let sizes: [ContentPath: ImageSize]
  private let copies: [ContentPath: [PictureCopy]]

  /// - Parameters:
  ///   - files: The files that are copied to the built site.
  ///   - copies: The smaller copies of pictures.
  init(_ files: [SourceFile], _ copies: [ContentPath: [PictureCopy]]) {
    sizes = ImageSize.sizes(of: files)
    self.copies = copies
  }

  /// The size in pixels; `nil` for a file that is no picture, or of an unknown format.
  func size(of path: ContentPath) -> ImageSize? { sizes[path] }

  /// The smaller copies, by format and width.
  func copies(of path: ContentPath) -> [PictureCopy] { copies[path] ?? [] }
}
