import Diagnostics
import Foundation
import TOML
import Testing
import YAML

@testable import SiteBuild

/// Reading the configuration of other tools.
@Suite struct ConfigurationFileTests {
  // MARK: TOML

  /// The nodes in one line, with texts between quotation marks.
  private static func text(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): isPlain ? text : "‹\(text)›"
    case .sequence(let items): "[" + items.map(text).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  private static func read(_ toml: String) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    let source = SourceText(name: "a.toml", text: toml)
    return TOMLReader.read(source, 0..<source.bytes.count)
  }

  @Test(
    "TOML means what its specification says",
    arguments: [
      ("", "{}"), ("# only a comment", "{}"), ("a = 1\r\nb = 2\r\n", "{a: 1, b: 2}"),
      ("a.b.c = 1\na.d = 2", "{a: {b: {c: 1}, d: 2}}"),
      (#""a b".'c' = true"#, "{a b: {c: true}}"), ("3.14 = 1", "{3: {14: 1}}"),
      ("a = [1, [2, 3], # c\n]", "{a: [1, [2, 3]]}"),
      ("a = {b = 1, c.d = 2}", "{a: {b: 1, c: {d: 2}}}"),
      ("[a.b]\nc = 1\n[a]\nd = 2", "{a: {b: {c: 1}, d: 2}}"),
      ("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]", "{a: [{b: 1, c: {d: 2}}, {}]}"),
      ("a = 1979-05-27 07:32:00Z", "{a: 1979-05-27 07:32:00Z}"),
      ("a = -0x1F\nb = 1_000.5e-3\nc = +inf", "{a: -0x1F, b: 1_000.5e-3, c: +inf}"),
      (#"a = "\t\"\u00e9\U0001F600""#, "{a: ‹\t\"é😀›}"), ("a = '''\n\\n''x'''", "{a: ‹\\n''x›}"),
      ("a = \"\"\"x \\\n   y\"\"\"\"", "{a: ‹x y\"›}"),
    ])
  func valid(toml: String, expected: String) throws {
    let (root, diagnostics) = Self.read(toml)
    #expect(diagnostics.isEmpty, "\(TextRenderer().render(diagnostics))")
    #expect(try Self.text(#require(root)) == expected)
  }

  @Test(
    "What TOML forbids is refused at its place",
    arguments: [
      ("a", "1:2"), ("a =", "1:4"), ("a = b", "1:5"), ("= 1", "1:1"), ("a = 1 2", "1:7"),
      ("a = 1\na = 2", "2:1"), ("[a]\n[a]", "2:2"), ("a = 1\n[a]", "2:2"),
      ("a = {}\n[a.b]", "2:2"), ("[[a]]\n[a]", "2:2"), ("a = []\n[[a]]", "2:3"), ("[a", "1:3"),
      ("a = [1 2]", "1:5"), ("a = \"x\ny\"", "1:5"), (#"a = "\x""#, "1:6"),
      ("a = {b = 1", "1:11"), ("[a]\nb.c = 1\n[a.b]", "3:4"),
    ])
  func invalid(toml: String, place: String) {
    let (root, diagnostics) = Self.read(toml)
    #expect(root == nil)
    #expect(diagnostics.map(\.rule.id) == ["toml-syntax"])
    let start = diagnostics.first?.location?.start
    #expect("\(start?.line ?? 0):\(start?.column ?? 0)" == place)
  }

  // MARK: Scripts

  @Test("Of a script, literals are read and code is not")
  func script() throws {
    let text = #"""
      import x from 'x' // { title: 'no' }
      /* { title: 'no' } */
      const name = 'N', url = process.env.URL || 'U';
      function f() { if (x) { return { title: 'f' } } }
      export default defineConfig({
        title: name, "url": url, 'a-b': `t\``, c: `${x}`, n: -1.5, ok: true as const,
        list: ['a', b, ...c, {d: 1}], call: g({e: 'f'}), two: g({}, 1), fn() { return {} },
        sum: 'a' + 'b', arrow: (x) => ({title: 'x'}), [key]: 1, name, themeConfig: {},
      })
      """#
    let source = SourceText(name: "a.ts", text: text)
    let root = try #require(ScriptReader.root(of: source, keys: ["title", "themeConfig"]))
    #expect(root["title"]?.text == "N")
    #expect(root["url"]?.reason != nil)
    #expect(root["a-b"]?.text == "t`")
    #expect(root["c"]?.reason != nil)
    #expect(root["n"]?.text == "-1.5")
    #expect(root["ok"]?.text == "true")
    #expect(root["list"]?.items.map(\.text) == ["a", nil, nil, nil])
    #expect(root["list"]?.items.last?["d"]?.text == "1")
    #expect(root["call"]?.callee == "g" && root["call"]?["e"]?.text == "f")
    for key in ["two", "fn", "sum", "arrow"] { #expect(root[key]?.reason != nil, "\(key)") }
    #expect(root["name"]?.text == "N")
  }

  @Test(
    "Hostile configurations take no time out of proportion", .timeLimit(.minutes(2)),
    arguments: [
      "{a:", "{a:{", "[", "{", "(", "`${", "'", "\"", "/*", "const a = 'b'\n", "{a: [", "{a: b({",
      "{...", "{[", "{a() {", "a.", "[a]\n", "[[a]]\n", "a = [", "a = {b = ", "\"\"\"", "[a.a.a",
      "{title: 1}\n",
    ])
  func hostile(piece: String) {
    let text = String(repeating: piece, count: (256 << 10) / piece.utf8.count)
    _ = ScriptReader.root(of: SourceText(name: "a.js", text: text), keys: ["title"])
    _ = Self.read(String(text.prefix(64 << 10)))
  }
}
