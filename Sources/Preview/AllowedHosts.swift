import Text

/// The hosts under which a preview may be asked for.
///
/// A web page somewhere else may send requests here, under a name of its own that leads to this machine (DNS
/// rebinding). So a request must name a host that nobody else can make lead here: an address, `localhost`, a name of
/// this machine, or one that the preview was told of.
package struct AllowedHosts: Sendable {
  private static let nameLimit = 253

  private let names: Set<String>

  /// - Parameters:
  ///   - address: The name or address that the preview listens at.
  ///   - machine: The names of this machine, which count where it listens at all of its addresses.
  ///   - forwarded: Names from which requests are forwarded to this machine.
  package init(listeningAt address: String, machine: [String] = [], forwarded: [String] = []) {
    let own = Self.isEveryAddress(address) ? machine : [address]
    names = Set((own + forwarded).map(Self.normalized))
  }

  /// Whether an address stands for all addresses of a machine.
  static func isEveryAddress(_ address: String) -> Bool { ["0.0.0.0", "::"].contains(address) }

  /// Whether a request with this header `Host` may be answered.
  func allow(_ header: String?) -> Bool {
    guard let header else { return false }
    let name = Self.normalized(Self.name(in: header))
    return name == "localhost" || name.hasSuffix(".localhost") || names.contains(name)
      || Self.isAddress(name)
  }

  /// What a request that may not be answered is told.
  func refusal(of header: String?) -> String {
    let name = Self.normalized(Self.name(in: header ?? ""))
    guard Self.isName(name) else {
      return """
        The preview answers under localhost, an address of this machine, and the names that it was given.
        This request names no host, or one that cannot be a name.

        """
    }
    return """
      The preview does not answer under the name \(name), so that no other web site can read it.
      If that name leads here because you forward it, start the preview with

          waymark serve --allow-host \(name)

      or set WAYMARK_ALLOW_HOST=\(name) before you start it.

      """
  }

  /// Whether a text can be the name of a host: letters, digits, `-`, `_`, and dots between them.
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

  /// The header without its port.
  private static func name(in header: String) -> String {
    guard header.hasPrefix("[") else { return String(header.prefix { $0 != ":" }) }
    let parts = header.dropFirst().split(
      separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].isEmpty || parts[1].hasPrefix(":") else { return "" }
    return String(parts[0])
  }

  /// Whether a name is a number, which nobody else can make lead here.
  private static func isAddress(_ name: String) -> Bool {
    guard !name.isEmpty else { return false }
    if name.contains(":") {
      return name.utf8.allSatisfy { ":.".utf8.contains($0) || $0.hexadecimalValue != nil }
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
