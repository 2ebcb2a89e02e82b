import Diagnostics
import Markdown
import SiteModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The links of a site to other sites.
package struct ExternalLinks {
  /// Each address with the locations of the links to it, sorted by address.
  private let links: [(address: WebAddress, locations: [Location])]

  /// Collects the links of all pages of a site, which has several parts if it has several languages, and the addresses in their front matter.
  package init(_ sites: [Site]) {
    var locations: [String: [Location]] = [:]
    for page in sites.lazy.flatMap(\.pages) where !page.parsed.isGenerated {
      for reference in page.parsed.references where reference.isExternal {
        locations[reference.target, default: []].append(page.source.location(at: reference.place))
      }
      for field in page.type.fields {
        guard case .address = field.kind, let address = page.record.locatedText(field.name) else {
          continue
        }
        let target = String(address.text.prefix { $0 != "#" })
        locations[target, default: []].append(page.source.location(of: address.range))
      }
    }
    links = locations.sorted { $0.key < $1.key }.compactMap { text, locations in
      WebAddress(text).map { ($0, locations) }
    }
  }

  /// Requests every address that is not in the user's cache, and reports broken, moved and unchecked links.
  ///
  /// - Parameter version: Waymark's version, for the user agent.
  /// - Returns: The diagnostics, in the order of the addresses.
  /// - Throws: `Curl.Missing`, or an `Errno` of running curl.
  package func check(version: String) throws -> [Diagnostic] {
    let checker = LinkChecker(
      send: Curl(version: version).send, lookUp: HostLookup.system,
      hasProxy: { Curl.proxy(forSecure: $0.isSecure) != nil }, pause: { sleep(1) })
    var cache = LinkStatusCache()
    var statuses: [WebAddress: LinkStatus] = [:]
    for (address, _) in links { statuses[address] = cache[address] }
    let new = try checker.statuses(of: links.map(\.address).filter { statuses[$0] == nil })
    cache.add(new)
    cache.save()
    statuses.merge(new) { $1 }
    return links.flatMap { address, locations in
      locations.compactMap { Self.diagnostic(statuses[address], address, at: $0) }
    }
  }

  private static func diagnostic(
    _ status: LinkStatus?, _ address: WebAddress, at location: Location
  ) -> Diagnostic? {
    switch status {
    case .found, nil: return nil
    case .moved(let target):
      return Diagnostic(
        .movedExternalLink, "this page has moved permanently to `\(target)`", at: location,
        help: "link to the new address")
    case .broken(let reason):
      return Diagnostic(
        .brokenExternalLink, reason, at: location,
        help: "open `\(address.text)` in a browser; correct the address, or link to another page")
    case .unknown(let reason):
      return Diagnostic(
        .uncheckedExternalLink, reason, at: location,
        help: "open `\(address.text)` in a browser to check it")
    }
  }
}

/// The result of checking an external address.
enum LinkStatus: Hashable, Sendable {
  case found
  /// The page has moved permanently to this address.
  case moved(String)
  /// The page does not exist, for this reason.
  case broken(String)
  /// It is unknown whether the page exists, for this reason.
  case unknown(String)
}
