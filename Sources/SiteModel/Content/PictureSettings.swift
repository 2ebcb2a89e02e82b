import Diagnostics
import Text

/// Which smaller copies of its pictures a site has: `pictures` in `waymark.yml`.
package struct PictureSettings: Sendable, Hashable {
  /// A format of copies.
  package enum Format: String, Sendable, CaseIterable {
    case avif
    case webp
  }

  /// The widths of copies unless the site sets others: those of phones, and of a column of text on dense screens.
  private static let usualWidths = [480, 960, 1440]
  private static let widthLimit = 10_000
  private static let countLimit = 8

  /// The formats, in the order in which browsers choose; none for a site without copies.
  package var formats: [Format] = []
  /// The widths in pixels, ascending.
  package var widths = usualWidths

  static let fields: [Field] = [
    Field(
      "formats", .texts,
      "the formats of smaller copies, `[avif, webp]` or one of them, which `vips` or `cwebp` and `avifenc` make; default: none"
    ),
    Field(
      "widths", .texts, "the widths of the copies in pixels; default: `[480, 960, 1440]`"),
  ]

  /// The settings of a site without copies.
  package init() {}

  /// Reads the settings, and reports what has no effect.
  init(_ record: FieldValues?, in source: SourceText, _ diagnostics: inout [Diagnostic]) {
    guard let record else { return }
    for text in record.texts("formats") {
      if let format = Format(rawValue: text.text) {
        if !formats.contains(format) { formats.append(format) }
      } else {
        diagnostics.append(
          Diagnostic(
            .wrongType, "`\(text.text)` is not a format of copies",
            at: source.location(of: text.range), help: "write `avif` or `webp`"))
      }
    }
    // Browsers take the first format that they know, and AVIF is the smaller one.
    formats.sort { $0.rawValue < $1.rawValue }
    var own: Set<Int> = []
    for text in record.texts("widths") {
      if let width = Int(digits: text.text.utf8), (1...Self.widthLimit).contains(width),
        own.count < Self.countLimit
      {
        own.insert(width)
      } else {
        diagnostics.append(
          Diagnostic(
            .wrongType, "`\(text.text)` is not a width of copies",
            at: source.location(of: text.range),
            help: "write up to \(Self.countLimit) numbers of pixels, at most \(Self.widthLimit)"))
      }
    }
    if !own.isEmpty { widths = own.sorted() }
  }
}
