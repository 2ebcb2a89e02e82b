import Testing

@testable import Preview

/// The server over loopback: what clients that ask for too much, or do too little, get.
@Suite struct ServerLimitTests {
  private static let request = TestServer.request("GET", "/a.txt")

  /// What a client that sends some bytes gets until the connection is closed.
  private static func answer(_ bytes: [UInt8], from server: TestServer) async throws -> String {
    let connection = try Connection(port: server.port)
    try await connection.sendAll(bytes)
    return try await connection.receiveAll()
  }

  // MARK: Size

  @Test("A request line that is too long is refused", arguments: [40 << 10, 128 << 10, 10_000_000])
  func requestLine(length: Int) async throws {
    let server = try TestServer()
    let bytes = Array(("GET /" + String(repeating: "a", count: length) + " HTTP/1.1\r\n").utf8)
    let text = try await Self.answer(bytes, from: server)
    #expect(text.hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n"))
    #expect(text.lowercased().contains("connection: close\r\n"))
    #expect(try await server.answers())
  }

  @Test(
    "Headers that are too long or too many are refused",
    arguments: [(1, 2_000_000), (1, 40 << 10), (100, 1000), (1000, 1)])
  func headers(count: Int, length: Int) async throws {
    let server = try TestServer()
    let header = "X: " + String(repeating: "a", count: length) + "\r\n"
    let text = "GET / HTTP/1.1\r\n" + String(repeating: header, count: count) + "\r\n"
    let answer = try await Self.answer(Array(text.utf8), from: server)
    #expect(answer.hasPrefix("HTTP/1.1 431 "))
    #expect(try await server.answers())
  }

  @Test("The cookies of a developer's machine are not too long")
  func cookies() async throws {
    let connection = try Connection(port: TestServer().port)
    let cookie = "Cookie: " + String(repeating: "a", count: 30_000)
    try await connection.sendAll(Array(TestServer.request("GET", "/a.txt", cookie).utf8))
    #expect(try await connection.answer().body == "aaaa")
  }

  @Test(
    "What is no request of HTTP/1 is refused",
    arguments: [
      "\u{16}\u{03}\u{01}\u{02}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "hello\r\n\r\n",
      "GET /a.txt HTTP/3.0\r\n\r\n", "GET /\u{0} HTTP/1.1\r\n\r\n", "GET /é HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nA b: c\r\n\r\n", "GET / HTTP/1.1\r\n: c\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nA: b\r\n c\u{0}\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ])
  func noRequest(text: String) async throws {
    let server = try TestServer()
    let answer = try await Self.answer(Array((text + Self.request).utf8), from: server)
    #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(answer.components(of: "HTTP/1.1 ") == 1)
    #expect(try await server.answers())
  }

  @Test(
    "A body, or what follows a request for another protocol, is not taken for a request",
    arguments: [
      ("POST", "Content-Length: 100000000"), ("GET", "Content-Length: 5"),
      ("GET", "Transfer-Encoding: chunked"), ("POST", "Transfer-Encoding: chunked"),
      ("GET", "Connection: upgrade\r\nUpgrade: websocket"), ("CONNECT", "A: b"),
      ("GET", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c"),
    ])
  func body(method: String, header: String) async throws {
    let server = try TestServer()
    let target = method == "CONNECT" ? "localhost:1" : "/a.txt"
    let requests = TestServer.request(method, target, header) + "0\r\n\r\n" + Self.request
    let answer = try await Self.answer(Array(requests.utf8), from: server)
    #expect(answer.hasPrefix(method == "GET" ? "HTTP/1.1 200 " : "HTTP/1.1 405 "))
    #expect(answer.components(of: "HTTP/1.1 ") == 1)
    #expect(try await server.answers())
  }

  @Test("A large body does not keep the client from the answer, and is not read without end")
  func largeBody() async throws {
    let server = try TestServer()
    let head = TestServer.request("POST", "/a.txt", "Content-Length: 8000000")
    let some = Array(head.utf8) + [UInt8](repeating: 0x61, count: 8_000_000)
    #expect(try await Self.answer(some, from: server).hasPrefix("HTTP/1.1 405 "))
    var limits = ServerLimits.patient(connections: 10)
    limits.drainSize = 100_000
    let strict = try TestServer([], limits)
    let connection = try Connection(port: strict.port)
    connection.send(TestServer.request("POST", "/a.txt", "Content-Length: 100000000"))
    try await connection.sendAll([UInt8](repeating: 0x61, count: 100_000_000))
    _ = try await connection.receiveAll()
    #expect(try await strict.answers())
  }

  // MARK: Time

  private static var brief: ServerLimits {
    var limits = ServerLimits.patient(connections: 100)
    (limits.idle, limits.head, limits.drain) = (
      .milliseconds(500), .milliseconds(500), .milliseconds(500)
    )
    return limits
  }

  @Test("A connection that sends nothing is closed", arguments: ["", request])
  func idle(sent: String) async throws {
    let server = try TestServer([], Self.brief)
    let connection = try Connection(port: server.port)
    connection.send(sent)
    #expect(try await connection.receiveAll().isEmpty == sent.isEmpty)
    #expect(try await server.answers())
  }

  @Test(
    "A request that comes byte by byte is not waited for",
    arguments: ["GET /", "GET / HTTP/1.1\r\nA: "])
  func slowRequest(start: String) async throws {
    var limits = ServerLimits.patient(connections: 100)
    limits.head = .milliseconds(50)
    let server = try TestServer([], limits)
    let connection = try Connection(port: server.port)
    connection.send(start)
    // Ends when the server closes the connection, long before all is sent.
    for _ in 0..<30_000 where !connection.isClosed {
      connection.send("a")
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(connection.isClosed)
    #expect(try await server.answers())
  }

  @Test("A client that does not take its answer is closed, whatever it asks for")
  func slowReader() async throws {
    var limits = ServerLimits.patient(connections: 100)
    limits.idle = .milliseconds(500)
    let large = [UInt8](repeating: 0x61, count: 50_000_000)
    let server = try TestServer([("large.txt", large)], limits)
    let connection = try Connection(port: server.port, receiveBuffer: 4096)
    connection.send(String(repeating: TestServer.request("GET", "/large.txt"), count: 20))
    // What is sent to a closed connection is answered by a reset.
    var isOpen = true
    for _ in 0..<30_000 where isOpen {
      isOpen = connection.send("a")
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(!isOpen)
    #expect(try await server.answers())
  }

  // MARK: Number

  @Test("One connection too many closes the one that did nothing for longest")
  func connectionCount() async throws {
    let server = try TestServer([], .patient(connections: 8))
    var idle: [Connection] = []
    for number in 0..<40 {
      idle.append(try Connection(port: server.port))
      if number % 2 == 0 { idle[number].send("GET / HTTP/1.1\r\n") }
      if number % 5 == 0 { #expect(try await server.answers()) }
    }
    #expect(try await server.answers())
    for connection in idle.prefix(30) { #expect(try await connection.receiveAll() == "") }
  }

  @Test("Streams are not closed for other connections, and leave room for them")
  func streamCount() async throws {
    let server = try TestServer([], .patient(connections: 8))
    let ask = TestServer.request("GET", "/_waymark/events")
    var streams: [Connection] = []
    for _ in 0..<4 {
      streams.append(try Connection(port: server.port))
      streams.last?.send(ask)
      _ = try await streams.last?.receive(through: "retry: 500\n\n")
    }
    for _ in 0..<50 {
      let connection = try Connection(port: server.port)
      connection.send(ask + Self.request)
      let refused = try await connection.answer()
      #expect(refused.head.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
      #expect(refused.head.contains("Retry-After: "))
      #expect(try await connection.answer().body == "aaaa")
    }
    server.site.notify(changed: ["x"])
    for stream in streams { _ = try await stream.receive(through: #"{"changed":["x"]}"#) }
    #expect(server.site.subscriberCount == 4)
  }

  @Test("A stream whose reader takes nothing is dropped")
  func stalledStream() async throws {
    let server = try TestServer()
    let connection = try Connection(port: server.port, receiveBuffer: 4096)
    connection.send(TestServer.request("GET", "/_waymark/events"))
    _ = try await connection.receive(through: "retry: 500\n\n")
    let name = String(repeating: "a", count: 100_000)
    for _ in 0..<10_000 where server.site.subscriberCount > 0 {
      server.site.notify(changed: [name])
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(server.site.subscriberCount == 0)
    #expect(try await server.answers())
  }

  @Test(
    "Descriptors are left for files",
    arguments: [(1 << 30, 1000), (1024, 960), (256, 192), (100, 50), (20, 10), (4, 8)])
  func descriptors(limit: Int, connections: Int) {
    #expect(ServerLimits.connections(for: limit) == connections)
  }

  // MARK: Ends

  @Test("A client that ends its side is answered all the same", arguments: [1, 500])
  func halfClosed(count: Int) async throws {
    let connection = try Connection(port: TestServer().port)
    try await connection.sendAll(Array(String(repeating: Self.request, count: count).utf8))
    connection.endSending()
    let text = try await connection.receiveAll()
    #expect(text.components(of: "\r\n\r\naaaa") == count)
  }

  @Test(
    "A client that ends its side early is left", arguments: ["", "GET", "GET / HTTP/1.1\r\nA: b"])
  func endWithoutRequest(start: String) async throws {
    let server = try TestServer()
    let connection = try Connection(port: server.port)
    connection.send(start)
    connection.endSending()
    let text = try await connection.receiveAll()
    #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 400 "))
    #expect(try await server.answers())
  }
}

extension String {
  /// How many times a text occurs.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
