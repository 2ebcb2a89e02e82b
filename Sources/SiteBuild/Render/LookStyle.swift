import SiteModel

/// The part of `site.css` that sets the theme's tokens to those of `look` in `waymark.yml`.
enum LookStyle {
  /// The share of the paper in the color behind what is marked by the accent color, of 255 parts.
  private static let softness = 222

  /// The style sheet; `nil` where the look sets nothing that it holds.
  ///
  /// `address` gives the address of a font file, relative to the style sheet.
  static func css(_ look: Look, address: (String) -> String) -> String? {
    var faces = ""
    func family(_ font: Look.Font?, _ name: String, fallback: String) -> String? {
      switch font {
      case .stack(let stack)?: return stack
      case .files(let files)?:
        faces += Self.faces(files, name, address)
        return "\"\(name)\", \(fallback)"
      case nil: return nil
      }
    }
    var tokens = accents(look)
    if let font = family(look.textFont, "Own text", fallback: "system-ui, sans-serif") {
      tokens.append(("--read", font))
    }
    if let width = look.width {
      tokens.append(("--measure", width.text))
      tokens.append(("--page", width.page))
    }
    if let radius = look.radius { tokens.append(("--radius", radius)) }
    var css =
      tokens.isEmpty
      ? "" : ":root { " + tokens.map { "\($0): \($1);" }.joined(separator: " ") + " }\n"
    if let font = family(look.headingFont, "Own headings", fallback: "system-ui, sans-serif") {
      css += "h1, h2, h3, h4, h5, h6, .brand, .go, .faq summary { font-family: \(font); }\n"
    }
    if look.logo != nil {
      css += ".brand img { width: auto; height: 1.75rem; margin-inline-end: .55rem; }\n"
    }
    css = faces + css
    return css.isEmpty ? nil : css
  }

  private static func accents(_ look: Look) -> [(String, String)] {
    guard let light = look.accent, let dark = look.accentDark, let white = Look.papers.light,
      let black = Look.papers.dark
    else { return [] }
    func both(_ light: Color, _ dark: Color) -> String {
      "var(--light, \(light.text)) var(--dark, \(dark.text))"
    }
    return [
      ("--accent", both(light, dark)),
      (
        "--accent-soft", both(light.mixed(with: white, softness), dark.mixed(with: black, softness))
      ),
    ]
  }

  /// The rules that load font files.
  ///
  /// A font that comes too late is used from the next page on, so that texts never move.
  private static func faces(
    _ files: [String], _ family: String, _ address: (String) -> String
  ) -> String {
    files.enumerated().map { number, file in
      let isVariable = file.contains("[") || file.lowercased().contains("variable")
      let weight = isVariable ? "100 900" : number == 0 ? "400" : "700"
      return
        "@font-face { font-family: \"\(family)\"; src: url(\"\(address(file))\") format(\"woff2\"); "
        + "font-weight: \(weight); font-display: optional; }\n"
    }.joined()
  }
}
