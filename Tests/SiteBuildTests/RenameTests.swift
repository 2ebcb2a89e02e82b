import Diagnostics
import SiteBuild
import SiteModel
import TestSupport
import Testing

/// Renames on sites made by chance, whose links are spelt in every way that there is.
@Suite struct RenameTests {
  private static let sites = 6
  private static let renames = 10

  @Test("Renaming changes no meaning and brings no problem", arguments: 0..<sites)
  func property(number: Int) throws {
    var chance = SeededGenerator(offset: number)
    var site = try ChanceSite(&chance)
    var refused = 0
    let problems = site.site.build().diagnostics
    #expect(problems.isEmpty, "\(TextRenderer().render(problems))")
    for _ in 0..<Self.renames {
      let before = site.site.build()
      let (page, path) = site.nextRename(before.site, &chance)
      guard before.site.page(at: path) == nil else { continue }
      let sources = site.site.sources
      let rename = PageRename(
        page, to: path, in: before.site, searchTests: nil,
        data: sources.fileTexts)
      let renamed = sources.applying(rename)
      var next = site
      next.site.take(renamed)
      let after = next.site.build()
      let new = Self.counts(after, "", "").filter { key, count in
        count > Self.counts(before, page.source.name, "content/" + path.text)[key, default: 0]
      }
      // An address that redirects may be wanted by another page: then nothing is renamed.
      if new.keys.contains(where: { $0.hasPrefix("duplicate-route") }) {
        refused += 1
        continue
      }
      #expect(
        new.isEmpty,
        "seed \(SeededGenerator.seed), \(number): \(page.path.text) to \(path.text): \(new)\n\(Self.text(after))"
      )
      let meanings = Self.meanings(before.site, renamed: page.path, to: path)
      #expect(Self.meanings(after.site, renamed: path, to: path) == meanings)
      if let redirect = rename.redirect {
        #expect(after.site.routes[redirect.text].map(Self.isRedirect) == true)
      }
      site = next
    }
    #expect(refused < Self.renames / 2)
  }

  private static func isRedirect(_ owner: RouteTable.Owner) -> Bool {
    if case .redirect = owner { true } else { false }
  }

  private static func text(_ build: BuildResult) -> String {
    TextRenderer().render(build.diagnostics)
  }

  /// How often each rule is broken in each file.
  private static func counts(
    _ build: BuildResult, _ old: String, _ new: String
  ) -> [String: Int] {
    var counts: [String: Int] = [:]
    for diagnostic in build.diagnostics {
      let path = diagnostic.location?.path ?? ""
      counts["\(diagnostic.rule.id) \(path == old ? new : path)", default: 0] += 1
    }
    return counts
  }

  /// What every reference of every page means, by paths.
  private static func meanings(
    _ site: Site, renamed old: ContentPath, to new: ContentPath
  ) -> [String] {
    func name(_ id: PageID) -> String {
      site.pages[id].path == old ? new.text : site.pages[id].path.text
    }
    return site.pages.flatMap { page -> [String] in
      let targets = site.links[page.id].targets
      let texts = zip(page.parsed.references, targets).map { reference, target in
        let shown = "\(reference.kind.rawValue) \(reference.label ?? "")"
        switch target {
        case .page(let id, let anchor): return "\(shown) \(name(id))#\(anchor ?? "")"
        case .file(let path): return "\(shown) file \(path.text)"
        case .external, .language, .broken: return "\(shown) \(target)"
        }
      }
      let fields = page.record.references(page.type.fields).map {
        site.fieldTargets[page.id][$0.range.lowerBound].map(name) ?? "broken"
      }
      return (texts + fields).map { "\(name(page.id)): \($0)" }
    }.sorted()
  }
}

/// A site of forty pages that link to each other in every way.
private struct ChanceSite {
  var site: TestSite
  private static let stems = [
    "start", "way-in", "Über uns", "a_b_c", "end (old)", "mba", "part", "C3", "x & y", "n100%",
  ]
  private static let folders = ["articles", "articles/deep", "articles/deep/er", "", "guides"]
  private static let titles = [
    nil, nil, nil, "Start", "Way in", "C#", "*More* & all", "A | b", "What's “next”?", "Über uns",
    "mba",
  ]

  init(_ chance: inout SeededGenerator) throws {
    site = try TestSite()
    site.theme = Theme(files: [])
    for name in ["article", "page", "home", "section", "search", "map", "404", "redirect"] {
      site.files["templates/\(name).html"] = Array("x".utf8)
    }
    site.files["waymark.yml"] = Array(
      "title: Chance\nchecks: {duplicate-title: off, unused-definition: off}\n".utf8)
    site.files["content/articles/deep/pic.png"] = [1]
    site.files["content/notes (1).pdf"] = [2]
    var paths: [String] = []
    for folder in Self.folders {
      for stem in Self.stems.shuffled(using: &chance).prefix(6) {
        paths.append((folder.isEmpty ? "" : folder + "/") + stem)
      }
    }
    let titles = paths.map { _ in Self.titles.randomElement(using: &chance) ?? nil }
    let stems = paths.map { String($0.split(separator: "/").last ?? "") }
    let clear = Self.unambiguous(stems + titles.compactMap(\.self))
    let names = paths.indices.map { index in
      [titles[index], stems[index]].compactMap(\.self).first(where: clear.contains) ?? paths[index]
    }
    for (index, (path, title)) in zip(paths, titles).enumerated() {
      let text = Self.page(path, title, paths, names, embeds: index + 7, &chance)
      site.files["content/\(path).md"] = Array(text.utf8)
    }
  }

  func nextRename(_ built: Site, _ chance: inout SeededGenerator) -> (Page, ContentPath) {
    let pages = built.pages.filter { !$0.parsed.isGenerated }
    let page = pages[Int.random(in: 0..<pages.count, using: &chance)]
    let folders = page.path.topFolder == "articles" ? Self.folders.prefix(3) : ["", "guides"]
    let folder = folders.randomElement(using: &chance) ?? ""
    let stem = (Self.stems + ["neu", "new name"]).randomElement(using: &chance) ?? ""
    return (page, ContentPath((folder.isEmpty ? "" : folder + "/") + stem + ".md"))
  }

  private static func page(
    _ path: String, _ title: String?, _ paths: [String], _ names: [String], embeds: Int,
    _ chance: inout SeededGenerator
  ) -> String {
    var fields = title.map { "title: '\($0.replacing("'", with: "''"))'\n" } ?? ""
    var text = "## Part\n\n"
    var definitions = ""
    for number in 0..<12 {
      let index = Int.random(in: 0..<paths.count, using: &chance)
      let link = link(
        to: paths[index], names[index], from: path, number, &definitions, &chance)
      let place = [
        "\(link) ", "> \(link)\n> and \(link)\n", "- a\n  - \(link)\n", "1. x\n\n   \(link)\n",
      ]
      text += (place.randomElement(using: &chance) ?? "") + "\n\n"
      let cell = link.replacing("|", with: "\\|")
      if number % 4 == 0 { text += "| a | b |\n| - | - |\n| 😀 \(cell) | \(cell) |\n\n" }
    }
    let related = paths.randomElement(using: &chance) ?? ""
    if path.hasPrefix("articles") {
      fields +=
        ["related: [\"\(related)\"]\n", "related:\n  - '\(related)'\n"]
        .randomElement(using: &chance) ?? ""
    }
    let alias = "/old/\(paths.firstIndex(of: path) ?? 0)/"
    fields +=
      ["", "aliases: [\(alias)]\n", "aliases: \(alias)\n", "aliases:\n  - \(alias)\n"]
      .randomElement(using: &chance) ?? ""
    if embeds < paths.count { text += "![[\(paths[embeds].replacing("_", with: "\\_"))#part]]\n\n" }
    text += relativeLink("articles/deep/pic.png", from: path, isImage: true)
    text += "\n\n" + relativeLink("notes (1).pdf", from: path, isImage: false) + "\n\n"
    let whole = (fields.isEmpty ? "" : "---\n\(fields)---\n") + text + "\n" + definitions
    switch Int.random(in: 0..<4, using: &chance) {
    case 0: return whole.replacing("\n", with: "\r\n")
    case 1: return "\u{FEFF}" + whole
    default: return whole
    }
  }

  private static func relativeLink(_ file: String, from path: String, isImage: Bool) -> String {
    let up = path.split(separator: "/").dropLast().map { _ in "../" }.joined()
    return (isImage ? "![pic]" : "[file]") + "(<\(up)\(file)>)"
  }

  /// Those that name one page alone, by which an author can link to it.
  private static func unambiguous(_ names: [String]) -> Set<String> {
    var counts: [String: Int] = [:]
    for name in names { counts[name.lowercased(), default: 0] += 1 }
    return Set(
      names.filter { counts[$0.lowercased()] == 1 && !$0.contains("|") && !$0.contains("#") })
  }

  private static func link(
    to path: String, _ name: String, from page: String, _ number: Int,
    _ definitions: inout String, _ chance: inout SeededGenerator
  ) -> String {
    let stem = name
    let up = page.split(separator: "/").dropLast().map { _ in "../" }.joined()
    let encoded = path.replacing("%", with: "%25").replacing(" ", with: "%20")
      .replacing("(", with: "\\(").replacing(")", with: "\\)")
    let escaped = { (text: String) in
      text.replacing("*", with: "\\*").replacing("_", with: "\\_")
    }
    switch Int.random(in: 0..<11, using: &chance) {
    case 0: return "[[\(escaped(path))]]"
    case 1: return "[[\(escaped(stem))#Part|the part]]"
    case 2: return "[[ \(escaped(stem)) ]] [[\(escaped(stem))]]"
    case 3: return "[[/\(escaped(path)).md|label]]"
    case 4: return "[text](\(up)\(encoded).md#part)"
    case 5: return "[text](./\(up)\(encoded).md?x=1 \"title\")"
    case 6: return "[text](</\(path.replacing("%", with: "%25"))/>)"
    case 7:
      definitions += "[d\(number)]: <\(up)\(path.replacing("%", with: "%25")).md#part> 'T'\n"
      return "[text][d\(number)]"
    case 8:
      definitions += "[d\(number)]: /\(encoded).md\n"
      return "[d\(number)]"
    case 9: return "[[\(escaped(path.uppercased()))#Part]]"
    default: return "[[#part]] and `[[\(path)]]`"
    }
  }
}

extension TestSite {
  /// The pages of other sources in place of its own.
  fileprivate mutating func take(_ tree: SourceTree) {
    files = files.filter { !$0.key.hasSuffix(".md") }
    for page in tree.pages { files[page.source.name] = page.bytes }
  }
}
