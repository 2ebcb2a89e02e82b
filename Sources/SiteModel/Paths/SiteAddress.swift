import Text

/// The address where the site is published: an optional origin, and a path.
package struct SiteAddress: Sendable, Hashable {
  /// Scheme and host, without a trailing slash: `https://example.org`.
  ///
  /// Without an origin, the site contains no absolute address of its own.
  package let origin: String?
  /// The path below the origin, with a slash at both ends: `/` or `/guide/`.
  package let root: String

  /// The root of an unknown host.
  package init() {
    origin = nil
    root = "/"
  }

  /// Parses a `base_url`: an `http` or `https` URL with a host and a path; `nil` for other texts.
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

  private init(origin: String?, root: String) { (self.origin, self.root) = (origin, root) }

  /// The address of a folder of the site.
  package func below(_ folder: String) -> SiteAddress {
    SiteAddress(origin: origin, root: root + folder.percentEncodedPath + "/")
  }

  /// The origin and the path, without a trailing slash; `nil` without an origin.
  package var base: String? { origin.map { $0 + root.dropLast() } }

  /// The path of a route or file, percent-encoded for `href`.
  package func path(to route: String) -> String { root + route.percentEncodedPath }

  /// The URL of a route or file; `nil` without an origin.
  package func url(of route: String) -> String? { origin.map { $0 + path(to: route) } }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || "-.:".utf8.contains(byte)
  }
}
