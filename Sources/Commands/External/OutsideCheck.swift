/// Asks for outside addresses: what may be asked, in rounds that are polite to every host.
///
/// In a round each host is asked for one address, and a second passes between two rounds. An address is
/// asked by HEAD first, and by GET where the server will not answer that. Redirects are followed here,
/// one by one, so that none leads to another scheme or into a private network unseen.
struct OutsideCheck {
  private static let redirectLimit = 5

  /// Asks for each address once by a method; the answers are in the order of the requests.
  let ask: ([WebRequest]) throws -> [WebResponse]
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
    var waiting: [Quest] = []
    for address in addresses {
      if address.isPrivate {
        answers[address] = .broken("`\(address.host)` is an address that readers cannot reach")
      } else {
        waiting.append(Quest(origin: address, request: WebRequest(address)))
      }
    }
    var isFirst = true
    while !waiting.isEmpty {
      if !isFirst { pause() }
      isFirst = false
      var hosts: Set<String> = []
      let now = waiting.filter { hosts.insert($0.request.address.host).inserted }
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
    if target.isPrivate {
      return .answer(.broken("it leads to `\(target.text)`, which readers cannot reach"))
    }
    guard quest.redirects < redirectLimit else {
      return .answer(.broken("it leads from address to address without an end"))
    }
    quest.isForGood = quest.isForGood && [301, 308].contains(response.status)
    quest.redirects += 1
    quest.request.address = target
    return .ask(quest)
  }
}

/// One request for an outside address.
struct WebRequest: Hashable, Sendable {
  enum Method: Sendable {
    case head, get
  }

  var address: WebAddress
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
