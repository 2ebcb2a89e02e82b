/// Compares names without regard to case and separators.
package enum NameFold {
  /// The key of a name: in lower case, with one hyphen for each run of hyphens, spaces and underscores.
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

  /// The only known name that the text can be a typing error of; `nil` where there is none, or several.
  ///
  /// A typing error is one letter wrong, missing, added or swapped with its neighbor in a name of at least four letters,
  /// or two in a name of at least eight that begins with the same letter.
  package static func typo(_ text: String, in known: [String]) -> String? {
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
