/// What a site declares for itself: kinds, fields, data, look, components, words, languages, and its own files.
extension SiteGrammar {
  /// Lines of settings.
  mutating func declarations() -> [String] {
    let kinds = chance.word("a|plant|article|faq|term|é|x y|home")
    let type = chance.word("text|texts|markdown|integer|date|page|pages|boolean|address|file|sum|")
    let role = chance.word("definition|caption|answer|question|disclosure|nothing")
    return [
      "types:\n  \(kinds): {extends: \(chance.word("article|faq|term|\(kinds)|nope")), "
        + "folder: \(chance.word("articles|pay|new/deep|../x|")), label: \(scalar()), "
        + "shown: [\(chance.word("related|search|feed|map|x"))], "
        + "roles: [\(chance.word("term|list-entry|finds-related|x"))], "
        + "fields: {minutes: integer, plant: page, note: {type: \(type), role: \(role)}}}\n"
        + "  \(chance.word("table|faq|path|nope")): \(chance.word("off|on|{label: L}|1"))",
      "fields:\n  season: {type: choices, choices: [spring, autumn], kinds: [\(chance.word("article|plant|x"))]}\n"
        + "  owner: {type: record, search: true, fields: {name: \(type)}}\n"
        + "  \(chance.word("title|minutes|note")): \(type)",
      "look: {accent: \(chance.word("\"#0b4f5c\"|\"#fff\"|red|\"#12\"")), width: \(chance.word("wide|narrow|x")), "
        + "text_font: \(chance.word("slab|a.woff2|[a.woff2, b.woff2]|x")), corners: \(chance.word("round|square|1")), "
        + "\(chance.word("logo|icon|card")): \(chance.word("logo.svg|nope.svg|extra.css|../x|"))}",
      "footer: \(chance.word("[faq, {to: a, label: A}]|[{to: \"https://a.co\"}]|[nope]|{a: b}|[]|[{label: x}]"))",
      "navigation: [{to: \(chance.word("articles|a|\"https://a.co\"|\"#x\"|")), label: \(scalar())}]",
      "head: [\(chance.word("{meta: {name: a, content: b}}|{script: {src: \"https://a.co/x.js\"}}|{link: {}}|{style: x}|x"))]",
      "csp: {\(chance.word("image|script|font|x")): [\(chance.word("\"https://a.co\"|\"'self'\"|\"; x\"|a"))]}",
      "languages: {\(chance.word("de|ar|en|xx|x-")): {title: \(scalar())}\(chance.word("|, fr: {navigation: [a]}|, en: {}"))}",
    ]
  }

  /// A file of the site's own, with its text.
  mutating func ownFile() -> (name: String, text: String) {
    let block = chance.word("contact|card|tabs|steps")
    let files: [(String, String)] = [
      (
        "data/\(chance.word("team|a|seasons")).yml",
        chance.word("- {name: A, phone: 1}\n|a: 1\nb: [x]\n|a: [|- &a b\n- *a\n||a: 1\na: 2\n")
      ),
      ("data/\(chance.word("team|b|wards/x")).csv", chance.word("a,b\n1,2\n|a;b\n1;2\n|\"a|")),
      ("data/c.json", chance.word("{\"a\": [1, 2.5, null]}|{\"a\": 01}|[|\"x\"|")),
      (
        "templates/blocks/\(block).yml",
        chance.word("name: text\n|name: {type: page}\n|name: sum\n|[|")
      ),
      (
        "templates/blocks/\(block).html",
        chance.word(
          "<p>{{ block.name }}</p>|{{ block.nope }}|{{ block.steps\u{7C}length }}|{% for b in block.tabs %}{{ b.text }}{% endfor %}|{{"
        )
      ),
      (
        "templates/\(chance.word("plant|article|plant-index|section|a")).html",
        "{% extends '\(chance.word("theme:article.html|theme:section.html|page.html|theme:nope.html"))' %}"
          + "{% block \(chance.word("side|content|after")) %}{{ super() }}"
          + chance.word(
            "{{ fields.minutes }}|{{ fields.plant.url }}|{{ fields.owner.name }}|{{ data.team\u{7C}length }}|{{ data.c.a }}|{{ data.nope }}|{{ page.extra.a }}|<table>|{{ strings.in_short }}"
          )
          + "{% endblock %}"
      ),
      ("templates/assets/extra.\(chance.word("css|js"))", chance.word("a{}|/* */||{{")),
      ("templates/assets/logo.svg", chance.word("<svg viewBox='0 0 4 2'/>|<svg|")),
      (
        "\(chance.word("strings|strings.de|templates/strings/nl")).yml",
        chance.word(
          "in_short: X\n|pages: {one: a, other: \"{count}\"}\n|nope: x\n|pages: x\n|[|in_short: \"{count}\"\n"
        )
      ),
      (
        "content/\(chance.word("de|ar|en"))/\(chance.word("a|_index|articles/a")).md",
        "---\ntitle: \(scalar())\n---\nT.\n"
      ),
    ]
    return chance.pick(files)
  }
}
