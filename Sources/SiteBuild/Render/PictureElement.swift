import Markdown
import SiteModel
import Text

/// The `picture` element around an image that has smaller copies, with a `source` for each format.
struct PictureElement {
  /// The width of an image in a text: the column's, or the screen's where that is narrower.
  private static let columnSizes = "(min-width: 40rem) 38rem, 100vw"

  private let copies: [PictureCopy]
  private let sizes: String
  private let address: SiteAddress

  /// `nil` for an image without copies.
  init?(_ target: LinkTarget, _ reference: Reference, _ views: Views) {
    guard case .file(let path) = target else { return nil }
    copies = views.pictures.copies(of: path)
    if copies.isEmpty { return nil }
    address = views.configuration.address
    sizes = reference.width?.pixels.map { "min(\($0)px, 100vw)" } ?? Self.columnSizes
  }

  /// Writes what stands before the image.
  func start(_ html: inout [UInt8]) {
    html += "<picture>".utf8
    for format in PictureSettings.Format.allCases {
      let own = copies.filter { $0.format == format }
      if own.isEmpty { continue }
      let candidates = own.map { "\(address.path(to: $0.path.text)) \($0.width)w" }
      html += "<source type=\"image/\(format.rawValue)\" srcset=\"".utf8
      HTMLEscaping.append(candidates.joined(separator: ", "), to: &html)
      html += "\" sizes=\"\(sizes)\">".utf8
    }
  }

  /// Writes what stands behind the image.
  func end(_ html: inout [UInt8]) { html += "</picture>".utf8 }
}
