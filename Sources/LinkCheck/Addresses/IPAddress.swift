import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An IPv4 or IPv6 address.
struct IPAddress: Hashable, Sendable {
  /// 4 bytes of IPv4, or 16 of IPv6, in network order.
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Parses the host of a URL; `nil` for a name.
  ///
  /// IPv4 is one to four numbers in decimal, octal or hexadecimal, as in the WHATWG's "IPv4 parser" and `inet_aton`;
  /// IPv6 comes without its brackets.
  init?(host: String) {
    if host.contains(":") {
      var parsed = in6_addr()
      guard inet_pton(AF_INET6, host, &parsed) == 1 else { return nil }
      bytes = withUnsafeBytes(of: &parsed) { Array($0) }
      return
    }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(Self.number)
    guard (1...4).contains(parts.count), numbers.count == parts.count, let last = numbers.last,
      numbers.dropLast().allSatisfy({ $0 < 256 }), last >> (8 * UInt64(5 - parts.count)) == 0
    else { return nil }
    var value = last
    for (index, number) in numbers.dropLast().enumerated() {
      value |= number << (8 * UInt64(3 - index))
    }
    bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64(3 - $0))) }
  }

  private static func number(_ text: Substring) -> UInt64? {
    if text.hasPrefix("0x") {
      let digits = text.dropFirst(2)
      return digits.isEmpty ? 0 : digits.first == "+" ? nil : UInt64(digits, radix: 16)
    }
    guard let first = text.utf8.first, first.isASCIIDigit else { return nil }
    return UInt64(text, radix: first == 0x30 ? 8 : 10)
  }

  /// The address as the host of a URL.
  var text: String {
    var buffer = [CChar](repeating: 0, count: 64)
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    _ = bytes.withUnsafeBytes {
      inet_ntop(family, $0.baseAddress, &buffer, socklen_t(buffer.count))
    }
    let text = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return bytes.count == 4 ? text : "[\(text)]"
  }

  /// Whether the address is not public: of this machine, of a private network, or reserved.
  /// (https://www.iana.org/assignments/iana-ipv4-special-registry, …-ipv6-special-registry)
  var isPrivate: Bool {
    bytes.count == 4 ? Self.isPrivate(bytes[...]) : isPrivateIPv6
  }

  private static func isPrivate(_ bytes: ArraySlice<UInt8>) -> Bool {
    let value = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return privateNetworks.contains { value >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
  }

  private static let privateNetworks: [(network: UInt32, bits: UInt32)] = [
    (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
    (0xAC10_0000, 12), (0xC000_0000, 24), (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16),
    (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24), (0xE000_0000, 3),
  ]

  private var isPrivateIPv6: Bool {
    // NAT64 holds an IPv4 address. Whatever else is not global unicast is private: ::/8 holds this machine and mapped
    // IPv4 addresses.
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) {
      return bytes[4..<12].contains { $0 != 0 } || Self.isPrivate(bytes[12...])
    }
    guard bytes[0] & 0xE0 == 0x20 else { return true }
    if bytes.starts(with: [0x20, 0x02]) { return Self.isPrivate(bytes[2..<6]) }
    let prefix =
      UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
    // Teredo and other protocols of 2001::/23, documentation.
    return prefix >> 9 == 0x2001_0000 >> 9 || prefix == 0x2001_0DB8
      || prefix >> 12 == 0x3FFF_0000 >> 12
  }
}
