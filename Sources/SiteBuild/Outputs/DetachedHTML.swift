import Markdown
import SiteModel
import Text

/// Turns a page's HTML into HTML that can be shown outside the site.
///
/// Addresses become absolute. Controls, which need the site's scripts, and the links of headings to themselves are left
/// out.
struct DetachedHTML {
  private static let controls: Set<String> = ["button", "output"]
  /// The attributes that hold an address.
  private static let attributes: Set<String> = ["href", "src", "poster", "cite", "data", "action"]

  private let origin: String
  /// The URL of the page.
  private let page: String

  /// Makes a converter for a page.
  ///
  /// If `site` has no origin, addresses become relative to the root of the host.
  init(site: SiteAddress, page: Route) {
    origin = site.origin ?? ""
    self.page = origin + site.path(to: page.text)
  }

  /// The HTML of a page in this form; O(n).
  func detached(_ html: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(html.count + html.count / 8)
    var position = 0
    // The name of the element that is left out.
    var skipped: String?
    for token in HTMLTokenizer.tokens(html, 0..<html.count) {
      if let name = skipped {
        guard case .end(name, let range) = token else { continue }
        position = range.upperBound
        skipped = nil
        continue
      }
      guard case .start(let name, let attributes, let range) = token else { continue }
      if isLeftOut(name, attributes, html) {
        result += html[position..<range.lowerBound]
        position = html.count
        skipped = name
        continue
      }
      for attribute in attributes {
        guard let value = absolute(attribute, html[attribute.value]) else { continue }
        result += html[position..<attribute.value.lowerBound]
        result += value.utf8
        position = attribute.value.upperBound
      }
    }
    return result + html[position...]
  }

  private func isLeftOut(
    _ name: String, _ attributes: [HTMLTokenizer.Attribute], _ html: [UInt8]
  ) -> Bool {
    if Self.controls.contains(name) { return true }
    return name == "a"
      && attributes.contains { $0.name == "class" && html[$0.value].elementsEqual("anchor".utf8) }
  }

  /// The value of an attribute with absolute addresses; `nil` if it stays as it is.
  private func absolute(
    _ attribute: HTMLTokenizer.Attribute, _ value: ArraySlice<UInt8>
  ) -> String? {
    guard !value.isEmpty else { return nil }
    if attribute.name == "srcset" {
      // Candidates are separated by a comma and white space. (https://html.spec.whatwg.org/multipage/images.html#srcset-attributes)
      return String(decoding: value, as: UTF8.self).split(separator: ",").map { candidate in
        let candidate = candidate.drop { $0.isWhitespace }
        return absolute(String(candidate)) ?? String(candidate)
      }.joined(separator: ", ")
    }
    guard Self.attributes.contains(attribute.name) else { return nil }
    return absolute(String(decoding: value, as: UTF8.self))
  }

  private func absolute(_ address: String) -> String? {
    if address.hasPrefix("//") { return "https:" + address }
    if address.hasPrefix("/") { return origin + address }
    return address.hasPrefix("#") || address.hasPrefix("?") ? page + address : nil
  }
}
