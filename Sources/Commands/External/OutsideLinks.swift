import Diagnostics
import Markdown
import SiteBuild
import SiteModel

/// The addresses of other sites that a site links to, each with every place that names it.
struct OutsideLinks {
  /// Sorted by address, so that they are asked in one order.
  private(set) var links: [(address: WebAddress, places: [Location])] = []

  init(_ site: Site) {
    var places: [String: [Location]] = [:]
    for page in site.pages where !page.parsed.isGenerated {
      for reference in page.parsed.references where reference.isExternal {
        places[reference.target, default: []].append(page.source.location(at: reference.place))
      }
      for field in page.type.fields {
        guard case .address = field.kind, let address = page.record.locatedText(field.name) else {
          continue
        }
        let target = String(address.text.prefix { $0 != "#" })
        places[target, default: []].append(page.source.location(of: address.range))
      }
    }
    links = places.sorted { $0.key < $1.key }.compactMap { text, places in
      WebAddress(text).map { ($0, places) }
    }
  }

  /// What is to be said of the answers, at each place that names an address.
  func diagnostics(_ answers: [WebAddress: OutsideAnswer]) -> [Diagnostic] {
    links.flatMap { address, places -> [Diagnostic] in
      guard let answer = answers[address] else { return [] }
      return places.compactMap { Self.diagnostic(answer, address, at: $0) }
    }
  }

  private static func diagnostic(
    _ answer: OutsideAnswer, _ address: WebAddress, at place: Location
  ) -> Diagnostic? {
    switch answer {
    case .found: return nil
    case .moved(let target):
      return Diagnostic(
        .movedOutsideLink, "this page has moved for good to `\(target)`", at: place,
        help: "link to where it is now")
    case .broken(let reason):
      return Diagnostic(
        .brokenOutsideLink, reason, at: place,
        help: "open `\(address.text)` in a browser; correct the address, or link to something else")
    case .unknown(let reason):
      return Diagnostic(
        .uncheckedOutsideLink, reason, at: place,
        help: "open `\(address.text)` in a browser to see whether it is there")
    }
  }
}

/// What was found out about an outside address.
enum OutsideAnswer: Hashable, Sendable {
  case found
  /// It is there, under another address from now on.
  case moved(String)
  /// It is not there, and why.
  case broken(String)
  /// The server does not say, and why.
  case unknown(String)
}

/// An address of another site that may be asked for: `http` or `https`, and a host.
struct WebAddress: Hashable, Sendable {
  let text: String
  /// The host, in lower case, without a port.
  let host: String

  /// `nil` for what is not asked for: mail, other schemes, addresses with a user's name.
  init?(_ text: String) {
    let whole = text.hasPrefix("//") ? "https:" + text : text
    guard let scheme = ["https://", "http://"].first(where: whole.lowercased().hasPrefix) else {
      return nil
    }
    let rest = whole.dropFirst(scheme.count)
    var host = rest.prefix { !"/?#".contains($0) }.lowercased()
    guard !host.contains("@"), !host.isEmpty else { return nil }
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      host = String(host[host.index(after: host.startIndex)..<end])
    } else {
      host = String(host.prefix { $0 != ":" })
    }
    self.text = whole
    self.host = host
  }

  /// Whether the host is this machine, or one of a network that readers are not in.
  ///
  /// By its name alone: nothing is looked up. (RFC 1918, RFC 3927, RFC 4193, RFC 6761)
  var isPrivate: Bool {
    let names = ["localhost", "local", "internal", "home.arpa"]
    if names.contains(where: { host == $0 || host.hasSuffix("." + $0) }) { return true }
    if host.contains(":") {
      return ["::1", "::", "fc", "fd", "fe8", "fe9", "fea", "feb"].contains {
        $0.hasPrefix(":") ? host == $0 : host.hasPrefix($0)
      }
    }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 4, let first = parts[0], let second = parts[1] else {
      // `http://2130706433/` and its like are addresses too, which nobody writes in good faith.
      return Int(host) != nil || host.hasPrefix("0x")
    }
    switch first {
    case 0, 10, 127: return true
    case 169: return second == 254
    case 172: return (16...31).contains(second)
    case 192: return second == 168
    default: return false
    }
  }
}
