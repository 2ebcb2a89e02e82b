import Concurrency
import SiteModel
import Templates
import Text

/// The card of a page, a picture with its title that other sites show beside a link to it.
struct SocialCard: Sendable {
  /// The folder of cards in the built site.
  static let folder = "assets/cards/"

  /// The drawing as SVG.
  let svg: [UInt8]
  /// The path of the drawing, which contains a hash of it.
  let path: OutputPath
  /// The path of the picture that pages name: a PNG in a published site, the drawing in a preview.
  let published: OutputPath

  init(svg: [UInt8], isPreview: Bool) {
    self.svg = svg
    let hash = String(decoding: Fingerprint(svg).hexadecimal.prefix(16), as: UTF8.self)
    path = OutputPath(Self.folder + hash + ".svg")
    published = isPreview ? path : OutputPath(Self.folder + hash + ".png")
  }
}

extension Views {
  /// The template of cards.
  private static let cardTemplate = "card.svg"
  /// So many letters have room in a line at any width.
  private static let lineLength = 36
  /// The color of the theme's links, as in its style sheet.
  private static let accent = "#0b4f5c"

  /// The fields of `card` in the template `card.svg`.
  package static let socialCardFields: [ViewField<Page>] = [
    ViewField("title", "the page's title; the home page has the site's name") { views, page in
      .string(views.cardTitle(of: page))
    },
    ViewField("lines", "the title in up to five lines") { views, page in
      .list(CardTitle(views.cardTitle(of: page)).lines.map { .string($0) })
    },
    ViewField("size", "the size of letters at which the lines fit, in pixels") { views, page in
      .int(CardTitle(views.cardTitle(of: page)).size)
    },
    ViewField("direction", "`ltr`, or `rtl` for a title in Arabic, Hebrew and the like") {
      views, page in
      .string(CardTitle.isRightToLeft(views.cardTitle(of: page)) ? "rtl" : "ltr")
    },
    ViewField("topic", "the page's first topic, else its type for readers; none for the home page")
    {
      views, page in
      if page.isHome { return .none }
      return .string(
        line(views.topicPages(of: page).first?.title ?? views.strings.label(of: page.type)))
    },
    ViewField("site", "the site's name, in one line") { views, _ in
      .string(line(views.configuration.title))
    },
    ViewField("accent", "the site's color of links, such as `#0b4f5c`") { views, _ in
      .string(views.configuration.look.accent?.text ?? accent)
    },
    ViewField("font", "the font of headings, for the attribute `font-family`") { views, _ in
      if case .stack(let stack)? = views.configuration.look.headingFont { return .string(stack) }
      return "system-ui, sans-serif"
    },
  ]

  private static let socialCardShape = Shape(socialCardFields.map(\.name))
  /// What the template must not read, because the card would contain itself.
  private static let recursiveField = "card"

  /// A text in one line, without the characters that XML forbids.
  private static func line(_ text: String) -> String {
    CardTitle.shortened(XML.allowed(text), to: lineLength)
  }

  private func cardTitle(of page: Page) -> String {
    XML.allowed(page.isHome ? configuration.title : page.title)
  }

  /// The card of a page; `nil` where the site has no cards, or the page has a picture of its own or no address.
  func socialCard(of page: Page) -> SocialCard? {
    guard configuration.outputs.contains(.cards), configuration.address.origin != nil,
      page.type.structure != .notFound, environment.contains(Self.cardTemplate)
    else { return nil }
    if case .string = image(of: page) { return nil }
    let fields = Self.pageFields(read: environment.reads(of: Self.cardTemplate))
      .filter { Self.pageFields[$0].name != Self.recursiveField }
    var svg: [UInt8] = []
    render(
      Self.cardTemplate, .card,
      .record(Record(Self.socialCardShape, Self.socialCardFields.map { $0.value(self, page) })),
      fields: self.fields(of: page, in: Self.cardTemplate),
      page: Self.record(values(of: page.id, fields: fields)), into: &svg, origin: page.source.name)
    return SocialCard(svg: svg, isPreview: !assets.isHashed)
  }
}
