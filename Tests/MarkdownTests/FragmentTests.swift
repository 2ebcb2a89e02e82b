import Diagnostics
import Testing
import Text

@testable import Markdown

@Suite("Fragments")
struct FragmentTests {
  private static func document(_ text: String) -> MarkdownDocument {
    MarkdownDocument.parse(SourceText(name: "a.md", text: text))
  }

  private static func text(_ fragment: HTMLFragment, _ range: Range<Int>) -> String {
    String(decoding: fragment.bytes[range], as: UTF8.self)
  }

  @Test("A section reaches to the next heading of its level or above, and not into the notes")
  func sections() throws {
    let document = Self.document(
      "Before[^n]\n\n# One\n\na\n\n## Two\n\nb\n\n> # Quoted\n\n# Three\n\nc\n\n[^n]: note\n")
    let fragment = document.html()
    let sections = Dictionary(
      uniqueKeysWithValues: fragment.sections.map { ($0.anchor, Self.text(fragment, $0.range)) })
    #expect(sections.keys.sorted() == ["one", "quoted", "three", "two"])
    let one = try #require(sections["one"])
    #expect(one.contains("<p>a</p>") && one.contains("<p>b</p>") && !one.contains("<p>c</p>"))
    #expect(one.hasPrefix("<h"))
    let two = try #require(sections["two"])
    #expect(two.contains("<blockquote>") && two.hasSuffix("</blockquote>\n"))
    #expect(try #require(sections["three"]).hasSuffix("<p>c</p>\n"))
    let notes = try #require(fragment.footnotes)
    #expect(Self.text(fragment, notes).hasPrefix("<section class=\"footnotes\""))
  }

  @Test("Head, row and tail of a row are a table")
  func rows() throws {
    let document = Self.document("| A | B |\n| - | - |\n| x | 1 |\n| y | 2 |\n")
    let fragment = document.html(HTMLOptions(keyColumn: "a"))
    #expect(fragment.rows.map(\.anchor) == ["x", "y"])
    let row = try #require(fragment.rows.last)
    let table = [row.head, row.range, row.tail].map { Self.text(fragment, $0) }.joined()
    #expect(table.hasPrefix("<div class=\"wide\"><table class=\"cards\""))
    #expect(table.contains("<td data-label=\"B\">2</td>") && !table.contains(">1</td>"))
    #expect(table.hasSuffix("</tbody>\n</table>\n</div>\n"))
  }

  @Test("A table of plain text is written like one of Markdown")
  func plainTable() {
    var anchors = AnchorSet()
    var html = HTMLBuilder()
    var writer = TableWriter(
      columns: [.init("A & B"), .init("n", alignment: .right)], caption: "Data", keyColumn: "A & B",
      anchors: &anchors)
    writer.write([["x <y>", "1", "too much"], ["z"]], to: &html, anchors: &anchors)
    let expected = Self.document("| A & B | n |\n| - | -: |\n| x \\<y> | 1 |\n| z |\n")
      .html(HTMLOptions(caption: "Data", keyColumn: "A & B"))
    #expect(html.fragment == expected)
  }

  @Test("Many equal headings cost no more than each")
  func equalHeadings() {
    var anchors = AnchorSet()
    for number in 0..<20_000 {
      #expect(anchors.add("Same", fallback: "x") == (number == 0 ? "same" : "same-\(number)"))
    }
  }

  @Test(
    "Anchors are GitHub's",
    arguments: [
      ("Hello, World!", "hello-world"), ("a  b", "a--b"), ("C++ & C#", "c--c"),
      ("Ünï ÇØDÉ", "ünï-çødé"),
      ("snake_case-and-kebab", "snake_case-and-kebab"), ("日本語 タイトル", "日本語-タイトル"),
      ("e\u{301}", "e\u{301}"),
      ("1. First", "1-first"), ("🎉", ""), ("What’s new?", "whats-new"), ("İ", "i\u{307}"),
    ])
  func anchor(_ text: String, _ anchor: String) {
    #expect(Slug.heading(text) == anchor)
  }

  @Test("A part of a file is located in the whole of it")
  func bodyOfFile() throws {
    let text = "---\ntitle: é\n---\n# Head\n\nSee [[x]] and <u>.\n"
    let source = SourceText(name: "a.md", text: text)
    let start = "---\ntitle: é\n---\n".utf8.count
    let document = MarkdownDocument.parse(source, body: start..<source.bytes.count)
    #expect(document.outline.map(\.place).map { source.location(at: $0).start?.line } == [4])
    let reference = try #require(document.references.first)
    #expect(source.location(at: reference.place).start == Position(line: 6, column: 7))
    #expect(source.text(try #require(source.location(at: reference.place).range)) == "x")
    #expect(document.diagnostics.map(\.location?.start?.line) == [6])
  }

  @Test("An empty text is an empty document")
  func empty() {
    for text in ["", "\n", "\u{FEFF}", "[a]: b\n"] {
      let document = Self.document(text)
      #expect(document.html().bytes.isEmpty)
      #expect(document.plainText.bytes.isEmpty)
      #expect(document.nodes.count == 1)
    }
  }
}
