import Concurrency

/// Asks for outside addresses: what may be asked, in rounds that are polite to every host.
///
/// In a round each host is asked for one address, and a second passes between two rounds. An address is
/// asked by HEAD first, and by GET where the server will not answer that. Redirects are followed here,
/// one by one, so that none leads to another scheme or into a private network unseen. Names are looked up here
/// too: one that stands for a machine of a private network is not asked for.
struct OutsideCheck {
  private static let redirectLimit = 5

  /// Asks for each address once by a method; the answers are in the order of the requests.
  let ask: ([WebRequest]) throws -> [WebResponse]
  /// What a host's name stands for.
  let lookUp: @Sendable (String) -> HostLookup
  /// Whether a request goes through a proxy, which may know names that this machine does not.
  let hasProxy: (WebAddress) -> Bool
  /// Waits between two rounds.
  let pause: () -> Void

  /// One address on its way to an answer.
  private struct Quest {
    let origin: WebAddress
    var request: WebRequest
    var redirects = 0
    /// Whether every redirect so far was for good.
    var isForGood = true
  }

  /// The answer for each address.
  func answers(_ addresses: [WebAddress]) throws -> [WebAddress: OutsideAnswer] {
    var answers: [WebAddress: OutsideAnswer] = [:]
    var waiting = addresses.map { Quest(origin: $0, request: WebRequest($0)) }
    var hosts: [String: HostLookup] = [:]
    var isFirst = true
    while !waiting.isEmpty {
      waiting = permitted(waiting, &hosts, &answers)
      if waiting.isEmpty { break }
      if !isFirst { pause() }
      isFirst = false
      var asked: Set<String> = []
      let now = waiting.filter { asked.insert($0.request.address.host).inserted }
      var left = now.map(\.request)
      var later: [Quest] = []
      // What is not asked now keeps its place before what comes up now.
      waiting = waiting.filter { quest in
        guard let index = left.firstIndex(of: quest.request) else { return true }
        left.remove(at: index)
        return false
      }
      for (quest, response) in zip(now, try ask(now.map(\.request))) {
        switch Self.next(quest, response) {
        case .ask(let quest): later.append(quest)
        case .answer(let answer): answers[quest.origin] = answer
        }
      }
      waiting += later
    }
    return answers
  }

  // MARK: Permission

  /// Those that may be asked for, each with the machine to ask; the others have their answer.
  private func permitted(
    _ quests: [Quest], _ hosts: inout [String: HostLookup],
    _ answers: inout [WebAddress: OutsideAnswer]
  ) -> [Quest] {
    var names: Set<String> = []
    for quest in quests {
      let address = quest.request.address
      if address.problem == nil, address.number == nil, hosts[address.host] == nil {
        names.insert(address.host)
      }
    }
    let unknown = names.sorted()
    for (host, found) in zip(unknown, unknown.concurrentMap(lookUp)) { hosts[host] = found }
    return quests.compactMap { quest in
      let address = quest.request.address
      switch permission(address, hosts[address.host]) {
      case .ask(let machine):
        var quest = quest
        quest.request.machine = machine
        return quest
      case .refuse(let answer):
        answers[quest.origin] = answer
        return nil
      case .unreachable(let reason):
        answers[quest.origin] = .broken(
          quest.redirects == 0
            ? reason : "it leads to `\(address.text)`, which readers cannot reach")
        return nil
      }
    }
  }

  private enum Permission {
    /// At this machine; the proxy finds out which where it is `nil`.
    case ask(IPAddress?)
    case unreachable(String)
    case refuse(OutsideAnswer)
  }

  private func permission(_ address: WebAddress, _ found: HostLookup?) -> Permission {
    if let problem = address.problem { return .unreachable(problem) }
    if let number = address.number { return .ask(number) }
    switch found {
    case .addresses(let machines):
      if machines.contains(where: \.isPrivate) {
        return .unreachable("`\(address.host)` is the name of a machine that readers cannot reach")
      }
      return .ask(machines.first)
    case .unknown, .failed, nil:
      if hasProxy(address) { return .ask(nil) }
      return .refuse(
        found == .unknown
          ? .broken("no server has this name")
          : .unknown("the name of the server could not be looked up"))
    }
  }

  // MARK: Answers

  private enum Step {
    case ask(Quest)
    case answer(OutsideAnswer)
  }

  private static func next(_ quest: Quest, _ response: WebResponse) -> Step {
    var quest = quest
    let status = response.status
    switch status {
    case 200..<300:
      let isMoved = quest.redirects > 0 && quest.isForGood
      return .answer(isMoved ? .moved(quest.request.address.text) : .found)
    case 300..<400 where response.redirect != nil:
      return redirected(quest, response)
    default: break
    }
    // Many servers know GET only, or answer HEAD with anything.
    if quest.request.method == .head {
      quest.request.method = .get
      return .ask(quest)
    }
    switch status {
    case 404, 410: return .answer(.broken("there is nothing at this address (\(status))"))
    case 401, 402, 403, 407, 451, 999:
      return .answer(.unknown("the server does not show this to everybody (\(status))"))
    case 408, 425, 429: return .answer(.unknown("the server is too busy to say (\(status))"))
    case 500...: return .answer(.unknown("the server has a problem of its own (\(status))"))
    case 1...: return .answer(.broken("the server refuses the address (\(status))"))
    default:
      let reason = response.failure ?? "there is no answer"
      return .answer(response.mayPass ? .unknown(reason) : .broken(reason))
    }
  }

  private static func redirected(_ quest: Quest, _ response: WebResponse) -> Step {
    var quest = quest
    guard let target = response.redirect.flatMap({ WebAddress($0) }) else {
      return .answer(.broken("it leads to `\(response.redirect ?? "")`, which is no web address"))
    }
    guard quest.redirects < redirectLimit else {
      return .answer(.broken("it leads from address to address without an end"))
    }
    quest.isForGood = quest.isForGood && [301, 308].contains(response.status)
    quest.redirects += 1
    quest.request.address = target
    quest.request.machine = nil
    return .ask(quest)
  }
}

/// One request for an outside address.
struct WebRequest: Hashable, Sendable {
  enum Method: Sendable {
    case head, get
  }

  var address: WebAddress
  /// The machine to connect to; a proxy chooses where there is none.
  var machine: IPAddress?
  var method = Method.head

  init(_ address: WebAddress) {
    self.address = address
  }
}

/// What came back.
struct WebResponse: Sendable {
  /// 0 where nothing did.
  var status = 0
  /// Where the server sends on to.
  var redirect: String?
  /// Why nothing came back.
  var failure: String?
  /// Whether it may be different the next time.
  var mayPass = false
}
