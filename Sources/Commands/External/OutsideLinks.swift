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
