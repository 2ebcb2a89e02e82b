import Diagnostics
import Foundation
import Testing

@testable import Markdown

/// Texts made from the specification's by chance, the same for the same seed.
struct Mutator {
  private var state: UInt64
  private static let pieces = [
    "*", "**", "_", "`", "``", "[", "]", "[[", "]]", "![", "](", ")", "(", "<", ">", "&", "&amp;",
    "&#42;", "\\", "\n", "\n\n", "\r\n", "\t", "    ", "  \n", "> ", "- ", "1. ", "- [ ] ",
    "- [x] ",
    "# ", "---\n", "|", "\n|-|-|\n", "~", "~~", "[^1]", "\n[^1]: ", "[x]", "\n[x]: /u 't'\n",
    "```\n", "```js {1,3-4}\n", "~~~sh title=\"a\"\n", "``` {.python}\n", "```html\n", "```yaml\n",
    "/*", "<<A\n", "${", "f'{", "\\(", "#\"", "a: |\n",
    "<b>", "<!-- ", "-->", "www.a.co", "https://a.co/x", "a@b.co", "é", "🎉", "\u{A0}", "\"", "'",
    "--", "...", "|x]]", "#", "!", "[!NOTE]", "> [!BAD]\n", "> [!GOOD]\n", ":", "\0",
  ]

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  /// One to three examples after each other with some pieces put in, taken out or doubled.
  mutating func text() -> String {
    var scalars: [Unicode.Scalar] = []
    for _ in 0...next(3) {
      scalars += Array(SpecExample.all[next(SpecExample.all.count)].markdown.unicodeScalars)
    }
    for _ in 0..<next(8) {
      let place = next(scalars.count + 1)
      switch next(4) {
      case 0 where place < scalars.count: scalars.remove(at: place)
      case 1 where place < scalars.count:
        let end = min(scalars.count, place + 1 + next(12))
        scalars.insert(contentsOf: scalars[place..<end], at: next(scalars.count + 1))
      default:
        scalars.insert(contentsOf: Self.pieces[next(Self.pieces.count)].unicodeScalars, at: place)
      }
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}

@Suite("Texts made by chance")
struct MutationTests {
  /// `WAYMARK_SEED` runs other texts, `WAYMARK_ROUNDS` more of them.
  static let seed = UInt64(ProcessInfo.processInfo.environment["WAYMARK_SEED"] ?? "") ?? 20_261_121
  static let rounds = Int(ProcessInfo.processInfo.environment["WAYMARK_ROUNDS"] ?? "") ?? 3000

  @Test("Our bytes are cmark's")
  func sameAsOracle() {
    var mutator = Mutator(seed: Self.seed)
    for round in 0..<Self.rounds {
      let text = mutator.text()
      let options = MarkdownOptions(
        smartPunctuation: round % 5 == 0, html: .verbatim, syntax: [.gfm, .footnotes])
      let ours = Self.normalized(PlainFiller.html(text, options))
      let theirs = Self.normalized(Oracle.html(text, options))
      guard ours != theirs else { continue }
      Issue.record(
        "seed \(Self.seed), round \(round):\n\(text)\n--- ours\n\(ours)\n--- cmark\n\(theirs)")
      return
    }
  }

  /// Leaves out what is meant to differ: cmark ticks a box when `[x]` stands anywhere on its line, and
  /// counts the references to a note in the order of the text rather than of the page, and those of
  /// notes that it drops as well.
  private static func normalized(_ html: String) -> String {
    html.replacing("checked=\"\" ", with: "").replacing(/id="fnref-[^"]*"/, with: "")
      .replacing(#/\ ?<a href="\#fnref-.*?<\/a>/#, with: "").replacing(" </p>", with: "</p>")
  }

  @Test("A guide's document is sound")
  func sound() {
    var mutator = Mutator(seed: Self.seed &+ 1)
    for round in 0..<Self.rounds {
      let text = mutator.text()
      let source = SourceText(name: "a.md", text: text)
      let document = MarkdownDocument.parse(
        source, options: MarkdownOptions(smartPunctuation: round % 5 == 0))
      if let fault = Self.fault(in: document, source) {
        Issue.record("seed \(Self.seed), round \(round): \(fault)\n\(text)")
        return
      }
    }
  }

  @Test("Colors add elements and change no text")
  func highlighted() {
    var mutator = Mutator(seed: Self.seed &+ 2)
    var count = 0
    for round in 0..<Self.rounds {
      let text = mutator.text()
      let shown = [true, false].map { isOn in
        let document = MarkdownDocument.parse(
          SourceText(name: "a.md", text: text), options: MarkdownOptions(highlightsCode: isOn))
        return String(decoding: document.html().bytes, as: UTF8.self)
      }
      if shown[0] != shown[1] { count += 1 }
      let plain = shown.map { $0.replacing(/<\/?span[^>]*>| class="highlight"/, with: "") }
      guard plain[0] != plain[1] else { continue }
      Issue.record("seed \(Self.seed), round \(round):\n\(text)\n--- with\n\(plain[0])")
      return
    }
    #expect(count > Self.rounds / 100)
  }

  /// What is wrong with a document, whatever its text.
  private static func fault(in document: MarkdownDocument, _ source: SourceText) -> String? {
    let fragment = document.html()
    var last = 0
    for placeholder in fragment.placeholders {
      if placeholder.offset < last || placeholder.offset > fragment.bytes.count {
        return "holes out of order"
      }
      last = placeholder.offset
    }
    for (index, node) in document.nodes.enumerated() {
      if node.end <= index || node.end > document.nodes.count {
        return "node \(index) ends wrongly"
      }
      if let range = node.source, range.upperBound > source.bytes.count {
        return "range beyond end"
      }
    }
    for node in document.nodes where node.kind == .link || node.kind == .wikiLink {
      guard let range = node.source else { continue }
      let text = source.text(range)
      let isRight =
        node.kind == .wikiLink
        ? text.hasSuffix("]]") && (text.hasPrefix("[[") || text.hasPrefix("![["))
        : text.hasPrefix("[") || text.hasPrefix("<")
          || [text, text.replacing("\\", with: "")]
            .contains(document.references[Int(node.value)].label)
      if !isRight { return "a link is not at “\(text)”" }
    }
    let ids = fragment.placeholders.indices.compactMap { index -> String? in
      guard case .id(let id) = fragment.placeholders[index].kind else { return nil }
      let before = fragment.bytes[..<fragment.placeholders[index].offset].suffix(5)
      return before.elementsEqual(" id=\"".utf8) ? id : nil
    }
    if Set(ids).count != ids.count { return "an id occurs twice: \(ids)" }
    return nil
  }
}
