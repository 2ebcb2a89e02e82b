import Text

/// The anchors of an HTML page of any origin.
package enum HTMLAnchors {
  /// The values of `id`, and of `name` on links; O(n).
  ///
  /// Values with character references are left out, because anchors hardly ever have any.
  package static func ids(in html: [UInt8]) -> Set<String> {
    var ids: Set<String> = []
    func add(_ value: ArraySlice<UInt8>?) {
      guard let value, !value.isEmpty, !value.contains(UInt8(ascii: "&")) else { return }
      ids.insert(String(decoding: value, as: UTF8.self))
    }
    for case .start(let tag) in HTMLTokenizer(html, html.indices) {
      add(tag["id"])
      if let name = tag["name"], tag.name == "a" { add(name) }
    }
    return ids
  }
}
