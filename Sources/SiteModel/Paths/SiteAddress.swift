import Text

/// Where the site is published: an origin, if it is known, and the path it lives under.
package struct SiteAddress: Sendable, Hashable {
  /// Scheme and host, without a slash at the end: `https://example.org`.
  ///
  /// `nil` where nobody said: such a site holds no absolute address of its own.
  package let origin: String?
  /// The path under the origin, with a slash at both ends: `/` or `/guide/`.
  package let root: String

  /// The address of a site at the top of a host that is not known.
  package init() {
    origin = nil
    root = "/"
  }

  /// The address that a `base_url` gives, or `nil` where it is no `http` or `https` URL of a host
  /// and a plain path.
  package init?(_ text: String) {
    let schemes = ["https://", "http://"]
    guard let scheme = schemes.first(where: { text.hasPrefix($0) }) else { return nil }
    let parts = text.dropFirst(scheme.count).split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else {
      return nil
    }
    let segments = parts.dropFirst().joined().split(separator: "/")
    guard
      segments.allSatisfy({ $0 != "." && $0 != ".." && String($0).percentEncodedPath == $0 })
    else { return nil }
    origin = scheme + host.lowercased()
    root = "/" + segments.map { $0 + "/" }.joined()
  }

  /// The origin and the path without the slash at the end; `nil` without an origin.
  package var base: String? { origin.map { $0 + root.dropLast() } }

  /// The path of a route or file on the site, ready for `href`.
  package func path(to route: String) -> String { root + route.percentEncodedPath }

  /// The whole URL of a route or file on the site; `nil` without an origin.
  package func url(of route: String) -> String? { origin.map { $0 + path(to: route) } }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || "-.:".utf8.contains(byte)
  }
}
