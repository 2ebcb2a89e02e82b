import NIOCore
import NIOHTTP1

/// Answers the requests of one connection, in their order.
///
/// Nothing is read while an answer waits for the client to take it, and an answer is handed to the channel piece by
/// piece: so a client that does not read costs two pieces, however many requests it sends and however large the files
/// are.
final class HTTPConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// What a connection is waiting for.
  private enum Phase {
    /// The first byte of a request.
    case idle
    /// The rest of a request's head.
    case head
    /// The client, to take what is sent.
    case answer
    /// Events.
    case stream
    /// The client, to close after the last answer.
    case drain
  }

  /// What is to be answered next.
  private enum Turn {
    case request(PreviewRequest, HTTPVersion, isLast: Bool)
    /// Something that is no request; the connection is closed after it.
    case refusal(PreviewResponse)
  }

  private static let pieceSize = 64 << 10
  /// How many bytes are sent before other connections have their turn, and how many an answer counts beside its body.
  private static let share = 256 << 10
  private static let turnCost = 1 << 10

  private let responder: PreviewResponder
  private let site: ServedSite
  private let table: ConnectionTable
  private var context: ChannelHandlerContext?

  private var phase = Phase.idle
  /// When the client last did what was waited for.
  private(set) var lastProgress = NIODeadline.now()
  private var turns = CircularBuffer<Turn>()
  /// What is left of the answer that is being sent.
  private var body = PreviewBody()
  /// Whether what comes after the turns is dropped: the connection is closed when they have been answered.
  private var isLastTurnKnown = false
  private var isInputClosed = false
  private var isProceeding = false
  /// How often the connection is still read after the last answer.
  private var readsLeft: Int
  private var listener: Int?

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

  /// Ends the connection without another word.
  func close() { context?.close(promise: nil) }

  /// Closes the connection where its time is over; sends a stream its pulse.
  func check(_ now: NIODeadline) {
    let limits = table.limits
    let limit =
      switch phase {
      case .idle, .answer: limits.idle
      case .head: limits.head
      case .drain: limits.drain
      case .stream: limits.pulse
      }
    guard now - lastProgress >= TimeAmount(limit) else { return }
    if phase == .stream {
      send(": still here\n\n")
      lastProgress = now
    } else {
      close()
    }
  }

  // MARK: What the channel tells

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    table.add(self)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    table.remove(self)
    if let listener { site.stopListening(listener) }
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) { context.read() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // Bodies are not read: a request that has one is the last.
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
    case .idle, .head, .answer: proceed()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable, phase == .answer else { return }
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
    case .answer: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.headerOverflow, is ByteToMessageDecoderError.PayloadTooLargeError:
      refuse(431, "The address or the headers of the request are too long.\n")
    case is HTTPParserError:
      refuse(400, "This is no request of HTTP/1.\n")
    case ByteToMessageDecoderError.dataReceivedInErrorState: break
    default: close()
    }
  }

  private func refuse(_ status: Int, _ text: String) {
    guard !isLastTurnKnown else { return }
    isLastTurnKnown = true
    turns.append(.refusal(.text(status, text)))
  }

  /// Whether nothing after a request is looked at: the client says so, or other things than requests follow.
  private static func isLast(_ head: HTTPRequestHead) -> Bool {
    !head.isKeepAlive || head.method == .CONNECT
      || ["transfer-encoding", "upgrade"].contains { head.headers.contains(name: $0) }
      || head.headers["content-length"].contains { $0 != "0" }
  }

  // MARK: Answers

  /// Sends as much as the client takes, then waits for it, for the next request, or for the end.
  private func proceed() {
    guard let context, !isProceeding else { return }
    isProceeding = true
    defer { isProceeding = false }
    if phase != .answer { enter(.answer) }
    var share = Self.share
    while phase == .answer, share > 0, isWritable(context) {
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
    guard phase == .answer, context.channel.isActive else { return }
    if !body.isEmpty || !turns.isEmpty {
      // Where the client takes no more, the channel tells when it does.
      if context.channel.isWritable { table.resumeLater(self, on: context.eventLoop) }
    } else if isLastTurnKnown {
      finish(context)
    } else {
      enter(.idle)
      context.read()
    }
  }

  /// Whether the channel takes more, at once or when what it has is sent.
  private func isWritable(_ context: ChannelHandlerContext) -> Bool {
    if !context.channel.isWritable { context.flush() }
    return context.channel.isWritable
  }

  /// Goes on after others had their turn.
  func resume() { if phase == .answer { proceed() } }

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

  /// Closes the connection when the last answer has been sent.
  ///
  /// What the client still sends is read and dropped for a while: if it were left, the system would reset the
  /// connection, and the client might lose the answer.
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
      var response = PreviewResponse.text(503, "Too many pages listen to this preview.\n")
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
    listener = site.listen { text in
      bound.eventLoop.execute { bound.value.send("data: \(text)\n\n") }
    }
    context.read()
  }

  /// Sends events; a client that does not take them is dropped, and looks again when it comes back.
  private func send(_ text: String) {
    guard let context, phase == .stream else { return }
    guard context.channel.isWritable else { return close() }
    write(.body(.byteBuffer(context.channel.allocator.buffer(string: text))))
    context.flush()
  }
}

extension PreviewRequest {
  /// What matters of a request's head.
  init(_ head: HTTPRequestHead) {
    let (path, query, authority) = Self.parts(ofTarget: head.uri)
    // Two hosts are none.
    let hosts = authority.map { [$0] } ?? head.headers["host"]
    self.init(
      method: head.method.rawValue, path: path, query: query,
      host: hosts.count == 1 ? hosts[0] : nil, range: head.headers.first(name: "range"),
      ifNoneMatch: head.headers.first(name: "if-none-match"))
  }

  /// The parts of `/path?query`, or of `http://host/path?query`, which a proxy sends (RFC 9112 §3.2).
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
