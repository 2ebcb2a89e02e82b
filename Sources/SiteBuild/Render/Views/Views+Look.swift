import SiteModel
import Templates

/// What a site's settings add to the look and the head of its pages.
extension Views {
  /// The fields of `site` for them.
  static let lookFields: [ViewField<Void>] = [
    ViewField("styles", "the names of the site's own style sheets among the assets") { views, _ in
      .list(views.existing([AssetTable.extraStyle]))
    },
    ViewField("scripts", "the names of the site's own scripts among the assets") { views, _ in
      .list(views.existing([AssetTable.extraScript]))
    },
    ViewField("fonts", "the names of its font files among the assets, to be loaded early") {
      views, _ in .list(views.existing(views.fontFiles))
    },
    ViewField("logo", "its logo: url, width, height, or none") { views, _ in views.logo },
    ViewField("icons", "its icons among the assets: name, type, rel, and sizes of PNG files") {
      views, _ in .list(views.icons)
    },
    .setting("card", "the name of the picture of previews among the assets") {
      .string($0.look.card ?? "card.png")
    },
    .setting("head", "the elements that the site adds to the head, as HTML") {
      .safe(SafeHTML($0.head.html(at: $0.address)))
    },
    ViewField("csp", "sources for a security policy, each after a space, by directive") {
      views, _ in views.policySources
    },
  ]

  private func existing(_ names: [String]) -> [Value] {
    names.filter { assets[$0] != nil }.map { .string($0) }
  }

  private var fontFiles: [String] {
    let look = configuration.look
    return [look.textFont, look.headingFont].compactMap { font in
      if case .files(let files)? = font { files.first } else { nil }
    }
  }

  /// The height of the logo in pixels.
  private static let logoHeight = 28

  private var logo: Value {
    guard let name = configuration.look.logo, let path = assets[name],
      let bytes = assets.bytes(of: name)
    else { return .none }
    let size = ImageSize(bytes) ?? ImageSize(svg: bytes)
    let width = size.map { max(1, Self.logoHeight * $0.width / $0.height) }
    return .record(
      Record([
        ("url", .string(inlined(name, bytes) ?? configuration.assetAddress.path(to: path.text))),
        ("width", width.map { .int($0) } ?? .none), ("height", .int(Self.logoHeight)),
      ]))
  }

  /// The largest logo that pages have in them, in bytes.
  private static let largestInlined = 1024

  /// The address that holds a small drawing itself, so that no page has to ask for it.
  private func inlined(_ name: String, _ bytes: [UInt8]) -> String? {
    guard name.hasSuffix(".svg"), bytes.count <= Self.largestInlined else { return nil }
    let digits = Array("0123456789ABCDEF")
    return bytes.reduce(into: "data:image/svg+xml,") { address, byte in
      // Letters, digits, and what a URL may have as it is.
      let isPlain =
        "-._~!$'()*+,;=:@/?".utf8.contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      if isPlain {
        address.append(Character(Unicode.Scalar(byte)))
      } else {
        address += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }

  private var icons: [Value] {
    let svg = configuration.look.icon ?? "icon.svg"
    let all = [
      (svg, "image/svg+xml", "icon"), (IconImages.small, "image/png", "icon"),
      (IconImages.touch, "image/png", "apple-touch-icon"),
    ]
    return all.filter { assets[$0.0] != nil }.map { name, type, rel in
      .record(
        Record([
          ("name", .string(name)), ("type", .string(type)), ("rel", .string(rel)),
          ("sizes", sizes(ofIcon: name)),
        ]))
    }
  }

  /// The size of a PNG file, `48x48`; without it, Chromium asks for the file beside the drawing that it takes.
  private func sizes(ofIcon name: String) -> Value {
    guard name.hasSuffix(".png"), let size = assets.bytes(of: name).flatMap({ ImageSize($0) })
    else { return .none }
    return .string("\(size.width)x\(size.height)")
  }

  /// The sources of the site's own fonts and of `csp` in `waymark.yml`.
  private var policySources: Value {
    .record(
      Record(
        HeadElements.policyDirectives.map { key, name in
          let own = key == "font" && !fontFiles.isEmpty ? " 'self'" : ""
          // The sources have no characters of markup.
          return (key, .safe(SafeHTML(own + configuration.head.addedSources(name))))
        }))
  }
}
