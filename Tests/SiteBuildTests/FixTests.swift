import DefaultTheme
import Diagnostics
import SiteBuild
import SiteModel
import TestSupport
import Testing

/// Fixes on sites that were made and broken by chance.
@Suite struct FixTests {
  private static let sites = 8

  @Test("What is certain makes nothing worse and changes nothing else", arguments: 0..<sites)
  func certain(number: Int) throws {
    var chance = SeededGenerator(offset: number)
    let broken = try BrokenSite(&chance)
    let site = broken.site
    let before = site.build()
    let sources = site.sources
    let builder = SiteBuilder(theme: site.theme, options: site.options)
    let fixes = CertainFixes(
      CertainFixes.Findings(before, before.diagnostics), in: sources,
      offered: before.diagnostics
    ) { sources in
      let build = builder.build(sources)
      return CertainFixes.Findings(build, build.diagnostics)
    }
    let fixed = sources.applying(fixes.edits)
    let after = builder.build(fixed)
    let label = "seed \(SeededGenerator.seed), \(number)"
    #expect(fixes.count > 3, "\(label)")

    let known = Self.counts(before)
    let new = Self.counts(after).filter { $0.value > known[$0.key, default: 0] }
    #expect(new.isEmpty, "\(label): \(new)")
    for page in before.site.pages {
      let now = try #require(after.site.page(at: page.path), "\(label)")
      #expect(now.address == page.address, "\(label)")
      let old = Self.targets(of: page, in: before.site)
      let rest = Self.targets(of: now, in: after.site)
      #expect(Self.isPart(old, of: rest), "\(label): \(page.path.text): \(old) \(rest)")
    }
    try Self.expectOnlyOffered(before.diagnostics, fixes.edits, sources, fixed, label)
  }

  @Test("Each text that is proposed for a link leads somewhere in its place", arguments: 0..<3)
  func proposals(number: Int) throws {
    var chance = SeededGenerator(offset: 100 + number)
    let site = try BrokenSite(&chance).site
    let builder = SiteBuilder(theme: site.theme, options: site.options)
    let sources = site.sources
    let rules = ["broken-link", "broken-fragment", "ambiguous-link", "redirect-link"]
    let diagnostics = builder.build(sources).diagnostics.filter { rules.contains($0.rule.id) }
    var count = 0
    for diagnostic in diagnostics.shuffled(using: &chance).prefix(25) {
      let location = try #require(diagnostic.location)
      guard let range = location.range else { continue }
      for fix in diagnostic.fixes {
        count += 1
        var edits = SourceEdits()
        _ = edits.add(SourceEdits.Edit(range, fix.text))
        let after = builder.build(sources.applying([location.path: edits]))
        let left = after.diagnostics.filter {
          $0.location?.path == location.path && $0.location?.range?.lowerBound == range.lowerBound
            && ($0.rule == diagnostic.rule || $0.rule == .brokenLink || $0.rule == .ambiguousLink)
        }
        #expect(
          left.isEmpty,
          "seed \(SeededGenerator.seed), \(number): \(diagnostic.message): \(fix.text)\n\(TextRenderer().render(left))"
        )
      }
    }
    #expect(count > 20)
  }

  /// How often each error and warning is given.
  private static func counts(_ build: BuildResult) -> [String: Int] {
    var counts: [String: Int] = [:]
    for diagnostic in build.diagnostics where diagnostic.severity > .note {
      counts[
        "\(diagnostic.severity) \(diagnostic.rule.id) \(diagnostic.location?.path ?? ""): \(diagnostic.message)",
        default: 0] += 1
    }
    return counts
  }

  /// What the links of a page lead to, in their order, without those that lead nowhere.
  private static func targets(of page: Page, in site: Site) -> [String] {
    site.links[page.id].targets.compactMap { target in
      switch target {
      case .page(let id, let anchor): site.pages[id].path.text + "#" + (anchor ?? "")
      case .file(let path): path.text
      case .external, .language: "external"
      case .broken: nil
      }
    }
  }

  /// Whether the texts of `part` occur in `whole` in their order.
  private static func isPart(_ part: [String], of whole: [String]) -> Bool {
    var rest = part[...]
    for text in whole where text == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// Every change must be one that a diagnostic calls certain, and all else must be as it was.
  private static func expectOnlyOffered(
    _ diagnostics: [Diagnostic], _ edits: [String: SourceEdits], _ before: SourceTree,
    _ after: SourceTree, _ label: String
  ) throws {
    let (old, new) = (before.texts, after.texts)
    for (name, source) in old {
      let now = try #require(new[name])
      let (bytes, mark) = (source.bytes, source.byteOrderMarkLength)
      #expect(now.byteOrderMarkLength == mark)
      var (position, there) = (0, 0)
      for edit in edits[name]?.edits ?? [] {
        let start = edit.range.lowerBound - mark
        let kept = bytes[position..<start]
        #expect(now.bytes[there..<there + kept.count] == kept, "\(label): \(name)")
        position = start + edit.range.count
        there += kept.count + edit.text.utf8.count
        let isOffered = diagnostics.contains {
          $0.location?.path == name && $0.location?.range == edit.range
            && $0.fixes.contains { $0.text == edit.text && $0.applicability == .certain }
        }
        #expect(isOffered, "\(label): \(name): \(edit)")
      }
      #expect(now.bytes[there...] == bytes[position...], "\(label): \(name)")
    }
  }
}

/// A site of thirty pages in which a third of what is written is spelt wrong.
private struct BrokenSite {
  var site: TestSite

  private static let stems = [
    "ways-in", "salary-us", "salary-eu", "Notice Period", "x & y", "über-uns", "mba", "part (old)",
  ]
  private static let folders = ["articles", "articles/deep", "faq", "tables"]
  private static let keys = [
    "descripton: A page.", "Description: A page.", "sumary: [A.]", "created: 2024-01-01",
    "review_in: 12 months", "drfat: true", "topic: Ways_In", "topics: [Ways_In]",
    "topics: [way-in]",
    "realted: [mba]", "slugg: else", "alises: [/old/x/]", "order: 3", "titel: Another",
    "updatd: 2024-02-30",
  ]

  init(_ chance: inout SeededGenerator) throws {
    site = try TestSite()
    site.options.includesHints = true
    site.theme = Theme(files: [])
    for name in [
      "article", "faq", "page", "home", "section", "search", "map", "404", "redirect", "table",
      "topic",
    ] {
      site.files["templates/\(name).html"] = Array("x".utf8)
    }
    site.files["waymark.yml"] = Array(
      "title: Chance\nchecks: {Duplicate_Title: off, dead-ends: off}\ntopics: {ways-in: {title: Ways in}}\n"
        .utf8)
    site.files["content/articles/deep/Chart One.png"] = [1]
    site.files["content/files/theory.png"] = [2]
    let paths = Self.folders.flatMap { folder in
      Self.stems.shuffled(using: &chance).prefix(6).map { folder + "/" + $0 }
    }
    for path in paths {
      var text = "---\naliases: [/old/\(path.replacing(" ", with: "-"))/]\n"
      if Bool.random(using: &chance) {
        text += (Self.keys.randomElement(using: &chance) ?? "") + "\n"
      }
      if Bool.random(using: &chance) {
        text += "related: ['\(Self.name(paths.randomElement(using: &chance) ?? "", &chance))']\n"
      }
      text += "---\n## Part One\n\n"
      for _ in 0..<8 { text += Self.link(paths, &chance) + Self.space(&chance) }
      if path.hasPrefix("tables") {
        text += "\n\n| a | b |\n| - | - |\n| [[mba|x]] | [[\(paths[0])]] |\n"
      }
      text += "\n\n#### Low\n\nText.\n"
      if Bool.random(using: &chance) { text = "\u{FEFF}" + text.replacing("\n", with: "\r\n") }
      site.files["content/\(path).md"] = Array(text.utf8)
    }
  }

  private static func space(_ chance: inout SeededGenerator) -> String {
    [" ", ", ", "\n\n", "\n- "].randomElement(using: &chance) ?? ""
  }

  private static func link(_ paths: [String], _ chance: inout SeededGenerator) -> String {
    let path = paths.randomElement(using: &chance) ?? ""
    let fragment =
      ["", "", "#Part One", "#part_one", "#prt-one"].randomElement(using: &chance) ?? ""
    switch Int.random(in: 0..<9, using: &chance) {
    case 0, 1: return "[[\(name(path, &chance))\(fragment)]]"
    case 2: return "[[\(name(String(path.split(separator: "/").last ?? ""), &chance))]]"
    case 3: return "[x](../\(address(path, &chance)).md\(fragment.replacing(" ", with: "%20")))"
    case 4:
      return
        "[x](/\(address(path, &chance))\(["", "/", ".md", ".html"].randomElement(using: &chance) ?? ""))"
    case 5: return "[x](\(address(String(path.split(separator: "/").last ?? ""), &chance)).md)"
    case 6: return "[x](/old/\(path.replacing(" ", with: "-"))/)"
    case 7:
      return
        "![x](\(["/files/Theory.png", "../files/theory.jpg", "chart_one.png"].randomElement(using: &chance) ?? ""))"
    default: return "![[\(name(path, &chance))]]"
    }
  }

  /// A name as it is or spelt in another way, rightly or wrongly.
  private static func name(_ name: String, _ chance: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<7, using: &chance) {
    case 0: return name.uppercased()
    case 1: return name.replacing("-", with: "_")
    case 2: return name.replacing("-", with: " ")
    case 3: return name + ".html"
    case 4: return String(name.dropLast())
    case 5: return "old/" + name.replacing(" ", with: "-")
    default: return name
    }
  }

  private static func address(_ path: String, _ chance: inout SeededGenerator) -> String {
    name(path, &chance).replacing(" ", with: "%20").replacing("(", with: "%28").replacing(
      ")", with: "%29"
    )
    .replacing("&", with: "%26")
  }
}
