import Text

/// Where readers write about pages: a mail address, or the issues of a repository.
package enum FeedbackAddress: Sendable, Hashable {
  case mail(String)
  /// The address of a repository without a slash at its end.
  case repository(String)

  /// Parses a mail address or an `http` or `https` URL with a path; `nil` for other texts.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !"\"<>\\^`{|}".utf8.contains($0) })
    else { return nil }
    let schemes = ["https://", "http://"]
    if let scheme = schemes.first(where: text.hasPrefix) {
      let parts = text.dropFirst(scheme.count).split(separator: "/")
      guard parts.count > 2, !text.contains("?"), !text.contains("#") else { return nil }
      self = .repository(scheme + parts.joined(separator: "/"))
      return
    }
    let address = text.hasPrefix("mailto:") ? String(text.dropFirst("mailto:".count)) : text
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
      !address.contains(where: { "/?#&,;:".contains($0) })
    else { return nil }
    self = .mail(address)
  }

  /// The address of a link that starts a mail or an issue with a subject and a text.
  ///
  /// GitHub, Gitea and Forgejo read `title` and `body`; GitLab has names of its own.
  package func link(subject: String, text: String) -> String {
    let (subject, text) = (Self.encoded(subject), Self.encoded(text))
    switch self {
    case .mail(let address):
      return
        "mailto:\(address.percentEncoded(keeping: Self.isMail))?subject=\(subject)&body=\(text)"
    case .repository(let address) where address.contains("gitlab"):
      return "\(address)/-/issues/new?issue%5Btitle%5D=\(subject)&issue%5Bdescription%5D=\(text)"
    case .repository(let address):
      return "\(address)/issues/new?title=\(subject)&body=\(text)"
    }
  }

  /// A text percent-encoded for a query, at most 400 characters of it, so that the address is not too long.
  private static func encoded(_ text: String) -> String {
    String(text.prefix(400)).percentEncoded { $0.isASCIIAlphanumeric || "-._~".utf8.contains($0) }
  }

  private static func isMail(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || "-._~@+".utf8.contains(byte)
  }
}
