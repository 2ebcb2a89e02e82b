import Text

/// The values of the header `Host` that the preview accepts.
///
/// A foreign web page can send requests to this machine under a name that its owner points here (DNS rebinding). So a
/// request must name an IP address, `localhost`, a name of this machine, or a name that the user allowed.
package struct AllowedHosts: Sendable {
  private static let nameLimit = 253

  private let names: Set<String>

  /// - Parameters:
  ///   - address: The name or IP address that the preview listens on.
  ///   - machine: The names of this machine, which are allowed if the preview listens on all addresses.
  ///   - forwarded: The names that the user allowed, because a proxy forwards them to this machine.
  package init(listeningAt address: String, machine: [String] = [], forwarded: [String] = []) {
    let own = Self.isEveryAddress(address) ? machine : [address]
    names = Set((own + forwarded).map(Self.normalized))
  }

  /// Whether an address means all addresses of the machine.
  static func isEveryAddress(_ address: String) -> Bool { ["0.0.0.0", "::"].contains(address) }

  /// Whether a request with this header `Host` is accepted.
  func allow(_ header: String?) -> Bool {
    guard let header else { return false }
    let name = Self.normalized(Self.name(in: header))
    return name == "localhost" || name.hasSuffix(".localhost") || names.contains(name)
      || Self.isAddress(name)
  }

  /// The response body for a request that is refused.
  func refusal(of header: String?) -> String {
    let name = Self.normalized(Self.name(in: header ?? ""))
    guard Self.isName(name) else {
      return """
        The preview answers requests for localhost, an IP address of this machine, or an allowed name.
        This request has no host name, or an invalid one.

        """
    }
    return """
      The preview does not answer requests for the name \(name), so that no other website can read it.
      If you forward that name to this machine, start the preview with

          waymark serve --allow-host \(name)

      or set WAYMARK_ALLOW_HOST=\(name) before you start it.

      """
  }

  /// Whether a text is a valid host name: letters, digits, `-`, `_`, and dots between them.
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= nameLimit
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && label.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_".utf8.contains($0) }
      }
  }

  private static func normalized(_ name: String) -> String {
    let name = name.lowercased()
    return name.hasSuffix(".") ? String(name.dropLast()) : name
  }

  /// The host in the header, without its port.
  private static func name(in header: String) -> String {
    guard header.hasPrefix("[") else { return String(header.prefix { $0 != ":" }) }
    let parts = header.dropFirst().split(
      separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].isEmpty || parts[1].hasPrefix(":") else { return "" }
    return String(parts[0])
  }

  /// Whether a name is an IP address, which nobody can point at another machine.
  private static func isAddress(_ name: String) -> Bool {
    guard !name.isEmpty else { return false }
    if name.contains(":") {
      return name.utf8.allSatisfy { ":.".utf8.contains($0) || $0.hexadecimalValue != nil }
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
