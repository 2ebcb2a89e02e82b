import SiteModel

/// A copy of a picture with another format or width.
package struct PictureCopy: Sendable, Hashable {
  /// The path in the built site, which contains a hash of the original.
  let path: OutputPath
  /// The format.
  let format: PictureSettings.Format
  /// The width in pixels.
  let width: Int
  /// The file.
  let bytes: [UInt8]
}
