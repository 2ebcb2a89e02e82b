import NIOCore
import NIOHTTP1

/// Answers the requests of one connection, in their order.
///
/// While a response is being sent, nothing is read, and a response is passed to the channel in pieces. So a client
/// that does not read costs the memory of two pieces, however many requests it sends and however large the files are.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private enum Phase {
    /// Waits for the first byte of a request.
    case idle
    /// Waits for the rest of a request's head.
    case head
    /// Waits for the client to accept more of a response.
    case response
    /// Sends events as they occur.
    case stream
    /// Waits for the client to close the connection after the last response.
    case drain
  }

  /// A response that is due.
  private enum Turn {
    case request(PreviewRequest, HTTPVersion, isLast: Bool)
    /// The response to invalid input, after which the connection is closed.
    case refusal(PreviewResponse)
  }

  private static let pieceSize = 64 << 10
  /// The number of bytes that are sent before other connections have their turn.
  private static let share = 256 << 10
  /// The number of bytes that each response counts in addition to its body.
  private static let turnCost = 1 << 10

  private let responder: PreviewResponder
  private let site: ServedSite
  private let table: ConnectionTable
  private var context: ChannelHandlerContext?

  private var phase = Phase.idle
  /// The time at which the client last made the progress that the phase waits for.
  private(set) var lastProgress = NIODeadline.now()
  private var turns = CircularBuffer<Turn>()
  /// The rest of the response that is being sent.
  private var body = PreviewBody()
  /// Whether the connection is closed after the turns, and further input is dropped.
  private var isLastTurnKnown = false
  private var isInputClosed = false
  private var isProceeding = false
  /// The number of reads left after the last response.
  private var readsLeft: Int
  private var subscription: Int?

  init(_ site: ServedSite, _ responder: PreviewResponder, _ table: ConnectionTable) {
    self.site = site
    self.responder = responder
    self.table = table
    readsLeft = table.limits.drainSize / table.limits.readSize
  }

  var isStream: Bool { phase == .stream }

  private func enter(_ phase: Phase) {
    self.phase = phase
    lastProgress = .now()
  }

  /// Closes the connection at once.
  func close() { context?.close(promise: nil) }

  /// Closes the connection if it timed out; sends an event stream its heartbeat.
  func check(_ now: NIODeadline) {
    let limits = table.limits
    let limit =
      switch phase {
      case .idle, .response: limits.idle
      case .head: limits.head
      case .drain: limits.drain
      case .stream: limits.heartbeat
      }
    guard now - lastProgress >= TimeAmount(limit) else { return }
    if phase == .stream {
      send(": heartbeat\n\n")
      lastProgress = now
    } else {
      close()
    }
  }

  // MARK: Channel events

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    table.add(self)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    table.remove(self)
    if let subscription { site.unsubscribe(subscription) }
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) { context.read() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Bodies are not read, so a request that has one is the last.
    guard !isLastTurnKnown, case .head(let head) = unwrapInboundIn(data) else { return }
    isLastTurnKnown = Self.isLast(head)
    turns.append(.request(PreviewRequest(head), head.version, isLast: isLastTurnKnown))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    switch phase {
    case .drain:
      readsLeft -= 1
      if readsLeft > 0 { context.read() } else { close() }
    case .stream: context.read()
    case .idle where turns.isEmpty:
      enter(.head)
      context.read()
    case .head where turns.isEmpty: context.read()
    case .idle, .head, .response: proceed()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable, phase == .response else { return }
    lastProgress = .now()
    proceed()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else { return }
    isInputClosed = true
    isLastTurnKnown = true
    switch phase {
    case .stream, .drain: close()
    case .idle, .head: if turns.isEmpty { close() } else { proceed() }
    case .response: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow, is ByteToMessageDecoderError.PayloadTooLargeError:
      refuse(431, "The address or the headers of the request are too long.\n")
    case is HTTPParserError:
      refuse(400, "This is not a request of HTTP/1.\n")
    case ByteToMessageDecoderError.dataReceivedInErrorState: break
    default: close()
    }
  }

  private func refuse(_ status: Int, _ text: String) {
    guard !isLastTurnKnown else { return }
    isLastTurnKnown = true
    turns.append(.refusal(.text(status, text)))
  }

  /// Whether a request is the last: the client asks for that, or a body or another protocol follows.
  private static func isLast(_ head: HTTPRequestHead) -> Bool {
    !head.isKeepAlive || head.method == .CONNECT
      || ["transfer-encoding", "upgrade"].contains { head.headers.contains(name: $0) }
      || head.headers["content-length"].contains { $0 != "0" }
  }

  // MARK: Responses

  /// Sends as much as the client accepts, then waits for it, for the next request, or closes the connection.
  private func proceed() {
    guard let context, !isProceeding else { return }
    isProceeding = true
    defer { isProceeding = false }
    if phase != .response { enter(.response) }
    var share = Self.share
    while phase == .response, share > 0, isWritable(context) {
      if !body.isEmpty {
        let piece = body.takeFirst(Self.pieceSize)
        share -= piece.count
        write(.body(.byteBuffer(context.channel.allocator.buffer(bytes: piece))))
      } else if let turn = turns.popFirst() {
        share -= Self.turnCost
        begin(turn)
      } else {
        break
      }
    }
    context.flush()
    guard phase == .response, context.channel.isActive else { return }
    if !body.isEmpty || !turns.isEmpty {
      // If the client accepts no more, the channel reports when it does.
      if context.channel.isWritable { table.resumeLater(self, on: context.eventLoop) }
    } else if isLastTurnKnown {
      finish(context)
    } else {
      enter(.idle)
      context.read()
    }
  }

  /// Whether the channel accepts more, at once or after a flush.
  private func isWritable(_ context: ChannelHandlerContext) -> Bool {
    if !context.channel.isWritable { context.flush() }
    return context.channel.isWritable
  }

  /// Continues after other connections had their turn.
  func resume() { if phase == .response { proceed() } }

  private func begin(_ turn: Turn) {
    switch turn {
    case .refusal(let response): writeHead(response, .http1_1, isLast: true)
    case .request(let request, let version, let isLast):
      let response = responder.respond(to: request)
      if response.isEventStream {
        beginStream(response, version)
      } else {
        writeHead(response, version, isLast: isLast)
      }
    }
  }

  private func writeHead(_ response: PreviewResponse, _ version: HTTPVersion, isLast: Bool) {
    var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
    if !response.isEventStream { headers.add(name: "Content-Length", value: "\(response.length)") }
    if isLast {
      headers.add(name: "Connection", value: "close")
    } else if version == .http1_0 {
      headers.add(name: "Connection", value: "keep-alive")
    }
    let status = HTTPResponseStatus(statusCode: response.status)
    write(.head(HTTPResponseHead(version: version, status: status, headers: headers)))
    body = response.body
  }

  private func write(_ part: HTTPServerResponsePart) {
    context?.write(wrapOutboundOut(part), promise: nil)
  }

  /// Closes the connection after the last response has been sent.
  ///
  /// Further input is read and dropped for a while. If it were left unread, the system would reset the connection, and
  /// the client might lose the response.
  private func finish(_ context: ChannelHandlerContext) {
    let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    sent.assumeIsolated().whenComplete { [self] _ in
      guard !isInputClosed else { return close() }
      enter(.drain)
      context.close(mode: .output, promise: nil)
      context.read()
    }
  }

  // MARK: Events

  private func beginStream(_ response: PreviewResponse, _ version: HTTPVersion) {
    guard table.hasRoomForStream else {
      var response = PreviewResponse.text(503, "Too many pages of this preview are open.\n")
      response.headers.append(("Retry-After", "5"))
      return writeHead(response, version, isLast: false)
    }
    guard let context, !isInputClosed else { return }
    writeHead(response, version, isLast: true)
    enter(.stream)
    isLastTurnKnown = true
    turns.removeAll()
    send("retry: 500\n\n")
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    subscription = site.subscribe { text in
      bound.eventLoop.execute { bound.value.send("data: \(text)\n\n") }
    }
    context.read()
  }

  /// Sends an event.
  ///
  /// A client that accepts no more is disconnected, and checks for changes when it connects again.
  private func send(_ text: String) {
    guard let context, phase == .stream else { return }
    guard context.channel.isWritable else { return close() }
    write(.body(.byteBuffer(context.channel.allocator.buffer(string: text))))
    context.flush()
  }
}

extension PreviewRequest {
  /// The parts of a request's head that the preview needs.
  init(_ head: HTTPRequestHead) {
    let (path, query, authority) = Self.parts(ofTarget: head.uri)
    // Two hosts are as invalid as none.
    let hosts = authority.map { [$0] } ?? head.headers["host"]
    self.init(
      method: head.method.rawValue, path: path, query: query,
      host: hosts.count == 1 ? hosts[0] : nil, range: head.headers.first(name: "range"),
      ifNoneMatch: head.headers.first(name: "if-none-match"))
  }

  /// Splits `/path?query`, or `http://host/path?query`, which a proxy sends (RFC 9112, section 3.2).
  static func parts(
    ofTarget target: String
  ) -> (path: String, query: String, authority: String?) {
    var rest = Substring(target)
    var authority: String?
    if rest.prefix(7).lowercased() == "http://" {
      rest = rest.dropFirst(7)
      authority = String(rest.prefix { $0 != "/" && $0 != "?" })
      rest = rest.dropFirst(authority?.count ?? 0)
      if rest.first != "/" { rest = "/" + rest }
    }
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "", authority)
  }
}
