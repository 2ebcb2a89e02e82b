import Diagnostics
import SiteBuild
import SiteModel
import TestSupport
import Testing

/// Problems in every surrounding that a text can have: what is said of them must point at the bytes
/// between `⟦` and `⟧`, which are taken out before the text is read.
@Suite struct MarkedPlaceTests {
  /// What is wrong, the id of the rule that says so, and where it must point.
  private static let problems = [
    ("broken-link", "[[⟦nowhere⟧]]"), ("broken-link", "[[ ⟦no where⟧ |label]]"),
    ("broken-link", "[text](⟦no.md⟧ \"title\")"), ("broken-link", "[*text*](<⟦no way.md⟧>)"),
    ("broken-link", "![picture](⟦no.png⟧)"), ("broken-link", "`[[x]]` 😀 [[⟦näh⟧]] \\[[x]]"),
    ("broken-fragment", "[[⟦about#nope⟧]]"), ("broken-fragment", "[text](⟦about.md#nope⟧)"),
    ("ambiguous-link", "[[⟦twice⟧]]"), ("empty-link-text", "[](⟦https://example.org⟧)"),
    ("missing-alt-text", "![](⟦https://example.org/a.png⟧)"),
    ("vague-link-text", "[click here](⟦https://example.org⟧)"),
    ("unsafe-link", "[x](⟦javascript:x⟧)"), ("raw-html", "a ⟦<u>⟧"),
    ("unfinished-text", "a ⟦TODO⟧ b"), ("undefined-footnote", "a ⟦[^no]⟧"),
    ("redirect-link", "[x](⟦/old/⟧)"),
  ]

  /// Texts that hold what is wrong in place of `@`.
  private static let surroundings = [
    "@", "A line\nand @ in the next.", "Hard break  \nthen @", "- @", "- one\n  two @\n  three",
    "- a\n  - b\n    c @", "1. x\n\n   para @", "-\t@", "- x\n\n\ty @", "> @", "> a\n> b @",
    "> a\nlazy @", "> - a\n>   b @", "> > deep\n> > @", "- > a\n  > @", "**bold** *it* @ `code`",
    "😀 漢字 é @ 👩‍💻", "## Heading @", "Setext @\n===", "- [ ] task @",
    "| a | b |\n| - | - |\n| x \\| y | @ |",
    "a | b\n-|-\n@ | 😀", "> | a |\n> | - |\n> | @ |", "Note.[^1]\n\n[^1]: The note @",
    "&amp; &hellip; \\* @",
    "> [!NOTE]\n> @", "   @", "x\t\t@", "[d]: https://example.org\n[a][d] @",
  ]

  private static func site() throws -> TestSite {
    var site = try TestSite()
    site.theme = Theme(files: [])
    for name in ["article", "page", "home", "section", "search", "map", "404", "redirect"] {
      site.files["templates/\(name).html"] = Array("x".utf8)
    }
    site.files["waymark.yml"] = Array("title: Places\n".utf8)
    site.files["content/about.md"] = Array("---\naliases: [/old/]\n---\n## Part\n".utf8)
    for folder in ["a", "b"] { site.files["content/\(folder)/twice.md"] = Array("x".utf8) }
    return site
  }

  /// A text without its marks, and the bytes that they stood round.
  private static func unmarked(_ text: String) -> (bytes: [UInt8], ranges: [Range<Int>]) {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    var start = 0
    for character in text.unicodeScalars {
      switch character {
      case "⟦": start = bytes.count
      case "⟧": ranges.append(start..<bytes.count)
      default: bytes += String(character).utf8
      }
    }
    return (bytes, ranges)
  }

  @Test("What is wrong in a text is pointed at", arguments: ["\n", "\r\n"])
  func texts(lineEnd: String) throws {
    var site = try Self.site()
    var expected: [String: (rule: String, ranges: [Range<Int>], text: String)] = [:]
    for (number, (rule, problem)) in Self.problems.enumerated() {
      for (place, surrounding) in Self.surroundings.enumerated() {
        let isInTable = surrounding.contains("-|-") || surrounding.contains("| - |")
        let written = isInTable ? problem.replacing(" |label", with: " \\|label") : problem
        let mark = place % 3 == 0 ? "\u{FEFF}" : ""
        let text = mark + surrounding.replacing("@", with: written) + "\n"
        let (bytes, ranges) = Self.unmarked(text.replacing("\n", with: lineEnd))
        let path = "content/p\(number)-\(place).md"
        site.files[path] = bytes
        expected[path] = (rule, ranges, text)
      }
    }
    let build = site.build()
    var lineAlone: [String] = []
    for (path, (rule, ranges, text)) in expected.sorted(by: { $0.key < $1.key }) {
      let found = build.diagnostics.filter { $0.location?.path == path && $0.rule.id == rule }
      #expect(!found.isEmpty, "\(rule) is not reported in:\n\(text)")
      for diagnostic in found {
        if let range = diagnostic.location?.range {
          #expect(ranges == [range], "\(rule) in:\n\(text)")
        } else {
          lineAlone.append("\(rule) in: \(text)")
        }
      }
    }
    #expect(lineAlone == [])
  }

  @Test("What is wrong in front matter is pointed at")
  func fields() throws {
    let texts = [
      ("unknown-key", "⟦summry⟧: x"), ("invalid-date", "date: ⟦2026-13-01⟧"),
      ("invalid-date", "date:   ⟦\"2026-02-30\"⟧  # no"),
      ("broken-link", "related: [a/twice, ⟦no⟧]"),
      ("broken-link", "related:\n  - b/twice\n  - ⟦'no way'⟧"),
      ("broken-link", "next: {page: ⟦no⟧}"),
      ("ambiguous-link", "related: ⟦twice⟧"), ("unknown-topic", "topics: [⟦ü😀⟧]"),
      ("wrong-type", "order: ⟦first⟧"), ("unfinished-text", "description: A ⟦TODO⟧ of ours."),
      ("future-date", "reviewed: ⟦9999-01-01⟧"),
      ("unknown-key", "next:\n  page: about\n  ⟦whi⟧: x"),
    ]
    var site = try Self.site()
    for (number, (_, text)) in texts.enumerated() {
      for (end, lineEnd) in ["\n", "\r\n"].enumerated() {
        let whole = "\(end == 0 ? "" : "\u{FEFF}")---\ntitle: 漢字 “T”\n\(text)\n---\nText.\n"
        let (bytes, _) = Self.unmarked(whole.replacing("\n", with: lineEnd))
        site.files["content/articles/f\(number)-\(end).md"] = bytes
      }
    }
    let build = site.build()
    for (number, (rule, text)) in texts.enumerated() {
      for (end, lineEnd) in ["\n", "\r\n"].enumerated() {
        let whole = "\(end == 0 ? "" : "\u{FEFF}")---\ntitle: 漢字 “T”\n\(text)\n---\nText.\n"
        let (_, ranges) = Self.unmarked(whole.replacing("\n", with: lineEnd))
        let path = "content/articles/f\(number)-\(end).md"
        let found = build.diagnostics.filter { $0.location?.path == path && $0.rule.id == rule }
        #expect(found.map(\.location?.range) == ranges, "\(rule) in:\n\(text)")
      }
    }
  }
}
