import Diagnostics

/// The site's own look, from `look` in `waymark.yml`.
package struct Look: Sendable, Equatable {
  /// A font: a stack of fonts that systems have, or files of the site.
  package enum Font: Sendable, Equatable {
    /// The value of the property `font-family`.
    case stack(String)
    /// Files in `templates/assets/`: of the regular weight, then of the bold one.
    case files([String])
  }

  /// The color of links and buttons in light mode.
  package var accent: Color?
  /// The color of links and buttons in dark mode.
  package var accentDark: Color?
  /// The font of texts.
  package var textFont: Font?
  /// The font of headings.
  package var headingFont: Font?
  /// The widths of the text and of the page; `nil` for those of the theme.
  package var width: (text: String, page: String)? { Self.widths[widthName ?? ""] }
  /// The radius of corners; `nil` for that of the theme.
  package var radius: String? { Self.radii[cornersName ?? ""] }
  private var widthName: String?
  private var cornersName: String?
  /// The logo in the bar, a file in `templates/assets/`.
  package var logo: String?
  /// The icon of browsers' tabs, a file in `templates/assets/`.
  package var icon: String?
  /// The picture of previews, a file in `templates/assets/`.
  package var card: String?
  /// Where `waymark.yml` names files, for diagnostics.
  private var places: [String: Range<Int>] = [:]

  /// The look of the theme.
  package init() {}

  /// The files in `templates/assets/` that the look names, each with its place in `waymark.yml`.
  package var files: [LocatedText] {
    let fonts = [textFont, headingFont].flatMap { font -> [String] in
      if case .files(let names) = font { names } else { [] }
    }
    var names = fonts + [logo, icon, card].compactMap(\.self)
    if icon == logo { names = fonts + [logo, card].compactMap(\.self) }
    return names.compactMap { name in places[name].map { LocatedText(text: name, range: $0) } }
  }

  /// Whether both give the same style sheet and name the same files.
  package static func == (left: Look, right: Look) -> Bool {
    left.accent == right.accent && left.accentDark == right.accentDark
      && left.textFont == right.textFont && left.headingFont == right.headingFont
      && left.widthName == right.widthName && left.cornersName == right.cornersName
      && left.logo == right.logo && left.icon == right.icon && left.card == right.card
      && left.places == right.places
  }

  // MARK: Reading

  /// The key of `waymark.yml`.
  static let key = Field("look", .record(fields), "the site's colors, fonts, logo and icon")

  private static let fields: [Field] = [
    Field("accent", .word, "the color of links and buttons, such as `\"#0b4f5c\"`"),
    Field(
      "accent_dark", .word, "the same in dark mode; default: a lighter shade of `accent`"),
    Field(
      "text_font", .texts,
      "the font of texts: one of \(names(stacks)), or a `.woff2` file in `templates/assets/` and one for bold"
    ),
    Field("heading_font", .texts, "the font of headings, written likewise"),
    Field("width", .choice(widths.keys.sorted()), "the width of texts; default: `medium`"),
    Field("corners", .choice(radii.keys.sorted()), "the corners of boxes; default: `medium`"),
    Field(
      "logo", .word, "a picture in `templates/assets/` in place of the mark beside the title"),
    Field(
      "icon", .word,
      "an SVG file in `templates/assets/` for browsers' tabs, of which `rsvg-convert` makes PNG files; default: the `logo`, if it is one"
    ),
    Field(
      "card", .word, "a picture in `templates/assets/` that previews of pages show"),
  ]

  private static func names(_ table: [String: String]) -> String {
    table.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }

  /// Fonts that systems have, after the groups of modernfontstacks.com.
  private static let stacks: [String: String] = [
    "system": "system-ui, sans-serif",
    "transitional": "Charter, \"Bitstream Charter\", \"Sitka Text\", Cambria, serif",
    "old-style": "\"Iowan Old Style\", \"Palatino Linotype\", \"URW Palladio L\", P052, serif",
    "humanist":
      "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", source-sans-pro, sans-serif",
    "geometric":
      "Avenir, Montserrat, Corbel, \"URW Gothic\", source-sans-pro, sans-serif",
    "grotesque":
      "Inter, Roboto, \"Helvetica Neue\", \"Arial Nova\", \"Nimbus Sans\", Arial, sans-serif",
    "rounded":
      "ui-rounded, \"Hiragino Maru Gothic ProN\", Quicksand, Comfortaa, Manjari, \"Arial Rounded MT Bold\", Calibri, sans-serif",
    "slab":
      "Rockwell, \"Rockwell Nova\", \"Roboto Slab\", \"DejaVu Serif\", \"Sitka Small\", serif",
    "didone":
      "Didot, \"Bodoni MT\", \"Noto Serif Display\", \"URW Palladio L\", P052, Sylfaen, serif",
    "monospace": "ui-monospace, \"Cascadia Code\", \"Source Code Pro\", Menlo, Consolas, monospace",
  ]
  private static let widths = [
    "narrow": (text: "33rem", page: "55rem"), "medium": (text: "38rem", page: "60rem"),
    "wide": (text: "44rem", page: "66rem"),
  ]
  private static let radii = ["square": "0", "medium": ".375rem", "round": ".875rem"]

  /// The colors behind texts in light and dark mode, as in the theme's style sheet.
  package static let papers = (light: Color("#fbfaf7"), dark: Color("#16181a"))
  /// The contrast of texts, by WCAG's level AAA.
  private static let contrast = 7.0

  /// Reads the look; invalid values are reported and keep those of the theme.
  init(_ record: FieldValues?, _ source: SourceText, _ diagnostics: inout [Diagnostic]) {
    guard let record else { return }
    var reader = Reader(record: record, source: source)
    widthName = record.text("width")
    cornersName = record.text("corners")
    let (light, dark) = (reader.color("accent"), reader.color("accent_dark"))
    reader.check(light, on: Self.papers.light, "light")
    reader.check(dark, on: Self.papers.dark, "dark")
    accent = light?.color
    accentDark =
      dark?.color
      ?? light.flatMap { found in
        Self.papers.dark.flatMap { found.color.nearest(contrast: Self.contrast, with: $0) }
      }
    textFont = reader.font("text_font")
    headingFont = reader.font("heading_font")
    (logo, card) = (record.text("logo"), record.text("card"))
    icon = reader.icon() ?? logo.flatMap { $0.hasSuffix(".svg") ? $0 : nil }
    let names =
      ["logo", "icon", "card"].compactMap(record.locatedText) + record.texts("text_font")
      + record.texts("heading_font")
    for name in names { places[name.text] = name.range }
    diagnostics += reader.diagnostics
  }

  /// Reads single values of the look, and reports invalid ones.
  private struct Reader {
    let record: FieldValues
    let source: SourceText
    var diagnostics: [Diagnostic] = []

    mutating func report(
      _ message: String, _ range: Range<Int>, _ advice: Advice, _ rule: Rule = .invalidLook
    ) {
      diagnostics.append(Diagnostic(rule, message, at: source.location(of: range), advice: advice))
    }

    mutating func color(_ key: String) -> (color: Color, range: Range<Int>)? {
      guard let text = record.locatedText(key) else { return nil }
      if let color = Color(text.text) { return (color, text.range) }
      report(
        "`\(text.text)` is not a color", text.range,
        Advice(
          "write six digits from 0 to f after a number sign, in quotation marks: `\"#0b4f5c\"`"))
      return nil
    }

    /// Warns of a color that is hard to read, and offers the nearest one that is not.
    mutating func check(
      _ found: (color: Color, range: Range<Int>)?, on paper: Color?, _ mode: String
    ) {
      guard let (color, range) = found, let paper else { return }
      let contrast = color.contrast(with: paper)
      guard contrast < Look.contrast else { return }
      let nearest = color.nearest(contrast: Look.contrast, with: paper)?.text
      let text = nearest.flatMap { source.yamlScalar($0, replacing: range) }
      let shown = Int(contrast * 10)
      report(
        "links of the color `\(color.text)` are hard to read in \(mode) mode: "
          + "the contrast is \(shown / 10).\(shown % 10):1, not 7:1", range,
        text.map {
          Advice("the nearest color with enough contrast is `\($0)`", fixes: [Fix($0, .possible)])
        } ?? Advice(), .lowContrast)
    }

    mutating func font(_ key: String) -> Font? {
      let texts = record.texts(key)
      guard let first = texts.first else { return nil }
      if texts.count == 1, let stack = Look.stacks[first.text] { return .stack(stack) }
      guard let wrong = texts.prefix(2).first(where: { !$0.text.hasSuffix(".woff2") }) else {
        return .files(texts.prefix(2).map(\.text))
      }
      if let ending = [".ttf", ".otf", ".woff"].first(where: wrong.text.lowercased().hasSuffix) {
        report(
          "`\(wrong.text)` is not a `.woff2` file", wrong.range,
          Advice("convert it, which makes it smaller: `\(wrong.text.dropLast(ending.count)).woff2`")
        )
        return nil
      }
      report(
        "there is no font `\(wrong.text)`", wrong.range,
        Advice(
          naming: wrong, from: Look.stacks.keys.sorted(), in: source,
          else: "write one of \(Look.names(Look.stacks)), "
            + "or the name of a `.woff2` file in `templates/assets/`"))
      return nil
    }

    mutating func icon() -> String? {
      guard let name = record.locatedText("icon") else { return nil }
      if name.text.hasSuffix(".svg") { return name.text }
      report(
        "the icon `\(name.text)` is not an SVG file", name.range,
        Advice("name a file that ends in `.svg`, from which other sizes can be made"))
      return nil
    }
  }
}
