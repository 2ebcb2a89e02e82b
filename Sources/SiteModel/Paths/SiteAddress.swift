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
      segments.allSatisfy({ $0 != "." && $0 != ".." && $0.utf8.allSatisfy(Self.isPathByte) })
    else { return nil }
    origin = scheme + host.lowercased()
    root = "/" + segments.map { $0 + "/" }.joined()
  }

  /// The origin and the path without the slash at the end; `nil` without an origin.
  package var base: String? { origin.map { $0 + root.dropLast() } }

  /// The path of a route or file on the site, ready for `href`.
  package func path(to route: String) -> String { root + Self.percentEncoded(route) }

  /// The whole URL of a route or file on the site; `nil` without an origin.
  package func url(of route: String) -> String? { origin.map { $0 + path(to: route) } }

  /// The text with all but letters, digits, `-._~/` as percent signs and hexadecimal digits.
  package static func percentEncoded(_ text: String) -> String {
    if text.utf8.allSatisfy(isPathByte) { return text }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPathByte(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with `%2F` and the like as the bytes that they stand for.
  package static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    isHostByte(byte) && byte != UInt8(ascii: ":") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
