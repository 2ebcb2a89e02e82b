import FlyingFox
import FlyingSocks
import Foundation

/// Serves a `ServedSite` over HTTP.
package struct PreviewServer: Sendable {
  /// How many ports are tried, from the one that was asked for.
  private static let portCount = 20
  /// The seconds that an answer may take.
  ///
  /// Each answer keeps the memory of its clock for so long, whenever it is given.
  private static let timeout = 5.0
  /// How often a stream of news says that it is still there.
  private static let pulse = Duration.seconds(15)

  private let site: ServedSite
  private let host: String

  /// - Parameters:
  ///   - site: What is served.
  ///   - host: An address of this machine, or `localhost`.
  package init(_ site: ServedSite, host: String) {
    self.site = site
    self.host = host
  }

  /// How many seconds a server may take to start before nobody waits for it any more.
  private static let startLimit = 3600.0

  /// Why no server could be started.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Starts at the port, or at the next that is free, and answers with it; the server runs until the process ends.
  package func start(port: UInt16) async throws -> UInt16 {
    let last = UInt16(min(Int(UInt16.max), Int(port) + Self.portCount - 1))
    for candidate in port...last {
      let server = HTTPServer(
        config: .init(
          address: try address(port: candidate), timeout: Self.timeout, pool: PromptPool(),
          logger: .disabled),
        handler: handler)
      switch await Self.outcome(of: server) {
      case .success: return await server.port ?? candidate
      case .failure(let error) where Self.isTaken(error): continue
      case .failure(let error):
        throw Failure(description: "the preview cannot listen at \(host):\(candidate): \(error)")
      }
    }
    throw Failure(description: "the ports \(port) to \(last) are all in use")
  }

  /// Whether a server has started to listen, or why it ended.
  ///
  /// Whichever comes first says so: on a busy machine a server may start late, which is no failure.
  private static func outcome(of server: HTTPServer) async -> Result<Void, any Error> {
    let (outcomes, report) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
    Task {
      do {
        try await server.run()
        report.yield(.failure(SocketError.disconnected))
      } catch {
        report.yield(.failure(error))
      }
    }
    let waiting = Task {
      try await server.waitUntilListening(timeout: startLimit)
      report.yield(.success(()))
    }
    defer { waiting.cancel() }
    var first = outcomes.makeAsyncIterator()
    return await first.next() ?? .failure(SocketError.disconnected)
  }

  private static func isTaken(_ error: any Error) -> Bool {
    if case SocketError.failed(_, let number, _) = error { return number == EADDRINUSE }
    return false
  }

  private func address(port: UInt16) throws -> any SocketAddress {
    let host = host == "localhost" ? "127.0.0.1" : host
    do {
      return host.contains(":")
        ? try sockaddr_in6.inet6(ip6: host, port: port)
        : try sockaddr_in.inet(ip4: host, port: port)
    } catch {
      throw Failure(description: "`\(host)` is no address of this machine")
    }
  }

  private var handler: ClosureHTTPHandler {
    let responder = PreviewResponder(site, host: host)
    let site = site
    return ClosureHTTPHandler { request in
      let response = responder.respond(
        to: PreviewRequest(
          method: request.method.rawValue, path: request.target.path(),
          query: request.target.query(), host: request.headers[.host],
          range: request.headers[.range], ifNoneMatch: request.headers[HTTPHeader("If-None-Match")])
      )
      var headers = HTTPHeaders()
      for (name, value) in response.headers { headers[HTTPHeader(name)] = value }
      let code = HTTPStatusCode(response.status, phrase: Self.phrases[response.status] ?? "")
      if response.isEventStream {
        return HTTPResponse(
          statusCode: code, headers: headers,
          body: HTTPBodySequence(from: NewsSequence(site.listen(), pulse: Self.pulse)))
      }
      if response.status != 304 { headers[.contentLength] = String(response.length) }
      return HTTPResponse(statusCode: code, headers: headers, body: Data(response.body))
    }
  }

  private static let phrases = [
    200: "OK", 206: "Partial Content", 301: "Moved Permanently", 304: "Not Modified",
    404: "Not Found", 405: "Method Not Allowed", 416: "Range Not Satisfiable",
    421: "Misdirected Request",
  ]
}

extension HTTPServer {
  /// Where it listens: who asks for port 0 gets one that is free.
  fileprivate var port: UInt16? {
    switch listeningAddress {
    case .ip4(_, let port), .ip6(_, let port): port
    default: nil
    }
  }
}

/// Messages as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), with a pulse
/// between them, by which a reader who went away is noticed.
private struct NewsSequence: AsyncBufferedSequence {
  typealias Element = UInt8

  private let texts: AsyncStream<String>

  init(_ news: AsyncStream<String>, pulse: Duration) {
    texts = AsyncStream { continuation in
      continuation.yield("retry: 500\n\n")
      let reading = Task {
        for await text in news { continuation.yield("data: \(text)\n\n") }
        continuation.finish()
      }
      let beating = Task {
        while !Task.isCancelled {
          try await Task.sleep(for: pulse)
          continuation.yield(": still here\n\n")
        }
      }
      continuation.onTermination = { _ in
        reading.cancel()
        beating.cancel()
      }
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(texts: texts.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate var texts: AsyncStream<String>.Iterator
    private var rest: ArraySlice<UInt8> = []

    fileprivate init(texts: AsyncStream<String>.Iterator) {
      self.texts = texts
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      while rest.isEmpty {
        guard let text = await texts.next() else { return nil }
        rest = Array(text.utf8)[...]
      }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }
}

/// The library's sockets, which send at once what is written.
///
/// It writes the head of an answer and its body apart, and the kernel would keep the body back until the head is
/// acknowledged, for some 40 ms (Nagle's algorithm). What a socket that listens is told, those that it accepts know.
private struct PromptPool: AsyncSocketPool {
  private let pool: any AsyncSocketPool = HTTPServer.defaultPool()

  func prepare() async throws { try await pool.prepare() }

  func run() async throws { try await pool.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    if (try? socket.remotePeer()) == nil {
      var isOn: Int32 = 1
      setsockopt(
        socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn,
        socklen_t(MemoryLayout<Int32>.size))
    }
    try await pool.suspendSocket(socket, untilReadyFor: events)
  }
}
