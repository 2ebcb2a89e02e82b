import Markdown
import SiteModel
import Text

/// Turns a page's HTML into HTML that can be shown outside the site.
///
/// Addresses become absolute. Controls, which need the site's scripts, and the links of headings to themselves are left
/// out.
struct DetachedHTML {
  /// The class of the links of headings to themselves.
  static let anchor = "anchor".utf8
  private static let controls = ["button", "output"]
  /// The attributes that hold an address.
  private static let attributes = ["href", "src", "poster", "cite", "data", "action"]

  private let origin: [UInt8]
  /// The URL of the page.
  private let page: [UInt8]

  /// Makes a converter for a page.
  ///
  /// If `site` has no origin, addresses become relative to the root of the host.
  init(site: SiteAddress, page: Route) {
    origin = Array((site.origin ?? "").utf8)
    self.page = origin + site.path(to: page.text).utf8
  }

  /// The HTML of a page in this form; O(n).
  func detached(_ html: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(html.count + html.count / 8)
    var position = 0
    // The name of the element that is left out.
    var skipped: String?
    for token in HTMLTokenizer(html, html.indices) {
      if let name = skipped {
        guard case .end(let tag) = token, tag.name == name else { continue }
        position = tag.range.upperBound
        skipped = nil
        continue
      }
      guard case .start(let tag) = token else { continue }
      let name = tag.name
      if isLeftOut(name, tag) {
        result += html[position..<tag.range.lowerBound]
        position = html.count
        skipped = name
        continue
      }
      for attribute in tag.attributes {
        for address in addresses(in: attribute, html) {
          result += html[position..<address.startIndex]
          result += prefix(of: address)
          position = address.startIndex
        }
      }
    }
    return result + html[position...]
  }

  private func isLeftOut(_ name: String, _ tag: HTMLTokenTag) -> Bool {
    Self.controls.contains(name)
      || name == "a" && tag["class"]?.elementsEqual(Self.anchor) == true
  }

  /// The addresses in an attribute.
  private func addresses(
    in attribute: HTMLTokenTag.Attribute, _ html: [UInt8]
  ) -> [ArraySlice<UInt8>] {
    let value = html[attribute.value]
    if Self.attributes.contains(attribute.name) { return [value] }
    // Candidates are separated by a comma and white space. (https://html.spec.whatwg.org/multipage/images.html#srcset-attributes)
    return attribute.name == "srcset"
      ? value.split(separator: UInt8(ascii: ",")).map { $0.drop(while: \.isASCIISpace) } : []
  }

  /// What makes an address absolute in front of it.
  func prefix(of address: ArraySlice<UInt8>) -> [UInt8] {
    switch address.first {
    case UInt8(ascii: "/"):
      address.dropFirst().first == UInt8(ascii: "/") ? Array("https:".utf8) : origin
    case UInt8(ascii: "#"), UInt8(ascii: "?"): page
    default: []
    }
  }
}
