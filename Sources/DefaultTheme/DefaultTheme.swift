/// The theme that the tool carries, so that it can be moved without its templates.
///
/// The plugin `EmbedTheme` adds `files` during the build: every file of `templates/`.
package enum DefaultTheme {
  /// The bytes that pairs of hexadecimal digits stand for; files that are no text are kept so.
  static func bytes(_ digits: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits.utf8 {
      let value =
        digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
      if let first = high { bytes.append(first << 4 | value) }
      high = high == nil ? value : nil
    }
    return bytes
  }
}
