/// Compares names without what people write now so, now so.
package enum NameFold {
  /// The name in lower case, with a hyphen for each run of hyphens, spaces and underscores.
  package static func key(_ name: String) -> String {
    var bytes: [UInt8] = []
    var text = name.lowercased()
    text.withUTF8 { name in
      bytes.reserveCapacity(name.count)
      for byte in name {
        let isSeparator = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "_")
        let folded = isSeparator ? UInt8(ascii: "-") : byte
        if folded == UInt8(ascii: "-"), bytes.last == folded { continue }
        bytes.append(folded)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The one name that the text must be a slip of the keyboard for; `nil` where another is as near.
  ///
  /// One letter wrong, missing, too many or changed with its neighbor, in a name of four or more; two in one
  /// of eight or more that begins alike. `created` is no slip for `related`.
  package static func slip(_ text: String, in known: [String]) -> String? {
    let length = text.utf8.count
    guard length >= 4 else { return nil }
    var found: [(name: String, distance: Int)] = []
    for name in known {
      if let distance = EditDistance.between(text, name, atMost: 2) {
        found.append((name, distance))
      }
    }
    guard found.count == 1, let (name, distance) = found.first else { return nil }
    let isPlain = distance == 1 || length >= 8 && name.utf8.first == text.lowercased().utf8.first
    return isPlain ? name : nil
  }
}
