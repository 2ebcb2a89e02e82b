/// Grows whole sites, and changes others.
package struct SiteGrammar {
  package var chance: Chance

  package init(seed: UInt64) { chance = Chance(seed: seed) }

  private static let folders = [
    "articles", "faq", "glossary", "tables", "checklists", "figures", "resources", "paths",
    "topics", "pay",
    "pay-talks", "new/deep", "",
  ]
  private static let names = [
    "a", "b", "q", "t", "_index", "A", "a-2", "index", "é", "round", "404", "search", "map", "x y",
  ]

  // MARK: Grown

  /// A site of a few pages; what its pages name is mostly there.
  package mutating func grown() -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    files["waymark.yml"] = bytes(configuration())
    var paths: [String] = []
    for _ in 0...chance.number(8) {
      let folder = chance.pick(Self.folders)
      paths.append((folder.isEmpty ? "" : folder + "/") + chance.pick(Self.names))
    }
    let targets = paths + ["nowhere", "", "a", "q"]
    for path in paths {
      var markdown = MarkdownGrammar(chance: chance, targets: targets)
      let text = markdown.text()
      chance = markdown.chance
      let matter = chance.once(in: 8) ? "" : frontMatter(targets)
      files["content/\(path).md"] = bytes(matter + text)
    }
    for _ in 0..<chance.number(3) {
      files["content/tables/\(chance.word("a|b|t")).csv"] = bytes(csv())
    }
    if chance.once(in: 3) {
      files["content/articles/a.png"] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]
    }
    if chance.once(in: 6) { files["content/search-tests.yml"] = bytes(searchTests(targets)) }
    if chance.once(in: 3) {
      files[
        "templates/"
          + chance.word("article.html|page.html|base.html|embeds/page.html|faq.html|macros.html")] =
        bytes(template())
    }
    if chance.once(in: 8) { files["templates/assets/site.css"] = bytes("/* */ a{") }
    for _ in 0..<chance.number(4) {
      let (name, text) = ownFile()
      files[name] = bytes(text)
    }
    return files
  }

  mutating func bytes(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    if chance.once(in: 40) { bytes.insert(0xFF, at: chance.number(bytes.count + 1)) }
    if chance.once(in: 30) { bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0) }
    return bytes
  }

  private mutating func configuration() -> String {
    let lines =
      [
        "title: \(scalar())", "tagline: \(scalar())",
        "base_url: \(chance.word("https://a.co|https://a.co/b/|a|http://[::1]/|https://a.co/é|"))",
        "language: \(chance.word("en|de|ar|xx-YY|1|"))", "author: \(scalar())",
        "edit_url: \(chance.word("https://a.co/edit/|a|"))",
        "navigation: \(chance.word("[articles, faq]|[nope]|articles|[]|[articles, articles]|{a: b}"))",
        "search: \(chance.word("true|false|no"))", "map: \(chance.word("true|false|x"))",
        "markdown: {smart_punctuation: \(chance.word("true|false|x")), html: \(chance.word("allow|drop|x"))}",
        "outputs: {cards: \(chance.word("true|false")), nginx: \(chance.word("true|false|x")), caddy: true, addresses: true, llms: true, markdown: \(chance.word("true|false"))}",
        "feedback: \(chance.word("a@b.co|https://a.co/b|https://gitlab.com/a/b/|mailto:a@b.co|a|@|http://|\"a b@c.d\""))",
        "security: \(chance.word("{contact: [a@b.co], expires: 2027-01-01}|{contact: x, expires: 2020-01-01}|{}|x"))",
        "review_after: \(chance.word("6 months|1 day|-1 months|9999999 years|x"))",
        "topics:\n  a: {title: \(chance.word("A|a b|"))}\n  \(chance.word("b|a|_|x y|é")): {description: x}",
        "synonyms: [\(chance.word("a = b|a|= = =|a b c = d|a = a| = "))]",
        "checks: {\(chance.word("broken-link|heading-jump|nope|orphan-page")): \(chance.word("error|off|warning|note|x"))}",
        "\(chance.word("a|title|x: y|- a|? b|&a b|*a|%TAG|!!int 1"))",
      ] + declarations()
    return lines.filter { _ in !chance.once(in: 3) }.joined(separator: "\n") + chance.word("\n|")
  }

  mutating func scalar() -> String {
    chance.word(
      "A|Round|“q”|\"a\\nb\"|'it''s'|Why #1 matters|>\n  folded\n  text|\\|\n  kept\n|\"unclosed|[a]|{a: b}||1|true|null|~"
        + "|é|🎉|<b>|a: b|Fn 1|- x|2026-01-01|\u{202E}|&a x|*a|a\tb")
  }

  private mutating func frontMatter(_ targets: [String]) -> String {
    func name(_ grammar: inout SiteGrammar) -> String { grammar.chance.pick(targets) }
    let date = chance.word("2026-01-02|2026-13-01|2026-11-29|0000-00-00|2026-02-30|x|9999-12-31")
    let lines = [
      "title: \(scalar())", "description: \(scalar())", "summary: [\(scalar())]",
      "topics: [\(chance.word("a|b|nope"))]",
      "date: \(date)", "updated: \(date)", "reviewed: \(date)", "reviewer: \(scalar())",
      "aliases: [\(chance.word("/old/|/a/|a|/é/|/../x/|/old.html|old/|//|/%41/"))]",
      "slug: \(chance.word("a|b|é|A B|..|x/y||round"))",
      "draft: \(chance.word("true|false|maybe"))",
      "order: \(chance.word("1|-1|99999999999999999999|x|0"))",
      "related: [\(name(&self)), \(name(&self))]",
      "next: {page: \(name(&self)), why: \(chance.word("x|"))}",
      "image: \(chance.word("a.png|/a.png|nope|https://a.co/x.png"))",
      "glossary: \(chance.word("true|false"))", "faq: [\(name(&self)), \(name(&self))]",
      "resources: [\(name(&self))]",
      "answer: \(scalar())", "definition: \(scalar())", "caption: \(scalar())",
      "key: \(chance.word("a|A|x|"))",
      "data: \(chance.word("a.csv|b.csv|t.csv|../x.csv|nope|"))",
      "url: \(chance.word("https://a.co|x|javascript:y"))",
      "kind: \(chance.word("book|x"))",
      "drawing: \(chance.word("branches|timeline|overlap|decision|nope"))",
      "unit: months", "start: A",
      "items:\n  - {label: \(chance.word("A||B"))}\n  - {label: B, question: C, page: \(name(&self)), from: \(chance.word("0|1|-9|9223372036854775807|x")), to: \(chance.word("5|0|9223372036854775807|-9223372036854775808"))}",
      "steps:\n  - {page: \(name(&self)), note: x, duration: y}\n  - {page: \(name(&self))}",
      "start_with: [\(name(&self))]", "situations:\n  - {label: x, page: \(name(&self))}", "for: x",
      "outcome: y",
      "minutes: \(chance.word("5|x|[1]|"))", "plant: [[\(name(&self))]]", "note: \(scalar())",
      "owner: {name: \(scalar())}", "extra: \(chance.word("{a: [1, {b: 2}]}|x|[a]"))",
      "season: \(chance.word("spring|x|[spring, x]"))",
      "lang: \(chance.word("de|ar|xx|-"))",
      "\(chance.word("nope: 1|title: twice|x|? y|- z|created: 2024|a: &a b|c: *a|\t- tab|\"q"))",
    ]
    let kept = lines.filter { _ in chance.once(in: 3) }
    let end = chance.word("---\n|---\n|---\n|---\n|---\n|---\n|---\r\n|...\n|----\n||---")
    return "---\n" + kept.joined(separator: "\n") + (kept.isEmpty ? "" : "\n") + end
  }

  private mutating func csv() -> String {
    var text = chance.word("A,B|A;B|A||\u{FEFF}A,B|A,A|\"A\nB\",C|a,b,c,d,e,f")
    for _ in 0..<chance.number(4) {
      text +=
        chance.word("\n|\n|\r\n|\r")
        + chance.word(
          "1,2|1|\"a,b\",2|\"a\"\"b\",|\"unclosed|,|=1+1,2|a\tb|é,🎉|1,2,3|;|\"a\nb\",c|\0")
    }
    return text
  }

  private mutating func searchTests(_ targets: [String]) -> String {
    "- {query: \(scalar()), page: \(chance.pick(targets))}\n"
      + chance.word("- {query: a, page: b, within: 0}\n|- x\n|")
  }

  private mutating func template() -> String {
    var text = chance.word("{% extends 'base.html' %}||")
    for _ in 0...chance.number(6) {
      text += chance.word(
        "{{ page.title }}|{{ page.body }}|{% block main %}|{% endblock %}|{% for p in page.children %}{{ p.url }}{% endfor %}"
          + "|{{ page.nope }}|{% if page.table %}{{ page.table }}{% endif %}|{% include 'macros.html' %}|{{ site }}|{% set x = [x] %}"
          + "|{{ page.backlinks\u{7C}length }}|{{ embed.body }}|{% include 'article.html' %}|{{ 1 / 0 }}|{{|%}|{# |{{ range(99999)\u{7C}join }}"
          + "|{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}|{{ page.questions }}|{{ page.contents }}|{{ site.latest\u{7C}first }}|{{ self.main() }}"
      )
    }
    return text
  }

  // MARK: Changed

  /// Some files of a site, changed.
  package mutating func changed(_ site: [String: [UInt8]], edits: Int) -> [String: [UInt8]] {
    var site = site
    for _ in 0..<edits {
      let names = site.keys.sorted()
      guard !names.isEmpty else { return site }
      let name = chance.pick(names)
      switch chance.number(14) {
      case 12:
        let (name, text) = ownFile()
        site[name] = bytes(text)
      case 13:
        let line = chance.pick(declarations())
        site["waymark.yml"] = bytes(line + "\n") + (site["waymark.yml"] ?? [])
      case 0 where name != "waymark.yml": site[name] = nil
      case 1:
        let folder = chance.pick(Self.folders)
        site["content/" + (folder.isEmpty ? "" : folder + "/") + chance.pick(Self.names) + ".md"] =
          site[name]
      case 2, 3, 4:
        var markdown = MarkdownGrammar(chance: chance, targets: Self.targets(names))
        let text = "\n\n" + markdown.block(3) + chance.word("|\n")
        chance = markdown.chance
        site[name]?.append(contentsOf: text.utf8)
      case 5: site[name] = site[name].map { $0.dropLast(chance.number(200)) }
      default: site[name] = site[name].map { changed($0, names) }
      }
    }
    return site
  }

  private static func targets(_ names: [String]) -> [String] {
    names.filter { $0.hasPrefix("content/") && $0.hasSuffix(".md") }.map {
      String($0.dropFirst("content/".count).dropLast(3))
    } + ["nowhere"]
  }

  private mutating func changed(_ file: [UInt8], _ names: [String]) -> [UInt8] {
    var file = file
    let place = chance.number(file.count + 1)
    switch chance.number(5) {
    case 0: file.removeSubrange(place..<min(file.count, place + 1 + chance.number(30)))
    case 1:
      let end = min(file.count, place + 1 + chance.number(80))
      file.insert(contentsOf: file[place..<end], at: chance.number(file.count + 1))
    case 2:
      var markdown = MarkdownGrammar(chance: chance, targets: Self.targets(names))
      let text = chance.once(in: 2) ? markdown.inlines(2) : "\n\n" + markdown.block(2) + "\n\n"
      chance = markdown.chance
      file.insert(contentsOf: text.utf8, at: place)
    case 3:
      if chance.once(in: 6) { file.insert(UInt8(chance.number(256)), at: place) }
    default:
      let piece = chance.word(
        "---\n|\n|\n\n|#|\"|'|[|]|{{|{%|%}|}}|:|, |- |  |\t|>|<|&|*|_|`|\r|[[|]]|![[|[^|]:|(|)|0|-1|99999999999999999999|~|title: "
      )
      file.insert(contentsOf: piece.utf8, at: place)
    }
    return file
  }
}
