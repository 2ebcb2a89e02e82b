import Foundation

/// Edits of what a site declares for itself: each adds, changes, breaks or removes something.
extension EditScript {
  /// What an edit does.
  private enum Way: CaseIterable { case add, change, spoil, remove }

  /// Mostly changes, so that there is something to remove.
  private mutating func way() -> Way {
    [.add, .add, .change, .change, .change, .spoil, .remove].randomElement(using: &random) ?? .add
  }

  private mutating func pick(_ all: [String]) -> String { all.randomElement(using: &random) ?? "" }

  // MARK: Settings

  private static let settings = "waymark.yml"

  /// Writes the settings with another value of a key, or without the key.
  private mutating func setSetting(_ key: String, _ value: String?) -> String {
    var lines = text(Self.settings).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    if let start = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) {
      let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") && !$0.isEmpty }
      lines.removeSubrange(start..<(end ?? lines.count))
    }
    if let value { lines.insert("\(key): \(value)", at: 0) }
    return write(lines.joined(separator: "\n"), to: Self.settings) + " \(key): \(value ?? "gone")"
  }

  /// Inserts a line below a key of the settings that stands alone on its line, or adds both.
  private mutating func insert(_ line: String, under key: String) -> String {
    let old = text(Self.settings)
    guard old.contains("\n\(key):\n") else {
      _ = setSetting(key, nil)
      return write(text(Self.settings) + "\n\(key):\n\(line)\n", to: Self.settings) + " \(line)"
    }
    return write(
      old.replacing("\n\(key):\n", with: "\n\(key):\n\(line)\n"), to: Self.settings) + " \(line)"
  }

  mutating func editKinds() -> String {
    switch way() {
    case .add:
      return insert(
        "  kind-\(count): {folder: \(pick(["new", "guides", "recipes"])), label: Label \(count), "
          + "extends: \(pick(["article", "procedure", "faq", "term"])), "
          + "fields: {minutes-\(count): integer, owner: text}}",
        under: "types")
    case .change:
      let label = "label: Label\(count)"
      return write(
        text(Self.settings).replacing(/label: \w+/) { _ in label }, to: Self.settings) + " labels"
    case .spoil:
      return insert(
        pick([
          "  kind-\(count): {extends: kind-\(count), roles: [nothing]}",
          "  kind-\(count): {fields: {title: integer, x: {type: sum}}}",
          "  article: off", "  procedure: {folder: guides}", "  kind-\(count): [",
        ]), under: "types")
    case .remove: return setSetting("types", nil)
    }
  }

  mutating func editFields() -> String {
    switch way() {
    case .add, .change:
      insert(
        "  field-\(count): {type: \(pick(["text", "texts", "page", "date"]))}", under: "fields")
    case .spoil:
      insert(
        pick(["  field-\(count): {type: sum}", "  title: {type: integer}", "  owner: {kinds: [x]}"]
        ),
        under: "fields")
    case .remove: setSetting("fields", nil)
    }
  }

  mutating func editLook() -> String {
    let accent = "accent: \"#\(count % 90 + 10)1f4b\""
    switch way() {
    case .add:
      return insert(
        "  "
          + pick([
            accent, "text_font: slab", "heading_font: rounded", "width: narrow", "corners: square",
            "logo: cross.svg", "icon: cross.svg", "card: cross.svg", "logo: extra.css",
          ]), under: "look")
    case .change:
      return write(
        text(Self.settings).replacing(/accent: "[^"]*"/) { _ in accent }, to: Self.settings)
        + " \(accent)"
    case .spoil:
      return insert(
        pick(["  accent: \"#fff\"", "  accent: red", "  logo: no-\(count).svg", "  text_font: [x]"]
        ),
        under: "look")
    case .remove: return setSetting("look", nil)
    }
  }

  mutating func editSiteLinks() -> String {
    let key = pick(["navigation", "footer"])
    return switch way() {
    case .add: setSetting(key, "[\(name()), {to: \(page()), label: L\(count)}]")
    case .change: setSetting(key, "[{to: \"https://a.example/\(count)\", label: A}, \(page())]")
    case .spoil: setSetting(key, pick(["[nowhere-\(count)]", "{a: b}", "[{label: x}]"]))
    case .remove: setSetting(key, nil)
    }
  }

  mutating func editHead() -> String {
    switch way() {
    case .add: setSetting("head", "[{meta: {name: n-\(count), content: \"\(count)\"}}]")
    case .change: setSetting("csp", "{image: [\"https://i\(count).example\"]}")
    case .spoil: setSetting("head", pick(["[{script: {}}]", "[{style: x}]", "{meta: x}"]))
    case .remove: setSetting(pick(["head", "csp"]), nil)
    }
  }

  mutating func editEdition() -> String {
    switch way() {
    case .add: setSetting("languages", "{de: {title: Klein \(count)}}")
    case .change:
      write(
        text("content/\(page()).md"), to: "content/de/\(page()).md")
    case .spoil: setSetting("languages", pick(["{xx-: {}}", "{de: {nothing: 1}}", "de"]))
    case .remove: setSetting("languages", nil)
    }
  }

  // MARK: Files

  /// The site's own files that a rule finds.
  private func files(_ isFound: (String) -> Bool) -> [String] {
    site.files.keys.filter(isFound).sorted()
  }

  private mutating func remove(_ files: [String]) -> String {
    guard let file = files.randomElement(using: &random) else { return "nothing" }
    site.files[file] = nil
    return "without " + file
  }

  mutating func editData() -> String {
    let all = files { $0.hasPrefix("data/") }
    switch way() {
    case .add:
      let name = pick(["more-\(count % 2).yml", "more.csv", "seasons.json", "wards/more.yml"])
      let text =
        name.hasSuffix("yml")
        ? "a: \(count)\n"
        : name.hasSuffix("csv") ? "a,b\n1,\(count)\n" : "{\"autumn\": [\"\(count)\"]}"
      return write(text, to: "data/" + name)
    case .change:
      guard let file = all.filter({ $0.hasSuffix(".yml") }).randomElement(using: &random) else {
        return "nothing"
      }
      return append(
        text(file).hasPrefix("- ") ? "- {name: Ada, phone: \"\(count)\"}\n" : "key-\(count): 1\n",
        to: file)
    case .spoil:
      guard let file = all.randomElement(using: &random) else { return "nothing" }
      return write(pick(["a: [\n", "{\"a\": ", "a,\"b\n", ""]), to: file)
    case .remove: return remove(all)
    }
  }

  mutating func editFieldValue() -> String {
    let value = pick([
      "minutes: \(count)", "owner: Owner \(count)", "serves: \(count)", "minutes: many",
      "before: [\(name())]", "diet: nothing", "season: S\(count)",
    ])
    let parts = value.split(separator: ":")
    return set(String(parts[0]), String(parts[1].dropFirst()), in: page())
  }

  mutating func editComponent() -> String {
    let name = name()
    switch way() {
    case .add:
      let block = pick([
        "contact\nname: Name \(count)", "card\npage: \(name)\ntext: Card \(count)",
        "steps\n- title: Step \(count)\n- page: \(name)",
        "tabs\n- {label: A, text: \"See [[\(name)]].\"}",
      ])
      return editBody { $0 + "\n```\(block)\n```\n" }
    case .change:
      return count % 2 == 0
        ? write("name: text\nkey-\(count): integer\n", to: "templates/blocks/contact.yml")
        : write("<p>{{ block.name }} \(count)</p>\n", to: "templates/blocks/contact.html")
    case .spoil:
      switch count % 4 {
      case 0: return write("name: {type: sum}\n", to: "templates/blocks/contact.yml")
      case 1: return write("{{ block.nothing }}\n", to: "templates/blocks/contact.html")
      case 2:
        return write(
          "{% include \"theme:blocks/card.html\" %}\(count)", to: "templates/blocks/card.html")
      default: return editBody { $0 + "\n```card\ntitel: x\n  - [\n```\n" }
      }
    case .remove: return remove(files { $0.hasPrefix("templates/blocks/") })
    }
  }

  mutating func editExtra() -> String {
    let file = "templates/assets/" + pick(["extra.css", "extra.js", "cross.svg"])
    return switch way() {
    case .add, .change: write("/* \(count) */\n", to: file)
    case .spoil: write("", to: file)
    case .remove: remove([file])
    }
  }

  /// A template of the site's own over one of the theme, which it extends.
  mutating func editOverrideOfTheme() -> String {
    let name = pick([
      "article.html", "page.html", "section.html", "term.html", "procedure.html", "recipe.html",
      "procedure-index.html", "ingredient-index.html",
    ])
    let parent = pick(["theme:article.html", "theme:page.html", "theme:section.html", "page.html"])
    let reads = pick([
      "fields.owner", "fields.minutes", "data.team|length", "page.extra", "page.title",
    ])
    return switch way() {
    case .add, .change:
      write(
        "{% extends \"\(parent)\" %}{% block side %}{{ super() }}{{ \(reads) }}\(count){% endblock %}\n",
        to: "templates/" + name)
    case .spoil:
      write("{% extends \"theme:nothing.html\" %}{{ data.nothing }}", to: "templates/" + name)
    case .remove: remove(files { $0.hasPrefix("templates/") && $0.hasSuffix(".html") })
    }
  }
}
