import Diagnostics
import SiteModel
import Text

/// Reports the addresses and anchors of a published site that a build does not have.
package enum LostAddresses {
  /// Compares a build with a published site.
  ///
  /// - Parameters:
  ///   - published: The addresses of the published site.
  ///   - name: The published site's folder, file or URL, for messages.
  ///   - build: A build with all pages.
  /// - Returns: A warning for each lost address and anchor, in the order of addresses.
  package static func diagnostics(
    _ published: PublishedAddresses, of name: String, in build: BuildResult
  ) -> [Diagnostic] {
    let present = AddressList.addresses(of: build.addressedParts)
    let redirects = Dictionary(
      build.parts.flatMap { prefix, part in
        part.site.routes.redirects.map { from, to -> (String, String) in
          let page = part.site.pages[to]
          let anchor = page.entryAnchor.map { "#" + $0 } ?? ""
          return ("/" + prefix + from.text, "/" + prefix + page.route.text + anchor)
        }
      }, uniquingKeysWith: { first, _ in first })
    return published.lost(in: present, redirects: redirects).map { lost in
      diagnostic(lost, name, build)
    }
  }

  private static func diagnostic(
    _ lost: PublishedAddresses.Lost, _ name: String, _ build: BuildResult
  ) -> Diagnostic {
    guard let anchor = lost.anchor else {
      return Diagnostic(
        .lostAddress, "this build has no `\(lost.path)`, which is published",
        at: Location(outside: name),
        help: "add `\(lost.path)` to the `aliases` of the page that readers shall see instead")
    }
    // The files of the site's own language are above those of the others.
    let (prefix, part) =
      build.parts.last { lost.path.dropFirst().hasPrefix($0.prefix) } ?? ("", build)
    let route = Route(String(lost.path.dropFirst(prefix.count + 1)))
    let site = part.site
    let owner = site.routes[route.text] ?? site.routes[route.text + "/"]
    let page: Page? =
      switch owner {
      case .page(let id), .redirect(let id, _): site.pages[id]
      case nil: nil
      }
    return Diagnostic(
      .lostAnchor, "`\(lost.path)` has no anchor `#\(anchor)` any more, which is published",
      at: page.flatMap { $0.parsed.isGenerated ? nil : $0.source.location }
        ?? Location(outside: name),
      help:
        "write `{#\(anchor)}` behind the heading, or add `\(lost.path)#\(anchor)` to the `aliases` "
        + "of the page that has the text now")
  }
}
