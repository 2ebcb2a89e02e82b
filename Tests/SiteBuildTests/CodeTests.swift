import DefaultTheme
import Foundation
import Testing

/// Code with colors, and the style sheet that only its pages have.
@Suite struct CodeTests {
  private static func page(_ text: String) -> [UInt8] {
    Array("---\ntitle: T\n---\n\(text)\n".utf8)
  }

  private static let pages = [
    ("plain", "Text with `code`.", false), ("none", "```\nlet a\n```", false),
    ("unknown", "```fortran\nlet a\n```", false),
    ("known", "## One\n\n```swift\nlet a\n```\n\n## Two\n\nText.", true),
    ("lines", "```text {1}\na\n```", true),
    ("embeds", "![[known]]", true), ("embeds-section", "![[known#one]]", true),
    ("embeds-other", "![[known#two]]", false),
    ("embeds-embed", "![[embeds]]", true), ("says", "The text `<pre class=\"highlight\">`.", false),
  ]

  private func build(_ settings: String) throws -> [String: String] {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: A\n\(settings)".utf8)
    for (name, text, _) in Self.pages {
      site.files["content/articles/\(name).md"] = Self.page(text)
    }
    site.files["content/faq/q.md"] = Array(
      "---\ntitle: Is it?\nanswer: Yes.\n---\n```js\nlet a\n```\n".utf8)
    return Dictionary(
      site.build().output.files.map { ($0.path.text, String(decoding: $0.bytes, as: UTF8.self)) },
      uniquingKeysWith: { $1 })
  }

  @Test("Pages that show highlighted code have its style sheet, and no others")
  func sheet() throws {
    let files = try build("")
    for (name, _, isLinked) in Self.pages {
      let page = try #require(files["articles/\(name)/index.html"])
      #expect(page.contains("/assets/code.") == isLinked, "\(name)")
      #expect(page.contains("<pre class=\"highlight\">") == isLinked, "\(name)")
    }
    // The list of questions shows their texts.
    #expect(files["faq/index.html"]?.contains("/assets/code.") == true)
  }

  @Test("`highlight: false` leaves code as it is")
  func off() throws {
    let files = try build("markdown: {highlight: false}\n")
    for (name, _, _) in Self.pages {
      let page = try #require(files["articles/\(name)/index.html"])
      #expect(!page.contains("/assets/code."), "\(name)")
    }
    #expect(
      files["articles/known/index.html"]?.contains("<pre><code class=\"language-swift\">let a\n")
        == true)
  }
}

/// The colors of code on its backgrounds.
@Suite struct CodeColorTests {
  private static func sheet(_ name: String) throws -> String {
    let file = try #require(DefaultTheme.files.first { $0.path == "assets/\(name)" }, "\(name)")
    return String(decoding: file.bytes, as: UTF8.self)
  }

  /// The values of the tokens that are declared in a text: light, dark.
  private static func tokens(_ text: String) -> [String: [String]] {
    var tokens: [String: [String]] = [:]
    for match in text.matches(
      of:
        /--([a-z0-9-]+): (?:var\(--light, (#[0-9a-f]+)\) var\(--dark, (#[0-9a-f]+)\)|(#[0-9a-f]+))[;}]/
    ) {
      let both = match.4.map { [String($0), String($0)] }
      tokens[String(match.1)] = both ?? [match.2, match.3].compactMap { $0.map(String.init) }
    }
    return tokens
  }

  @Test(
    "Every color of code has a contrast of 7:1 on its backgrounds, in light, in dark and on paper")
  func contrast() throws {
    let site = try Self.sheet("site.css")
    let code = try Self.sheet("code.css")
    let print = try #require(site.range(of: "@media print"))
    let screen = Self.tokens(String(site[..<print.lowerBound])).merging(Self.tokens(code)) { $1 }
    let paper = screen.merging(Self.tokens(String(site[print.lowerBound...]))) { $1 }
    let colors = Set(code.matches(of: /[^-]color: var\(--([a-z0-9-]+)\)/).map { String($0.1) })
    #expect(colors.count >= 7)
    for color in colors.union(["ink"]) {
      for ground in ["surface", "accent-soft"] {
        for (name, tokens, scheme) in [
          ("light", screen, 0), ("dark", screen, 1), ("paper", paper, 0),
        ] {
          let text = try #require(tokens[color]?[scheme], "\(color)")
          let back = try #require(tokens[ground]?[scheme], "\(ground)")
          let contrast = Self.contrast(text, back)
          #expect(contrast >= 7, "--\(color) on --\(ground), \(name): \(contrast)")
        }
      }
    }
  }

  /// The ratio of WCAG 2 between two colors, `#rgb` or `#rrggbb`.
  private static func contrast(_ one: String, _ other: String) -> Double {
    let lights = [one, other].map(luminance).sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  private static func luminance(_ color: String) -> Double {
    var digits = color.dropFirst().compactMap(\.hexDigitValue)
    if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
    let parts: [Double] = [0, 2, 4].map { Double(digits[$0] * 16 + digits[$0 + 1]) / 255 }
    let linear: [Double] = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    let weights = [0.2126, 0.7152, 0.0722]
    return zip(weights, linear).map { $0 * $1 }.reduce(0, +)
  }
}
