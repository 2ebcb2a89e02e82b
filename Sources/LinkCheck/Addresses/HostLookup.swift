#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The result of looking up a host's name.
enum HostLookup: Hashable, Sendable {
  /// The host's addresses, IPv4 first, because nearly every network can reach it.
  case addresses([IPAddress])
  /// No host has the name.
  case unknown
  /// The lookup failed.
  case failed

  /// Looks up a name with the system's resolver.
  static func system(_ host: String) -> HostLookup {
    var hints = addrinfo()
    hints.ai_socktype = streamType
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    // A resolver without support for international names finds none of them.
    if status == EAI_NONAME { return host.utf8.allSatisfy { $0 < 0x80 } ? .unknown : .failed }
    guard status == 0 else { return .failed }
    var found: [IPAddress] = []
    var next = list
    while let entry = next {
      if let address = address(entry.pointee), !found.contains(address) { found.append(address) }
      next = entry.pointee.ai_next
    }
    let sorted = found.filter { $0.bytes.count == 4 } + found.filter { $0.bytes.count != 4 }
    return sorted.isEmpty ? .unknown : .addresses(sorted)
  }

  #if canImport(Glibc)
    private static let streamType = Int32(SOCK_STREAM.rawValue)
  #else
    private static let streamType = SOCK_STREAM
  #endif

  private static func address(_ entry: addrinfo) -> IPAddress? {
    guard let pointer = entry.ai_addr else { return nil }
    switch entry.ai_family {
    case AF_INET:
      return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin_addr) { IPAddress(Array($0)) }
      }
    case AF_INET6:
      return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
        withUnsafeBytes(of: pointer.pointee.sin6_addr) { IPAddress(Array($0)) }
      }
    default: return nil
    }
  }
}
