import SiteBuild
import Testing

/// A folder of assets named like a script or a style sheet is one file on the site.
@Suite struct JoinedAssetTests {
  /// The theme's parts, of which one ends without a line end.
  private static let theme = [
    "tool.js/2-use.js": "use(a);\n", "tool.js/1-make.js": "const a = 1;  // first",
  ]

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let own: [String: String]
    let expected: [String: String]
  }

  static let examples = [
    Example(
      testDescription: "Parts are joined by their names, each on lines of its own", own: [:],
      expected: ["tool.js": "const a = 1;  // first\nuse(a);\n"]),
    Example(
      testDescription: "A site's part takes the place of the theme's",
      own: ["tool.js/1-make.js": "const a = 2;\n"],
      expected: ["tool.js": "const a = 2;\nuse(a);\n"]),
    Example(
      testDescription: "A site adds a part", own: ["tool.js/3-more.js": "more();"],
      expected: ["tool.js": "const a = 1;  // first\nuse(a);\nmore();\n"]),
    Example(
      testDescription: "A site's whole file takes the place of every part",
      own: ["tool.js": "own();"], expected: ["tool.js": "own();"]),
    Example(
      testDescription: "Style sheets are joined, folders of other names are not",
      own: ["a/b.css/x/1.css": "p{}", "a/b.css/y.css": "q{}", "js/1.js": "one();"],
      expected: [
        "tool.js": "const a = 1;  // first\nuse(a);\n", "a/b.css": "p{}\nq{}\n",
        "js/1.js": "one();",
      ]),
  ]

  @Test(arguments: examples)
  func joined(_ example: Example) throws {
    var site = try TestSite()
    site.theme = Theme(files: Self.theme.map { ("assets/" + $0.key, Array($0.value.utf8)) })
    site.files["waymark.yml"] = Array("title: Parts\n".utf8)
    for (name, text) in example.own { site.files["templates/assets/" + name] = Array(text.utf8) }
    let files = site.build().output.files.filter { $0.path.text.hasPrefix("assets/") }
    let written = files.map { file in
      let name = String(file.path.text.dropFirst("assets/".count))
      let text = String(decoding: file.bytes, as: UTF8.self)
      return (name.replacing(/\.[0-9a-f]{16}\./, with: "."), text)
    }
    #expect(Dictionary(uniqueKeysWithValues: written) == example.expected)
  }
}
