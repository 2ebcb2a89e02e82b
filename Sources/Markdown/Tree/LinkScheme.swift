import Text

/// Decides by its scheme whether an address may be linked to.
package enum LinkScheme {
  /// Schemes of addresses that only open another server or program.
  private static let known: Set<String> = [
    "http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp", "irc", "ircs", "xmpp", "geo",
    "matrix", "magnet", "news", "webcal", "facetime", "signal", "whatsapp", "urn", "doi",
  ]

  /// Schemes of addresses that run code or read local files.
  ///
  /// A page must never link to them.
  private static let dangerous: Set<String> = [
    "javascript", "vbscript", "livescript", "data", "file", "blob", "filesystem", "view-source",
    "jar",
  ]
  /// `data:` images, whose scripts browsers do not run.
  private static let safeImages = [
    "data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp", "data:image/avif",
    "data:image/bmp", "data:image/x-icon", "data:image/svg+xml",
  ]

  /// The scheme of an address in lower case; `nil` where it has none.
  ///
  /// Skips white space and control characters, as browsers do.
  static func name(of url: String) -> String? {
    var name: [UInt8] = []
    for byte in url.utf8 {
      switch byte {
      case 0...0x20, 0x7F: continue
      case UInt8(ascii: ":"):
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
      case _ where byte.isASCIILetter: name.append(byte.asciiLowercased)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        if name.isEmpty { return nil }
        name.append(byte)
      default: return nil
      }
    }
    return nil
  }

  /// Whether an address has a known scheme that a page may link to.
  package static func isLinkable(_ url: String, isImage: Bool = false) -> Bool {
    guard url.utf8.contains(UInt8(ascii: ":")) else { return false }
    guard let scheme = name(of: url) else { return false }
    return known.contains(scheme)
      || isImage && scheme == "data" && danger(in: url, isImage: true) == nil
  }

  /// Whether an address opens another program, such as `zotero://select/items/1`.
  ///
  /// Any scheme of at least two letters counts that is not dangerous; a single letter is a drive of Windows.
  static func isOfProgram(_ url: String) -> Bool {
    guard url.utf8.contains(UInt8(ascii: ":")), let scheme = name(of: url),
      scheme.utf8.count > 1, !dangerous.contains(scheme), url.utf8.count > scheme.utf8.count + 1
    else { return false }
    return url.utf8.starts(with: scheme.utf8) || url.lowercased().utf8.starts(with: scheme.utf8)
  }

  /// The scheme of `url` if a page must not link to it; `nil` if it may.
  static func danger(in url: String, isImage: Bool) -> String? {
    guard url.utf8.contains(UInt8(ascii: ":")), let scheme = name(of: url),
      dangerous.contains(scheme)
    else { return nil }
    if isImage, scheme == "data" {
      let lower = url.lowercased()
      if safeImages.contains(where: { lower.utf8.starts(with: $0.utf8) }) { return nil }
    }
    return scheme
  }
}
