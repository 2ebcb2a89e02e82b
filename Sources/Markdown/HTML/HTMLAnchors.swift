import Text

/// The anchors of an HTML page of any origin.
package enum HTMLAnchors {
  /// The values of `id`, and of `name` on links; O(n).
  ///
  /// Values with character references are left out, because anchors hardly ever have any.
  package static func ids(in html: [UInt8]) -> Set<String> {
    var ids: Set<String> = []
    for case .start(let name, let attributes, _) in HTMLTokenizer(html, html.indices) {
      for attribute in attributes where isAnchor(attribute.name, of: name) {
        let value = html[attribute.value]
        if !value.isEmpty, !value.contains(UInt8(ascii: "&")) {
          ids.insert(String(decoding: value, as: UTF8.self))
        }
      }
    }
    return ids
  }

  private static func isAnchor(_ attribute: String, of element: String) -> Bool {
    attribute == "id" || attribute == "name" && element == "a"
  }
}
