import Concurrency

/// Checks external addresses without straining any server.
///
/// It works in rounds, one second apart. In a round each host gets at most one request. An address is requested by
/// HEAD first, and by GET if the server does not answer HEAD properly. The checker follows redirects itself, one by
/// one, and looks up every host before it contacts it, so that no redirect leads to another scheme or to a private
/// network.
struct LinkChecker {
  private static let redirectLimit = 5

  /// Sends each request once; the responses are in the order of the requests.
  let send: ([WebRequest]) throws -> [WebResponse]
  /// Looks up a host's name.
  let lookUp: @Sendable (String) -> HostLookup
  /// Whether a request goes through a proxy, which may know names that this machine does not.
  let hasProxy: (WebAddress) -> Bool
  /// Waits between two rounds.
  let pause: () -> Void

  /// An address whose status is not known yet.
  private struct PendingLink {
    let origin: WebAddress
    var request: WebRequest
    var redirects = 0
    /// Whether every redirect so far was permanent.
    var isPermanent = true
  }

  /// Returns the status of each address.
  func statuses(of addresses: [WebAddress]) throws -> [WebAddress: LinkStatus] {
    var statuses: [WebAddress: LinkStatus] = [:]
    var pending = addresses.map { PendingLink(origin: $0, request: WebRequest($0)) }
    var hosts: [String: HostLookup] = [:]
    var isFirst = true
    while !pending.isEmpty {
      pending = permitted(pending, &hosts, &statuses)
      if pending.isEmpty { break }
      if !isFirst { pause() }
      isFirst = false
      var contacted: Set<String> = []
      let now = pending.filter { contacted.insert($0.request.address.host).inserted }
      var sent = now.map(\.request)
      var later: [PendingLink] = []
      // Links that wait for their host stay in front of the links that this round adds.
      pending = pending.filter { link in
        guard let index = sent.firstIndex(of: link.request) else { return true }
        sent.remove(at: index)
        return false
      }
      for (link, response) in zip(now, try send(now.map(\.request))) {
        switch Self.next(link, response) {
        case .send(let link): later.append(link)
        case .finish(let status): statuses[link.origin] = status
        }
      }
      pending += later
    }
    return statuses
  }

  // MARK: Permission

  /// Returns the links that may be requested, each with the server to connect to, and sets the status of the others.
  private func permitted(
    _ links: [PendingLink], _ hosts: inout [String: HostLookup],
    _ statuses: inout [WebAddress: LinkStatus]
  ) -> [PendingLink] {
    var names: Set<String> = []
    for link in links {
      let address = link.request.address
      if address.unreachableReason == nil, address.number == nil, hosts[address.host] == nil {
        names.insert(address.host)
      }
    }
    let unknown = names.sorted()
    for (host, found) in zip(unknown, unknown.concurrentMap(lookUp)) { hosts[host] = found }
    return links.compactMap { link in
      let address = link.request.address
      switch permission(address, hosts[address.host]) {
      case .send(let server):
        var link = link
        link.request.server = server
        return link
      case .refuse(let status):
        statuses[link.origin] = status
        return nil
      case .unreachable(let reason):
        statuses[link.origin] = .broken(
          link.redirects == 0
            ? reason : "it redirects to `\(address.text)`, which readers cannot reach")
        return nil
      }
    }
  }

  private enum Permission {
    /// Connect to this server; `nil` lets the proxy choose it.
    case send(IPAddress?)
    case unreachable(String)
    case refuse(LinkStatus)
  }

  private func permission(_ address: WebAddress, _ found: HostLookup?) -> Permission {
    if let reason = address.unreachableReason { return .unreachable(reason) }
    if let number = address.number { return .send(number) }
    switch found {
    case .addresses(let servers):
      if servers.contains(where: \.isPrivate) {
        return .unreachable("`\(address.host)` is the name of a machine that readers cannot reach")
      }
      return .send(servers.first)
    case .unknown, .failed, nil:
      if hasProxy(address) { return .send(nil) }
      return .refuse(
        found == .unknown
          ? .broken("no server has this name")
          : .unknown("the name of the server could not be looked up"))
    }
  }

  // MARK: Responses

  private enum Step {
    case send(PendingLink)
    case finish(LinkStatus)
  }

  private static func next(_ link: PendingLink, _ response: WebResponse) -> Step {
    var link = link
    let status = response.status
    switch status {
    case 200..<300:
      let hasMoved = link.redirects > 0 && link.isPermanent
      return .finish(hasMoved ? .moved(link.request.address.text) : .found)
    case 300..<400 where response.redirect != nil:
      return redirected(link, response)
    default: break
    }
    // Many servers do not support HEAD, or answer it wrongly.
    if link.request.method == .head {
      link.request.method = .get
      return .send(link)
    }
    switch status {
    case 404, 410: return .finish(.broken("there is no page at this address (\(status))"))
    case 401, 402, 403, 407, 451, 999:
      return .finish(.unknown("the server denies access (\(status))"))
    case 408, 425, 429: return .finish(.unknown("the server is too busy to answer (\(status))"))
    case 500...: return .finish(.unknown("the server reports an error of its own (\(status))"))
    case 1...: return .finish(.broken("the server rejects the address (\(status))"))
    default:
      let reason = response.failure ?? "there is no answer"
      return .finish(response.isTemporary ? .unknown(reason) : .broken(reason))
    }
  }

  private static func redirected(_ link: PendingLink, _ response: WebResponse) -> Step {
    var link = link
    guard let target = response.redirect.flatMap({ WebAddress($0) }) else {
      return .finish(
        .broken("it redirects to `\(response.redirect ?? "")`, which is not a web address"))
    }
    guard link.redirects < redirectLimit else { return .finish(.broken("it redirects too often")) }
    link.isPermanent = link.isPermanent && [301, 308].contains(response.status)
    link.redirects += 1
    link.request.address = target
    link.request.server = nil
    return .send(link)
  }
}
