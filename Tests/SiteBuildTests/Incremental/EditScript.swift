import Foundation
import SiteBuild
import TestSupport

/// An edit as an author makes one.
enum Edit: String, CaseIterable {
  case body, heading, link, fragment, embed, title, description, slug, topic, alias, order, draft
  case date, related, questions, term, termAlias, cell, csv, figure, step
  case newPage, copy, move, delete, template, macro, newTemplate, asset, configuration, topics
  case data, kinds, ownField, fieldValue, look, component, siteLinks
  case head, extra, override, edition
  case words, language, lang, languages, translations, languageLink
  case punctuation, breakFrontMatter, breakTemplate, file, repair

  /// Whether a page may be rendered for this, though its bytes stay as they were.
  ///
  /// A template's text may change without a trace in what it writes. And lists show other pages as cards: one that shows
  /// titles alone is rendered again where a description changed.
  /// Declared fields hold cards and records, of which a template shows a part, as it may of a component's data.
  func excuses(_ cause: RebuildReport.Cause) -> Bool {
    guard case .fields(let changed) = cause else { return true }
    let fields = changed.filter { $0 != "fields" }
    if fields.isEmpty { return true }
    // A path has the step before, and a question has its topic, which only some templates show.
    if self == .slug, fields == ["paths"] { return true }
    // The card of a folder has the number of its pages, which the home page does not show.
    if [.newPage, .copy, .move, .delete, .draft].contains(self), fields == ["children"] {
      return true
    }
    if [.topic, .repair].contains(self), fields == ["questions"] { return true }
    // The end of a page does not show all related pages.
    if self == .topic, fields == ["related"] { return true }
    if self == .component, Set(["words", "reading_minutes"]).isSuperset(of: fields) { return true }
    let changesDescriptions: Set<Edit> = [
      .description, .term, .alias, .termAlias, .words, .language, .lang, .breakFrontMatter, .repair,
      .kinds, .ownField, .fieldValue,
    ]
    return changesDescriptions.contains(self) && Self.cardFields.isSuperset(of: fields)
  }

  /// The edits of what a site declares for itself.
  static let ofOwnKinds: Set<Edit> = [
    .data, .kinds, .ownField, .fieldValue, .look, .component, .siteLinks, .head, .extra, .override,
    .edition,
  ]

  /// The edits of a site in several languages.
  static let ofLanguages: Set<Edit> = [.languages, .translations, .languageLink]

  private static let cardFields: Set<String> = [
    "backlinks", "children", "groups", "beside", "map", "next", "paths", "related",
    "resources", "situations", "steps", "topics", "folder", "siblings", "before", "after",
  ]
}

/// A seeded sequence of edits of a site in memory.
struct EditScript {
  var site: TestSite
  private(set) var history: [String] = []
  var random: SeededGenerator
  /// Earlier states of files, to return to.
  private var earlier: [[String: [UInt8]]] = []
  private(set) var count = 0

  /// The edits to choose from.
  private let edits: [Edit]
  /// The folders of languages; empty for a site of one.
  private let tags: [String]

  init(_ site: TestSite, number: Int) {
    self.site = site
    // Sites without kinds of their own have the edits that they always had.
    let settings = String(decoding: site.files["waymark.yml"] ?? [], as: UTF8.self)
    let hasKinds = settings.contains("\ntypes:")
    let tags = settings.contains("\nlanguages:\n") ? ["de", "en", "ar"] : []
    self.tags = tags
    edits = Edit.allCases.filter {
      (hasKinds || !Edit.ofOwnKinds.contains($0))
        && (!tags.isEmpty || !Edit.ofLanguages.contains($0))
    }
    random = SeededGenerator(offset: number)
  }

  /// Makes one more edit.
  mutating func next() -> Edit {
    count += 1
    let edit = edits.randomElement(using: &random) ?? .body
    let before = site.files
    let what = apply(edit)
    if edit != .repair { earlier.append(before) }
    if earlier.count > 6 { earlier.removeFirst() }
    history.append("\(count). \(edit.rawValue): \(what)")
    return edit
  }

  // MARK: Edits

  /// What pages may come to have in common.
  private static let words = ["backlog", "prototype", "salary", "offer", "interview"]

  private mutating func apply(_ edit: Edit) -> String {
    let count = count
    return switch edit {
    case .body:
      editBody {
        let word = Self.words[count % Self.words.count]
        return $0
          + "\nSentence number \(count) on churn and \(word)s: a \(word) is a \"'\(word)'\".\n"
      }
    case .heading:
      editBody { text in
        text.contains("## First part")
          ? text.replacing("## First part", with: "## Part \(count)", maxReplacements: 1)
          : text + "\n## First part\n\nText.\n"
      }
    case .link: link("[[\(name())]]")
    case .fragment:
      link("[[\(name())#\(["first-part", "nowhere", "two"].randomElement(using: &random) ?? "")]]")
    case .embed: link("\n\n![[\(name())]]\n\n")
    case .title: set("title", "Title \(count)", in: page())
    case .description: set("description", "Described \(count) times.", in: page())
    case .slug: set("slug", "slug-\(count)", in: page("articles/"))
    case .topic:
      set(
        "topics", ["[doors]", "[proof, money]", "[nothing]"].randomElement(using: &random) ?? "",
        in: page())
    case .alias: set("aliases", "[/earlier/\(count % 7)/]", in: page("articles/"))
    case .order: set("order", "\(count % 9)", in: page())
    case .draft: set("draft", count % 3 == 0 ? "false" : "true", in: page())
    case .date: set("updated", "2026-11-\(10 + count % 15)", in: page("articles/"))
    case .related: set("related", "[\(name()), \(name())]", in: page("articles/"))
    case .questions: set("faq", "[\(page("faq/"))]", in: page("articles/"))
    case .term: set("definition", "Defined \(count) times.", in: page("glossary/"))
    case .termAlias: set("aliases", "[alias \(count), sentence]", in: page("glossary/"))
    case .cell: replace("| Low", "| Low \(count)", in: page("tables/"))
    case .csv: append("Row \(count),New\n", to: "content/tables/three.csv")
    case .figure: replace("label: ", "label: No \(count) ", in: page("figures/"))
    case .step: replace("note: ", "note: No \(count) ", in: page("paths/"))
    case .newPage: create()
    case .copy: copy()
    case .move: move()
    case .delete: delete()
    case .template: editTemplate()
    case .macro: editMacro()
    case .newTemplate: editOverride()
    case .asset: append("\n/* \(count) */\n", to: "templates/assets/site.css")
    case .configuration: replaceLine("tagline:", "tagline: Tagline \(count)", in: "waymark.yml")
    case .topics: append("", to: "waymark.yml", topic: "topic-\(count)")
    case .data: editData()
    case .kinds: editKinds()
    case .ownField: editFields()
    case .fieldValue: editFieldValue()
    case .look: editLook()
    case .component: editComponent()
    case .siteLinks: editSiteLinks()
    case .head: editHead()
    case .extra: editExtra()
    case .override: editOverrideOfTheme()
    case .edition: editEdition()
    case .punctuation:
      replaceLine(
        "outputs:",
        "outputs: {cards: \(count % 2 == 0), print: \(count % 4 != 0), epub: \(count % 3 != 0)}",
        in: "waymark.yml"
      )
        + " "
        + replaceLine(
          "markdown:", "markdown: {smart_punctuation: \(count % 2 == 0)}", in: "waymark.yml")
    case .words:
      write(
        "in_short: Short \(count)\nkind_article: Guide \(count)\npages: {other: \"{count} p\"}\nown-\(count % 3): x\n"
          + "quotation_marks: [<, >, \(count), +]\n",
        to: ["strings.yml", "strings.de.yml", "templates/strings/nl.yml"][count % 3])
    case .languages: editLanguages()
    case .translations:
      set(
        "translations",
        ["{en: \(inner(name()))}", "{de: \(inner(name())), fr: x}", "{ar: \(inner(name()))}"][
          count % 3],
        in: page())
    case .languageLink:
      link(
        [
          "[[\(page())]]", "[there](/\(page()).md#two)", "[there](../../\(page()).md)",
          "[[\(page())#First part]]", "![there](../../en/a.png)",
        ][count % 5])
    case .language:
      replaceLine(
        "language:", "language: \(["de", "ar", "nl", "en"].randomElement(using: &random) ?? "")",
        in: "waymark.yml")
    case .lang:
      set(
        "lang", ["de", "ja", "nl", "wrong-"][count % 4],
        in: count % 3 == 0 ? "articles/_index" : page())
    case .breakFrontMatter: replace("---\n", "---\nwrong: [\n", in: page())
    case .breakTemplate: breakTemplate()
    case .file: append("\(count)\n", to: "content/articles/file-\(count % 3).txt")
    case .repair: repair()
    }
  }

  private mutating func repair() -> String {
    guard let state = earlier.popLast() else { return "nothing" }
    site.files = state
    return "back to before"
  }

  // MARK: Files

  var pages: [String] {
    site.files.keys.filter { $0.hasSuffix(".md") && !$0.contains("/_root/") }.sorted()
  }

  /// The path of some page, below `content/` and without its ending.
  mutating func page(_ folder: String = "") -> String {
    let all = pages.filter {
      $0.hasPrefix("content/" + folder) || !tags.isEmpty && $0.contains("/" + folder)
    }
    let some = (all.isEmpty ? pages : all).randomElement(using: &random) ?? "content/_index.md"
    return String(some.dropFirst("content/".count).dropLast(3))
  }

  /// What a link may call some page: mostly something that is there.
  mutating func name() -> String {
    let page = page()
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "nowhere-\(count)"
    case 1: return page.split(separator: "/").last.map(String.init) ?? page
    default: return inner(page)
    }
  }

  /// The name of a page below the folder of its language.
  private func inner(_ page: String) -> String {
    tags.first { page.hasPrefix($0 + "/") }.map { String(page.dropFirst($0.count + 1)) } ?? page
  }

  /// The folder of new pages: that of some language, if there are several.
  private mutating func newFolder() -> String {
    tags.randomElement(using: &random).map { "content/\($0)/" } ?? "content/"
  }

  private mutating func editLanguages() -> String {
    var lines = text("waymark.yml").split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    if let start = lines.firstIndex(where: { $0.hasPrefix("languages:") }) {
      let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.count
      lines.removeSubrange(start..<end)
    }
    let choice =
      [
        "languages: {de: {}, en: {title: Title \(count)}}",
        "languages: {en: {}, ar: {author: Author \(count)}, de: {}}",
        "languages: {ar: {}, en: {navigation: [articles]}}",
        "languages: {de: {}, en: {}, fr: {}, ar: {topics: {money: {title: T\(count)}}}}", "",
      ].randomElement(using: &random) ?? ""
    return write(([choice] + lines).joined(separator: "\n"), to: "waymark.yml") + " " + choice
  }

  func text(_ file: String) -> String {
    String(decoding: site.files[file] ?? [], as: UTF8.self)
  }

  mutating func write(_ text: String, to file: String) -> String {
    site.files[file] = Array(text.utf8)
    return file
  }

  mutating func editBody(_ change: (String) -> String) -> String {
    let file = "content/" + page() + ".md"
    return write(change(text(file)), to: file)
  }

  private mutating func link(_ link: String) -> String {
    let link = "\nSee \(link) number \(count).\n"
    return editBody { $0 + link } + " gets " + link.split(separator: "\n").joined()
  }

  mutating func set(_ key: String, _ value: String, in page: String) -> String {
    let file = "content/" + page + ".md"
    var text = text(file)
    guard text.hasPrefix("---\n") else {
      return write("---\n\(key): \(value)\n---\n" + text, to: file)
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let line = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) {
      lines[line] = "\(key): \(value)"
    } else {
      lines.insert("\(key): \(value)", at: 1)
    }
    text = lines.joined(separator: "\n")
    return write(text, to: file) + " \(key): \(value)"
  }

  private mutating func replace(_ old: String, _ new: String, in page: String) -> String {
    let file = "content/" + page + ".md"
    return write(text(file).replacing(old, with: new, maxReplacements: 1), to: file)
  }

  private mutating func replaceLine(_ start: String, _ line: String, in file: String) -> String {
    var lines = text(file).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.removeAll { $0.hasPrefix(start) }
    return write(([line] + lines).joined(separator: "\n"), to: file)
  }

  mutating func append(_ text: String, to file: String, topic: String? = nil) -> String {
    guard let topic else { return write(self.text(file) + text, to: file) }
    return write(
      self.text(file).replacing(
        "\ntopics:\n", with: "\ntopics:\n  \(topic): {title: \(topic)}\n"), to: file)
  }

  private mutating func create() -> String {
    let folder =
      ["articles", "faq", "glossary", "new", "new/deep"].randomElement(using: &random) ?? ""
    return write(
      "---\ntitle: New \(count)\n---\nA text. See [[\(name())]].\n",
      to: "\(newFolder())\(folder)/new-\(count).md")
  }

  private mutating func copy() -> String {
    let page = page()
    return write(text("content/\(page).md"), to: "content/\(page)-copy.md")
  }

  private mutating func move() -> String {
    let from = "content/\(page()).md"
    guard !from.hasSuffix("/_index.md") else { return "nothing" }
    let to = "\(newFolder())articles/moved-\(count).md"
    site.files[to] = site.files.removeValue(forKey: from)
    return "\(from) to \(to)"
  }

  private mutating func delete() -> String {
    let file = "content/\(page()).md"
    site.files[file] = nil
    return file
  }

  // MARK: Templates

  private func themeText(_ name: String) -> String {
    site.theme.templates.first { $0.name == name }.map {
      String(decoding: $0.source.bytes, as: UTF8.self)
    } ?? ""
  }

  mutating func own(_ name: String) -> String {
    site.files["templates/" + name].map { String(decoding: $0, as: UTF8.self) } ?? themeText(name)
  }

  private mutating func editTemplate() -> String {
    let names = [
      "base.html", "article.html", "embeds/table.html", "faq.html", "redirect.html", "card.svg",
    ]
    .filter { !themeText($0).isEmpty }
    let name = names.randomElement(using: &random) ?? "article.html"
    return write(own(name) + "\n<!-- \(count) -->\n", to: "templates/" + name)
  }

  private mutating func editMacro() -> String {
    let names = site.theme.templates.map(\.name).filter { own($0).contains("{% macro") }.sorted()
    guard let name = names.randomElement(using: &random) else { return "nothing" }
    return write(
      own(name).replacing(
        "{% endmacro %}", with: "<!-- \(count) -->{% endmacro %}", maxReplacements: 1),
      to: "templates/" + name)
  }

  private mutating func editOverride() -> String {
    let reads = [
      "page.title", "page.backlinks|length", "site.latest|length", "page.body", "page.words",
    ]
    let read = reads.randomElement(using: &random) ?? ""
    return write(
      "{% extends 'base.html' %}{% block main %}{{ \(read) }} \(count){% endblock %}",
      to: "templates/checklist.html")
  }

  private mutating func breakTemplate() -> String {
    write(
      "{{ page.nothing }}{% if %}",
      to: "templates/" + (count % 2 == 0 ? "article.html" : "unused.html"))
  }
}
