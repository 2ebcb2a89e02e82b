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
      expected: ["tool.js": "const a=1;use(a);\n"]),
    Example(
      testDescription: "A site's part takes the place of the theme's",
      own: ["tool.js/1-make.js": "const a = 2;\n"],
      expected: ["tool.js": "const a=2;use(a);\n"]),
    Example(
      testDescription: "A site adds a part", own: ["tool.js/3-more.js": "more();"],
      expected: ["tool.js": "const a=1;use(a);more();\n"]),
    Example(
      testDescription: "A site's whole file takes the place of every part",
      own: ["tool.js": "own();"], expected: ["tool.js": "own();"]),
    Example(
      testDescription: "Style sheets are joined, folders of other names are not",
      own: ["a/b.css/x/1.css": "p{}", "a/b.css/y.css": "q{}", "js/1.js": "one();"],
      expected: [
        "tool.js": "const a=1;use(a);\n", "a/b.css": "p{}\nq{}\n",
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

  /// What a joined script says, and what is left of it.
  static let scripts = [
    ("a  =  b ;\n\n  c ( ) ;", "a=b;c();"),
    ("const x = 1 // no semicolon\nlet y\nfoo()", "const x=1\nlet y\nfoo()"),
    ("a + +b - -c\n--d", "a+ +b- -c\n--d"),
    ("return /a b\\/[/ ]  c/.test(' x  // y')", "return/a b\\/[/ ]  c/.test(' x  // y')"),
    ("a / b / c; /* d / e */ f", "a/b/c;f"),
    ("x /* one\ntwo */ y", "x\ny"),
    ("`a  ${ b + `c  ${ { d : 1 } }  e` }  // f`", "`a  ${b+`c  ${{d:1}}  e`}  // f`"),
    ("'it\\'s  ' + \"a \\\" b\"", "'it\\'s  '+\"a \\\" b\""),
    ("async () => {\n  await x;\n}\n[a] = b", "async()=>{await x;}\n[a]=b"),
    ("'never closed  \n a", "'never closed  \na"),
    ("`never  closed ${ a", "`never  closed ${a"), ("/* never", ""), ("é  =  ñ ñ", "é=ñ ñ"),
  ]

  /// What a joined module says, and what is left of it.
  static let modules = [
    // Everywhere, in templates and where another hides it; the most frequent gets the first name.
    (
      "const once = 1; let twice = once; export const f = (once) => `${twice} once ${once + twice}`;",
      "let a=1;let b=a;export let f=(a)=>`${b} once ${a+b}`;"
    ),
    (
      "function one() {}\nasync function two() { one(); }\nexport { two as three };",
      "function a(){}\nasync function two(){a();}\nexport{two as three};"
    ),
    (
      "class Own extends Map {}\nexport default new Own();",
      "class a extends Map{}\nexport default new a();"
    ),
    (
      "let one, two, g; export const f = () => { one = two; };",
      "let a,b,g;export let f=()=>{a=b;};"
    ),
    // Names that others can see are kept.
    ("export function one() {}\none();", "export function one(){}\none();"),
    ("export async function one() {}\none();", "export async function one(){}\none();"),
    (
      "const one = 1; export const f = (x) => x.one + one;",
      "let one=1;export let f=(x)=>x.one+one;"
    ),
    ("const one = 1; export const f = (x) => [...one];", "let a=1;export let f=(x)=>[...a];"),
    ("const one = 1; export const f = { one };", "let one=1;export let f={one};"),
    ("const one = 1; export const f = { two: one };", "let a=1;export let f={two:a};"),
    ("const one = 1; export const f = { one: one };", "let one=1;export let f={one:one};"),
    (
      "const one = 1; export const f = { async one() {} };",
      "let one=1;export let f={async one(){}};"
    ),
    (
      "const one = 1; export const f = ({ one = 2 }) => one;",
      "let one=1;export let f=({one=2})=>one;"
    ),
    (
      "const one = 1; export class F { one; static two = one }",
      "let one=1;export class F{one;static two=one}"
    ),
    (
      "const one = 1; export const f = (x) => x.const(one);",
      "const a=1;export const f=(x)=>x.const(a);"
    ),
    // A label's name is one of a kind.
    (
      "const one = 1; export const f = () => { one: for (;;) break one; };",
      "let a=1;export let f=()=>{a:for(;;)break a;};"
    ),
    // Names in use are not taken.
    ("const one = a; export const f = () => b + one;", "let c=a;export let f=()=>b+c;"),
    // What is no module, or not understood, keeps all.
    ("const one = 1; one;", "const one=1;one;"),
    ("const one = 1; export const f = eval('one');", "const one=1;export const f=eval('one');"),
    (
      "const one = 1; export class F extends f({}) { one() {} }",
      "const one=1;export class F extends f({}){one(){}}"
    ),
    (
      "const one = 1; export const f = (x) => { if (x) /one/.test(x) };",
      "const one=1;export const f=(x)=>{if(x)/one/.test(x)};"
    ),
    ("const one = 1; export const f = (x) => (x + 1) / one;", "let a=1;export let f=(x)=>(x+1)/a;"),
    ("const one = 1; export const f = \\u006fne;", "const one=1;export const f=\\u006fne;"),
  ]

  @Test("A module's own names are shortened", arguments: modules)
  func shortened(_ written: String, _ expected: String) throws { try squeezed(written, expected) }

  @Test("Comments and needless white space are left out", arguments: scripts)
  func squeezed(_ written: String, _ expected: String) throws {
    var site = try TestSite()
    site.files["waymark.yml"] = Array("title: Parts\n".utf8)
    site.files["templates/assets/own.js/1.js"] = Array(written.utf8)
    let file = site.build().output.files.first { $0.path.text.hasPrefix("assets/own.") }
    #expect(file.map { String(decoding: $0.bytes, as: UTF8.self) } == expected + "\n")
  }
}
