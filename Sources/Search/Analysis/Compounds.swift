import Text

/// Words written together: `non-technical` is also indexed as `nontechnical`, `Node.js` as `nodejs`.
enum Compounds {
  /// The maximum number of parts; a path or an address with more is no word.
  static let partLimit = 4

  /// The word that some words are together; `nil` where it is too long.
  ///
  /// Numbers keep a sign between them, because `1:1` is not 11.
  static func joined(_ parts: some Collection<[UInt8]>) -> [UInt8]? {
    let word = Array(parts.joined(separator: isNumeric(parts) ? [UInt8(ascii: ":")] : []))
    return word.count <= WordScanner.lengthLimit ? word : nil
  }

  static func isNumeric(_ parts: some Collection<[UInt8]>) -> Bool {
    parts.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
  }
}
