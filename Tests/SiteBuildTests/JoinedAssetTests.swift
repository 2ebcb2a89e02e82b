import DefaultTheme
import SiteBuild
import Testing

/// A folder of assets named like a script or a style sheet is one file on the site.
@Suite struct JoinedAssetTests {
  /// The theme's parts, of which one ends without a line end.
  private static let theme = [
    "tool.js/2-use.js": "use(a);\n", "tool.js/1-make.js": "// a\n\n  const a = 1;  // first",
  ]

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let own: [String: String]
    let expected: [String: String]
    var theme: [String: String] = [:]
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
      testDescription: "A site adds a part to a whole file", own: ["plain.css/9-more.css": "b {}"],
      expected: ["tool.js": "const a = 1;  // first\nuse(a);\n", "plain.css": "a {}\nb {}\n"],
      theme: ["plain.css": "a {}"]),
    Example(
      testDescription: "A site's whole file and its own part are joined",
      own: ["plain.css/9-more.css": "b {}", "plain.css": "c {}"],
      expected: ["tool.js": "const a = 1;  // first\nuse(a);\n", "plain.css": "c {}\nb {}\n"],
      theme: ["plain.css": "a {}"]),
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
    site.theme = Theme(
      files: Self.theme.merging(example.theme) { $1 }.map {
        ("assets/" + $0.key, Array($0.value.utf8))
      })
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

  /// A slash may divide or open a regular expression, and only a parser of JavaScript can tell.
  static let scripts = [
    "n / 1 .valueOf()", "if (ok) /a  b/.test(s)",
    "  // mine\n\n\n  let  a = 1 ;  /* two\n lines */",
    "const t = `\n  // text\n\n`",
  ]

  @Test("A site's own script is never rewritten, whole or in parts", arguments: scripts)
  func own(_ script: String) throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Parts\n".utf8)
    for name in ["own.js", "parts.js/1.js", "site.js", "search.js/2-ranking.js"] {
      site.files["templates/assets/" + name] = Array((script + "\n").utf8)
    }
    let files = site.build().output.files.map { ($0.path.text, $0.bytes) }
    for name in ["own", "parts", "site"] {
      let file = files.first { $0.0.hasPrefix("assets/\(name).") && $0.0.hasSuffix(".js") }
      #expect(file.map { String(decoding: $0.1, as: UTF8.self) } == script + "\n")
    }
    let search = try #require(
      files.first { $0.0.hasPrefix("assets/search.") && $0.0.hasSuffix(".js") })
    #expect(String(decoding: search.1, as: UTF8.self).contains(script))
  }

  @Test("The theme's scripts keep the convention by which whole lines can be left out")
  func convention() throws {
    let scripts = DefaultTheme.files.filter { $0.path.hasSuffix(".js") }
    #expect(scripts.count > 5)
    for script in scripts {
      let text = String(decoding: script.bytes, as: UTF8.self)
      #expect(!text.contains("/*"), "\(script.path) has a block comment")
      for line in text.split(separator: "\n") {
        let marks = line.count { $0 == "`" }
        #expect(marks.isMultiple(of: 2), "\(script.path) has a text over several lines: \(line)")
        #expect(!line.hasSuffix("\\"), "\(script.path) has a text over several lines: \(line)")
      }
    }
  }

  @Test("The theme's style sheets travel without comments, and their rules stay")
  func styles() throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Parts\n".utf8)
    let own = "/* mine */\n  a { b: c }\n"
    site.files["templates/assets/own.css"] = Array(own.utf8)
    let files = site.build().output.files.filter { $0.path.text.hasSuffix(".css") }
    #expect(files.count == 10)
    for file in files {
      let name = file.path.text.split(separator: "/").last?.split(separator: ".").first ?? "?"
      let text = String(decoding: file.bytes, as: UTF8.self)
      if name == "own" {
        #expect(text == own)
        continue
      }
      let source = try #require(DefaultTheme.files.first { $0.path == "assets/\(name).css" })
      let written = String(decoding: source.bytes, as: UTF8.self)
      // A text with the mark of a comment, or a line end, would be cut.
      for line in written.split(separator: "\n") {
        #expect(line.count { $0 == "\"" }.isMultiple(of: 2), "\(name): \(line)")
        #expect(line.firstMatch(of: /"[^"]*\/\*[^"]*"|url\([^)]*\/\*/) == nil, "\(name): \(line)")
      }
      #expect(!text.contains("/*") && !text.contains("*/"))
      let rules = written.replacing(/\/\*(?s:.)*?\*\//, with: "")
      #expect(text.filter { !$0.isWhitespace } == rules.filter { !$0.isWhitespace })
    }
  }

  @Test("The theme's scripts travel without comments, blank lines and indentation")
  func stripped() throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Parts\n".utf8)
    let files = site.build().output.files.filter { $0.path.text.hasSuffix(".js") }
    #expect(files.count == 8)
    for file in files {
      let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      #expect(!lines.contains { $0.hasPrefix("//") || $0.hasPrefix(" ") || $0.isEmpty })
      // Comments alone went: what other lines say is all there.
      let code = DefaultTheme.files.filter {
        let name = file.path.text.split(separator: "/").last?.split(separator: ".").first ?? "?"
        return $0.path.hasSuffix(".js") && $0.path.hasPrefix("assets/\(name).")
      }.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
      let expected = code.split(separator: "\n").map { $0.trimmingPrefix(while: { $0 == " " }) }
        .filter { !$0.isEmpty && !$0.hasPrefix("//") }
      #expect(lines.map { String($0) } == expected.map { String($0) })
    }
  }
}
