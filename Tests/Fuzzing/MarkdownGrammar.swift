/// Grows Markdown: every construct of CommonMark, GFM and Waymark, whole, empty and broken.
package struct MarkdownGrammar {
  package var chance: Chance
  /// What links may name.
  package var targets: [String]

  package init(
    chance: Chance, targets: [String] = ["a", "articles/a", "faq/q", "t", "nowhere", ""]
  ) {
    self.chance = chance
    self.targets = targets
  }

  /// A page's text, which may end in the middle of anything.
  package mutating func text(blocks: Int = 6) -> String {
    var text = ""
    for _ in 0..<chance.number(blocks + 1) {
      text += block(3) + chance.word("\n|\n\n|\n\n|\n\n|\n\n|\r\n\r\n|\n \n|")
    }
    var last = block(3)
    if chance.once(in: 2) {
      last = String(
        String.UnicodeScalarView(
          last.unicodeScalars.prefix(chance.number(last.unicodeScalars.count + 1))))
    }
    return text + last + chance.word("|\n| |\n\n|\r\n|\t|\n#|\n##\n|\0|\n---|\n[^a]:|\n|")
  }

  // MARK: Blocks

  package mutating func block(_ depth: Int) -> String {
    if depth > 0, chance.once(in: 3) { return container(depth - 1) }
    switch chance.number(14) {
    case 0, 1: return heading()
    case 2: return chance.word("---|***|___|- - -|--|===|=|-|_ _")
    case 3: return code()
    case 4: return html()
    case 5: return table()
    case 6: return definition()
    case 7: return embed()
    case 8: return chance.word("    code|\tcode|    |     - a")
    case 9: return comment()
    default: return paragraph()
    }
  }

  private mutating func paragraph() -> String {
    var lines: [String] = []
    for _ in 0...chance.number(3) { lines.append(inlines(2)) }
    return lines.joined(separator: chance.word("\n|\n|  \n|\\\n|\r\n|\n   "))
  }

  private mutating func heading() -> String {
    let words = chance.once(in: 3) ? inlines(2) : headingWords()
    if chance.once(in: 5) { return words + "\n" + chance.word("===|---|=|-|  ==  ") }
    let marks = String(repeating: "#", count: 1 + chance.number(7))
    return marks + chance.word(" | | |\t|") + words + chance.word("|||| #| ##  |#|\\#| {#fn-a}")
  }

  package mutating func headingWords() -> String {
    chance.word(
      "|Round|Round|Round 1|Fn 1|fn-a|Fnref a|fnref-a-2|Table|Row|theme.title|title|main|content|search|A.B|Ü ber"
        + "|🎉|\u{202E}rtl|a\u{301}|<br>|[]()|<!-- -->|![]()|`` ` ``|&nbsp;|&#0;|[[a]]|[[a]|**|section|Note"
    )
  }

  private mutating func component() -> String {
    let target = chance.pick(targets)
    return "```" + chance.word("card|steps|tabs|contact|cards") + "\n"
      + chance.word(
        "page: \(target)\ntext: A [[\(target)]] *b*|- page: \(target)\n- title: B\n  text: \"```\"|- label: L\n  text: |"
          + "- label: L\n  text: |\n    ## H\n\n    - a|titel: x|name: A|a: [|image: a.png\nalt: x|url: javascript:x\ntitle: t|"
      )
      + chance.word("\n|") + chance.word("```|```|```|")
  }

  private mutating func code() -> String {
    if chance.once(in: 3) { return component() }
    let fence = chance.word("```|````|~~~|``")
    let lines = chance.word(
      "|a|a\n\nb|\n\n|\t|[[a]]|{{ x }}|</pre>|~~~|# no|[^a]: no|a: \"b\" # é|let a = \"\\(b)\" // 🎉|<<A\n$(b\nA|/* a\n\n|f'{a"
        + "|<script>a</script>|@@ -1 +1 @@\n-a\n+é|$ a \"$b\"|`${\"é\"}`|<a b='é'>")
    let info = chance.word(
      "||swift|a b|`|[[a]]|&amp;|js {1,3-9}|{.python}|html title=\"a & b\"|yaml|sh hl_lines=\"2 1\"|diff|TSX|sql,a|css {|console|toml {0}"
    )
    return fence + info + "\n" + lines + chance.word("\n|")
      + chance.word("||") + (chance.once(in: 3) ? "" : fence)
  }

  private mutating func html() -> String {
    chance.word(
      "<div>|<div>text</div>|<div id=\"fn-a\">a</div>|<script>x</script>|<style>|<pre>|<textarea>|<?php|<!DOCTYPE|<![CDATA["
        + "|<a id=\"round\"></a>|<img src=\"a.png\">|<h2 id=\"round\">Round</h2>|<br>|<x-y z>|</div>|<table><tr><td>|<p"
        + "|<a href=\"a.md\">b</a>|<details><summary>a</summary>|<iframe src=x>|<svg><title>")
  }

  private mutating func comment() -> String {
    chance.word(
      "<!-- a -->|<!--|<!-- waymark: allow heading-jump -->|<!-- waymark: allow -->|<!-- waymark: allow a, b -->|-->"
        + "|<!---->|<!-->|<!-- a -->text|<!-- waymark: allow broken-link -->\n")
  }

  private mutating func definition() -> String {
    chance.word(
      "[a]: b|[a]:|[a]: <>|[a]: b 't'|[a]: b\n't'|[^a]: note|[^a]:|[^a]:#|[^b]: [^a]|[^a-2]: c|[^A B]: d|[^1]: e"
        + "|[^a]: f\n\n    g|[a]: javascript:x|[ ]: b|[é]: /ü|[^é]: h|[^a]: > # i|[^fn-a]: j")
  }

  package mutating func embed() -> String {
    let name = chance.pick(targets)
    let fragment = chance.word("|||#round|#|#fn-a|#^a|#Round 1|#x")
    return chance.word("![[|![[|![[|![[ |!\\[[") + name + fragment + chance.word("|||\\|l|\\|300")
      + chance.word("]]|]]|]]|]|")
  }

  private mutating func table() -> String {
    let columns = 1 + chance.number(5)
    func row(_ cell: (inout MarkdownGrammar) -> String, _ grammar: inout MarkdownGrammar) -> String
    {
      let count = max(0, columns + [0, 0, 0, 0, -1, 1, 2][grammar.chance.number(7)])
      return "|" + (0..<count).map { _ in cell(&grammar) + "|" }.joined()
    }
    var lines = [row({ $0.chance.once(in: 6) ? "" : " " + $0.cell() + " " }, &self)]
    lines.append(
      chance.once(in: 8)
        ? row({ $0.chance.word("-|:|--:|") }, &self)
        : "|" + (0..<columns).map { _ in chance.word("-|:-|-:|:-:|---") + "|" }.joined())
    for _ in 0..<chance.number(4) { lines.append(row({ $0.cell() }, &self)) }
    let bare = chance.once(in: 4)
    return lines.map { bare ? String($0.dropFirst()) : $0 }.joined(separator: "\n")
  }

  private mutating func cell() -> String {
    chance.once(in: 3)
      ? inlines(1).replacing("\n", with: " ")
      : chance.word("|a|b| |x \\| y|Round|`|`|Table|[[a\\|b]]|[[a|Fn a|**|\\|<br>|&#124;|www.a.co")
  }

  private mutating func container(_ depth: Int) -> String {
    var text = block(depth)
    if chance.once(in: 2) { text += chance.word("\n|\n\n") + block(depth) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func prefixed(_ first: String, _ others: String) -> String {
      lines.enumerated().map { ($0 == 0 ? first : others) + $1 }.joined(separator: "\n")
    }
    switch chance.number(8) {
    case 0: return prefixed("> ", chance.word("> |>|"))
    case 1:
      let word = chance.word(
        "NOTE|TIP|WARNING|BAD|GOOD|EXAMPLE|nope||note|IMPORTANT|CAUTION|danger|BAD|GOOD")
      return "> [!\(word)]" + chance.word("||||- Title| x") + "\n"
        + prefixed("> ", chance.word("> |> |"))
    case 2: return prefixed(chance.word("- |* |+ |-   |-"), chance.word("  |"))
    case 3: return prefixed(chance.word("1. |0) |7. |999999999. |1."), chance.word("   |"))
    case 4: return prefixed(chance.word("- [ ] |- [x] |- [X] |- [] |- [ ]"), "  ")
    case 5:
      return chance.word("- a\n-|-\n- b|1.\n2. b|- a\n\n- b|- - -a|* a\n+ b") + "\n"
    case 6: return "[^\(chance.word("a|b|a-2|1|é"))]: " + prefixed("", "    ")
    default: return prefixed(chance.word("| |   |\t"), chance.word("| |   "))
    }
  }

  // MARK: Inlines

  package mutating func inlines(_ depth: Int) -> String {
    var text = ""
    for _ in 0...chance.number(4) { text += inline(depth) + chance.word(" | | ||") }
    return text
  }

  private mutating func inline(_ depth: Int) -> String {
    if depth > 0, chance.once(in: 3) { return nested(depth - 1) }
    switch chance.number(12) {
    case 0: return link(0)
    case 1: return wiki()
    case 2: return chance.word("[^a]|[^b]|[^a-2]|[^1]|[^é]|[^nope]|[^a b]|[^|[^]|[^fn-a]")
    case 3:
      return chance.word(
        "&amp;|&nbsp;|&#0;|&#x110000;|&copy|&bogus;|\\*|\\[|\\|\\\\|&#35;|\0|\u{FEFF}|\u{200D}|\u{FFFD}"
      )
    case 4:
      return chance.word(
        "https://a.co|www.a.co|a@b.co|<https://a.co>|<a@b.co>|http://a.co)|https://a.co/x_(y)|www.|https://|ftp://a"
      )
    case 5: return chance.word("`a`|``a`b``|`|` `|``|`[[a]]`|`\\`")
    case 6:
      return chance.word("<br>|<b>|</b>|<!-- a -->|<!--|<?a?>|<a href='b'>|<|<img src=a.png>|<b")
    case 7: return chance.word("\"a\"|'a'|--|---|...|it's|a -- b|“|’")
    case 8: return chance.word("TODO|FIXME|TBD|lorem ipsum|XXX|todo")
    case 9: return chance.word("é|🎉|👩‍👩‍👧|a\u{301}|日本語|\u{202E}|ﬁ|İ|ß|\u{A0}|\u{2028}|१२")
    default:
      return chance.word("word|Round|backlog|a sentence. Another|cohort|1|retention|a_b|x*y|#|!")
    }
  }

  private mutating func nested(_ depth: Int) -> String {
    let inner = inlines(depth)
    switch chance.number(6) {
    case 0:
      let mark = chance.word("*|**|_|__|***|~|~~|~~~")
      return mark + inner + (chance.once(in: 6) ? "" : mark)
    case 1: return "[\(inner)](\(chance.pick(targets)).md\(chance.word("||#round|?q=a")))"
    case 2:
      return
        "![\(inner)](\(chance.word("a.png|b.svg|nope.png|https://a.co/x.png|data:image/png,x|")))"
    case 3: return "[\(inner)][\(chance.word("a||é|nope"))]"
    case 4: return "[[\(chance.pick(targets))|\(inner)]]"
    default: return inner
    }
  }

  private mutating func link(_ depth: Int) -> String {
    let url = chance.word(
      "a.md|../a.md|/articles/a/|#round|#|?q|a.csv|a.png|javascript:x|mailto:a@b|https://a.co|<a b>|%20|//a.co|..|/../a"
    )
    return chance.word("[a]|[]|![a]|![]|[a\nb]|[[a]]") + "(" + url
      + chance.word("|||| \"t\"| 't| \"") + chance.word(")|)|)|")
  }

  private mutating func wiki() -> String {
    chance.word("[[|[[|[[|[[ |\\[[|[[[") + chance.pick(targets)
      + chance.word("|||#round|#Round 1|#|#fn-a|.md") + chance.word("||||l||")
      + chance.word("]]|]]|]]|]|]]]|")
  }
}
