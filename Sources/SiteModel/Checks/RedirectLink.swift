import Diagnostics
import Markdown

extension Rule {
  package static let redirectLink = Rule(
    "redirect-link", .warning,
    "A link to an earlier address, one of a page's `aliases`, costs the reader a detour and stops "
      + "working when the alias is removed. Link to the page itself.",
    example: """
      content/articles/new-name.md:
      ---
      title: A new name
      aliases: [/old/name/]
      ---
      content/about.md:
      ---
      title: About
      ---
      See [the guide](/old/name/).
      """)
}

/// Finds links that lead to a page by way of a redirect.
enum RedirectLink: PageCheck {
  static let rule = Rule.redirectLink

  static func problems(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard !site.redirected.isEmpty else { return [] }
    var problems: [Diagnostic] = []
    for (reference, target) in zip(page.parsed.references, site.site.links[page.id].targets) {
      guard case .page(let id, _) = target, site.redirected.contains(id),
        reference.target.utf8.contains(UInt8(ascii: "/")),
        let alias = alias(reference.target, of: site.site.pages[id])
      else { continue }
      let other = site.site.pages[id]
      let place = page.source.location(at: reference.place)
      let isPath = reference.form == .link
      let written = isPath ? other.sitePath : other.path.reference
      problems.append(diagnostic(alias, other, written, place, reference, in: page))
    }
    for name in page.record.references(page.type.fields) {
      guard name.text.utf8.contains(UInt8(ascii: "/")),
        let id = site.site.fieldTargets[page.id][name.range.lowerBound],
        let alias = alias(name.text, of: site.site.pages[id])
      else { continue }
      let other = site.site.pages[id]
      let place = page.source.location(of: name.range)
      problems.append(diagnostic(alias, other, other.path.reference, place, nil, in: page))
    }
    return problems
  }

  private static func diagnostic(
    _ alias: String, _ other: Page, _ written: String, _ place: Location, _ reference: Reference?,
    in page: Page
  ) -> Diagnostic {
    // Only the bytes of the target itself may be replaced: what holds escapes is left to people.
    var isExact = true
    if let reference {
      guard case .range(let range) = reference.place else {
        return Diagnostic(
          rule, "`\(alias)` is an earlier address of “\(other.title)”", at: place,
          help: "link to `\(written)`")
      }
      isExact = page.source.text(range) == reference.url
    }
    // An entry of a list has one place: its own anchor.
    let fragment = other.hasOwnFile ? reference?.fragment.map { "#" + $0 } ?? "" : ""
    return Diagnostic(
      rule, "`\(alias)` is an earlier address of “\(other.title)”", at: place,
      help: "link to `\(written)\(fragment)`", replacement: isExact ? written + fragment : nil)
  }

  /// The alias of a page that a link names, where it names the page by nothing else.
  private static func alias(_ target: String, of page: Page) -> String? {
    let aliases = page.earlierAddresses
    guard !aliases.isEmpty else { return nil }
    let key = Self.key(LinkResolver.percentDecoded(target))
    let names = [page.path.reference, page.route.text, page.title].map(Self.key)
    guard !names.contains(key) else {
      return nil
    }
    return aliases.first { Self.key($0.text) == key }?.text
  }

  private static func key(_ name: String) -> String {
    name.lowercased().split(separator: "/").joined(separator: "/")
  }
}
