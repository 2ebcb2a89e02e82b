import Diagnostics
import Markdown
import Text

/// Reports links that reach a page through a redirect.
enum RedirectLink: PageCheck {
  static let rule = Rule(
    "redirect-link", .warning,
    "A link to an earlier address, one of the `aliases` of a page, is slower and breaks when the "
      + "alias is removed. Link to the page itself.",
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

  static func diagnostics(in page: Page, of site: CheckedSite) -> [Diagnostic] {
    guard !site.redirected.isEmpty else { return [] }
    var diagnostics: [Diagnostic] = []
    for (reference, target) in zip(page.parsed.references, site.site.links[page.id].targets) {
      guard case .page(let id, _) = target, site.redirected.contains(id),
        reference.target.utf8.contains(UInt8(ascii: "/")),
        let alias = alias(reference.target, of: site.site.pages[id])
      else { continue }
      let other = site.site.pages[id]
      diagnostics.append(
        Diagnostic(
          rule, message(alias, other), at: page.source.location(at: reference.place),
          advice: advice(reference, other, in: page)))
    }
    for name in page.fieldReferences {
      guard name.text.utf8.contains(UInt8(ascii: "/")),
        let id = site.site.fieldTargets[page.id][name.range.lowerBound],
        let alias = alias(name.text, of: site.site.pages[id])
      else { continue }
      let other = site.site.pages[id]
      let text = page.source.yamlScalar(other.reference, replacing: name.range)
      diagnostics.append(
        Diagnostic(
          rule, message(alias, other), at: page.source.location(of: name.range),
          advice: advice(text, isExact: true)))
    }
    return diagnostics
  }

  private static func message(_ alias: String, _ other: Page) -> String {
    "`\(alias)` is an earlier address of “\(other.title)”"
  }

  private static func advice(_ reference: Reference, _ other: Page, in page: Page) -> Advice {
    let isPath = reference.kind == .link
    // An entry of a list is reached by its own anchor.
    let anchor = isPath ? other.entryAnchor : nil
    let written =
      isPath
      ? LinkSpelling.addressText("/" + other.route.text)
        + reference.target.drop { $0 != "?" } + (anchor.map { "#" + $0 } ?? "")
      : LinkSpelling.wikiText(other.reference, hasFragment: reference.fragment != nil)
    guard let written else { return Advice("link to the page itself") }
    guard case .range(let place) = reference.place,
      let target = WrittenTarget(reference, at: place, in: page.source).range
    else { return advice(written, isExact: false) }
    let rest = anchor == nil ? page.source.text(target.upperBound..<place.upperBound) : ""
    return advice(written + rest, isExact: true)
  }

  /// Advice to link to `text`; with `isExact`, also a fix that replaces the reported range.
  private static func advice(_ text: String, isExact: Bool) -> Advice {
    Advice("link to `\(text)`", fixes: isExact ? [Fix(text, .certain)] : [])
  }

  /// The alias by which a link names a page; `nil` if the link also matches another name of the page.
  private static func alias(_ target: String, of page: Page) -> String? {
    let aliases = page.earlierAddresses
    guard !aliases.isEmpty else { return nil }
    let key = Self.key(target.percentDecoded)
    let names = [page.reference, page.route.text, page.title].map(Self.key)
    guard !names.contains(key) else {
      return nil
    }
    return aliases.first { Self.key($0.text) == key }?.text
  }

  private static func key(_ name: String) -> String {
    name.lowercased().split(separator: "/").joined(separator: "/")
  }
}
