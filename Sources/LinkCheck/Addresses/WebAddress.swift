import Text

/// The address of a page on another site: a URL with the scheme `http` or `https`.
struct WebAddress: Hashable, Sendable {
  /// The address as the author wrote it, with a scheme.
  let text: String
  /// The host in lower case, percent-decoded, with fullwidth characters as ASCII; without a port.
  let host: String
  /// The IP address, where the host is one.
  let number: IPAddress?
  let isSecure: Bool
  let port: Int
  /// Path and query as the author wrote them, from the first slash or question mark.
  private let rest: String
  /// A description of the syntax error in the address; `nil` for a well-formed one.
  private let malformation: String?

  /// Parses an address; `nil` for other schemes and addresses with a user's name, which are not checked.
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

  /// Splits an authority; the port is -1 where it is not a number, and `nil` where there is none.
  private static func parts(_ authority: String) -> (host: String, port: Int?) {
    var host = authority
    var port: Int? = nil
    let isBracketed = host.hasPrefix("[")
    if let colon = host.lastIndex(of: ":"), !isBracketed || host[colon...].contains("]") == false {
      let digits = host[host.index(after: colon)...]
      port = digits.utf8.allSatisfy(\.isASCIIDigit) ? Int(digits) : -1
      host = String(host[..<colon])
    }
    if isBracketed {
      guard host.hasSuffix("]") else { return (host, -1) }
      return (String(host.dropFirst().dropLast()).lowercased(), port)
    }
    var name = narrowed(host.percentDecoded).lowercased()
    while name.utf8.last == UInt8(ascii: ".") { name.removeLast() }
    return (name, port)
  }

  /// Replaces fullwidth characters and ideographic full stops by ASCII.
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
      return "the address contains a line break or another control character"
    }
    if let port, !(1...65_535).contains(port) { return "the address has an invalid port" }
    let isName = host.unicodeScalars.allSatisfy(isPartOfName)
    guard !host.isEmpty, number != nil || isName && !endsInNumber(host) else {
      return "`\(host)` is not a valid host name"
    }
    return nil
  }

  /// Whether the last part of a name is a number: browsers read such a name as an invalid IP address.
  private static func endsInNumber(_ host: String) -> Bool {
    guard let last = host.split(separator: ".").last else { return true }
    return last.utf8.allSatisfy(\.isASCIIDigit) || last.hasPrefix("0x")
  }

  /// Whether a character may stand in a host name: letters, digits, hyphens, dots, underscores.
  ///
  /// Styled letters and digits are refused, because resolvers map them to plain ones.
  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
        || scalar == "-" || scalar == "." || scalar == "_"
    }
    let value = scalar.value
    let isStyled =
      (0x2B0...0x2FF).contains(value) || (0x1D2C...0x1D6A).contains(value)
      || (0x2070...0x214F).contains(value) || (0x1D400...0x1D7FF).contains(value)
      || value == 0xAA || value == 0xBA
    guard !isStyled, scalar.properties.numericType == nil else { return false }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  /// The reason why readers cannot reach the address: a syntax error, or a local or private host; `nil` if they may reach it.
  ///
  /// Judged by the text alone; names are looked up later. (RFC 6761, RFC 6762, RFC 8375)
  var unreachableReason: String? {
    if let malformation { return malformation }
    let names = ["localhost", "local", "internal", "home.arpa"]
    let isLocal = names.contains { host == $0 || host.hasSuffix("." + $0) }
    return isLocal || number?.isPrivate == true
      ? "`\(host)` is an address that readers cannot reach" : nil
  }

  /// The address in a normal form that every program reads alike.
  var canonical: String {
    (isSecure ? "https://" : "http://") + (number?.text ?? host)
      + (port == (isSecure ? 443 : 80) ? "" : ":\(port)") + rest
  }
}
