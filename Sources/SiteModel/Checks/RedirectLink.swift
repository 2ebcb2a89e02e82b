import Diagnostics
import Markdown
import Text

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
      problems.append(
        Diagnostic(
          rule, message(alias, other), at: page.source.location(at: reference.place),
          advice: advice(reference, other, in: page)))
    }
    for name in page.record.references(page.type.fields) {
      guard name.text.utf8.contains(UInt8(ascii: "/")),
        let id = site.site.fieldTargets[page.id][name.range.lowerBound],
        let alias = alias(name.text, of: site.site.pages[id])
      else { continue }
      let other = site.site.pages[id]
      let text = page.source.yamlScalar(other.path.reference, replacing: name.range)
      problems.append(
        Diagnostic(
          rule, message(alias, other), at: page.source.location(of: name.range),
          advice: advice(text, isExact: true)))
    }
    return problems
  }

  private static func message(_ alias: String, _ other: Page) -> String {
    "`\(alias)` is an earlier address of “\(other.title)”"
  }

  private static func advice(_ reference: Reference, _ other: Page, in page: Page) -> Advice {
    let isPath = reference.kind == .link
    // An entry of a list has one place: its own anchor.
    let anchor = isPath ? other.entryAnchor : nil
    let written =
      isPath
      ? LinkSpelling.addressText("/" + other.route.text)
        + reference.target.drop { $0 != "?" } + (anchor.map { "#" + $0 } ?? "")
      : LinkSpelling.wikiText(other.path.reference, hasFragment: reference.fragment != nil)
    guard let written else { return Advice("link to the page itself") }
    guard case .range(let place) = reference.place,
      let target = WrittenTarget(reference, at: place, in: page.source).range
    else { return advice(written, isExact: false) }
    let rest = anchor == nil ? page.source.text(target.upperBound..<place.upperBound) : ""
    return advice(written + rest, isExact: true)
  }

  /// The page is the same, so the change is certain; `isExact` says whether it can be made where the message points.
  private static func advice(_ text: String, isExact: Bool) -> Advice {
    Advice("link to `\(text)`", fixes: isExact ? [Fix(text, .certain)] : [])
  }

  /// The alias of a page that a link names, where it names the page by nothing else.
  private static func alias(_ target: String, of page: Page) -> String? {
    let aliases = page.earlierAddresses
    guard !aliases.isEmpty else { return nil }
    let key = Self.key(target.percentDecoded)
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
