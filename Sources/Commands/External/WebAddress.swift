import SiteModel

/// An address of another site: `http` or `https`, a host, and what is asked of it.
struct WebAddress: Hashable, Sendable {
  /// As the author wrote it, with a scheme.
  let text: String
  /// The host without a port, in lower case, its percent signs and wide letters as what they stand for.
  let host: String
  /// The machine that the host names by its number.
  let number: IPAddress?
  let isSecure: Bool
  let port: Int
  /// Path and query as they were written, from the first slash or question mark.
  private let rest: String
  /// Why nobody may be asked for it, whatever its host is.
  private let malformation: String?

  /// `nil` for what is not asked for: mail, other schemes, addresses with a user's name.
  init?(_ text: String) {
    let whole = text.hasPrefix("//") ? "https:" + text : text
    guard let scheme = ["https://", "http://"].first(where: whole.lowercased().hasPrefix) else {
      return nil
    }
    let afterScheme = whole.dropFirst(scheme.count)
    let authority = afterScheme.prefix { !"/?#\\".contains($0) }
    guard !authority.contains("@"), !authority.isEmpty else { return nil }
    self.text = whole
    isSecure = scheme == "https://"
    let after = afterScheme[authority.endIndex...].prefix { $0 != "#" }
    rest = after.first == "/" ? String(after) : "/" + after
    let (host, port) = Self.parts(String(authority))
    self.host = host
    number = IPAddress(host: host)
    self.port = port ?? (isSecure ? 443 : 80)
    malformation = Self.malformation(of: whole, host, port, number)
  }

  /// The host and the port of an authority; no port for one that is no number.
  private static func parts(_ authority: String) -> (host: String, port: Int?) {
    var host = authority
    var port: Int? = nil
    let isBracketed = host.hasPrefix("[")
    if let colon = host.lastIndex(of: ":"), !isBracketed || host[colon...].contains("]") == false {
      let digits = host[host.index(after: colon)...]
      port = digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : -1
      host = String(host[..<colon])
    }
    if isBracketed {
      guard host.hasSuffix("]") else { return (host, -1) }
      return (String(host.dropFirst().dropLast()).lowercased(), port)
    }
    var name = narrowed(SiteAddress.percentDecoded(host)).lowercased()
    while name.utf8.last == UInt8(ascii: ".") { name.removeLast() }
    return (name, port)
  }

  /// Wide letters, digits and full stops as those that every keyboard has.
  private static func narrowed(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{3002}", "\u{FF0E}", "\u{FF61}": result += "."
      case "\u{FF01}"..."\u{FF5E}":
        result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func malformation(
    of text: String, _ host: String, _ port: Int?, _ number: IPAddress?
  ) -> String? {
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    {
      return "the address holds a line end or another control character"
    }
    if let port, !(1...65_535).contains(port) { return "the address has no port that there can be" }
    let isName = host.unicodeScalars.allSatisfy(isPartOfName)
    guard !host.isEmpty, number != nil || isName && !endsInNumber(host) else {
      return "`\(host)` is no name that a host can have"
    }
    return nil
  }

  /// Whether the last part of a name is a number: browsers take such a name for an address that is wrong.
  private static func endsInNumber(_ host: String) -> Bool {
    guard let last = host.split(separator: ".").last else { return true }
    return last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
  }

  /// Letters, digits, hyphens; no letters and digits in another dress, which are taken for plain ones.
  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        || scalar == "-" || scalar == "." || scalar == "_"
    }
    let value = scalar.value
    let isDressed =
      (0x2B0...0x2FF).contains(value) || (0x1D2C...0x1D6A).contains(value)
      || (0x2070...0x214F).contains(value) || (0x1D400...0x1D7FF).contains(value)
      || value == 0xAA || value == 0xBA
    guard !isDressed, scalar.properties.numericType == nil else { return false }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  /// Why it is not asked for: it is malformed, or its host is one that readers cannot reach.
  ///
  /// By its text alone; what a name stands for is looked up later. (RFC 6761, RFC 6762, RFC 8375)
  var problem: String? {
    if let malformation { return malformation }
    let names = ["localhost", "local", "internal", "home.arpa"]
    let isLocal = names.contains { host == $0 || host.hasSuffix("." + $0) }
    return isLocal || number?.isPrivate == true
      ? "`\(host)` is an address that readers cannot reach" : nil
  }

  /// The address in the one form that every program reads alike.
  var canonical: String {
    (isSecure ? "https://" : "http://") + (number?.text ?? host)
      + (port == (isSecure ? 443 : 80) ? "" : ":\(port)") + rest
  }
}
