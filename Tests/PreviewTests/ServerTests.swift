import Testing

@testable import Preview

/// A server that answers on loopback.
struct TestServer {
  let site = ServedSite()
  let port: UInt16

  init(
    _ files: [(path: String, bytes: [UInt8])] = [],
    _ limits: ServerLimits = .patient(connections: 100)
  ) throws {
    site.update(
      [("a.txt", Array("aaaa".utf8)), ("b.txt", Array("bbb".utf8))] + files, at: "/")
    port = try PreviewServer(site, host: "127.0.0.1", limits: limits).start(port: 0)
  }

  static func request(_ method: String, _ path: String, _ headers: String...) -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
      + headers.map { $0 + "\r\n" }.joined() + "\r\n"
  }

  /// Whether a new connection is answered.
  func answers() async throws -> Bool {
    let connection = try Connection(port: port)
    connection.send(Self.request("GET", "/a.txt"))
    return try await connection.answer().body == "aaaa"
  }
}

extension ServerLimits {
  /// Limits of time that a test never meets, however long it waits for its turn on a busy machine.
  static func patient(connections: Int) -> ServerLimits {
    var limits = ServerLimits(connections: connections)
    (limits.idle, limits.head) = (.seconds(3600), .seconds(3600))
    return limits
  }
}

/// The server over loopback: what is answered.
@Suite struct ServerTests {
  @Test("HEAD has no body, and the connection goes on", arguments: [false, true])
  func head(isPipelined: Bool) async throws {
    let connection = try Connection(port: TestServer().port)
    let requests = [("HEAD", "/a.txt"), ("GET", "/b.txt"), ("HEAD", "/none"), ("GET", "/a.txt")]
    if isPipelined { connection.send(requests.map { TestServer.request($0, $1) }.joined()) }
    var answers: [(head: String, body: String)] = []
    for (method, path) in requests {
      if !isPipelined { connection.send(TestServer.request(method, path)) }
      answers.append(try await connection.answer(hasBody: method == "GET"))
    }
    #expect(answers.map(\.body) == ["", "bbb", "", "aaaa"])
    #expect(answers[0].head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answers[0].head.contains("Content-Length: 4\r\n"))
    #expect(answers[2].head.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
  }

  @Test("What has not changed is answered without a body, and the connection goes on")
  func notModified() async throws {
    let connection = try Connection(port: TestServer().port)
    connection.send(
      TestServer.request("GET", "/a.txt", "If-None-Match: *") + TestServer.request("GET", "/b.txt"))
    let head = try await connection.answer(hasBody: false).head
    #expect(head.hasPrefix("HTTP/1.1 304 Not Modified\r\n"))
    #expect(try await connection.answer().body == "bbb")
  }

  @Test(
    "Foreign hosts and other methods are refused, ranges cut",
    arguments: [
      ("GET /a.txt HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 421 Misdirected Request\r\n"),
      ("GET /a.txt HTTP/1.1\r\n\r\n", "HTTP/1.1 421 "),
      ("GET /a.txt HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "HTTP/1.1 421 "),
      ("GET http://evil.example/a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 421 "),
      ("GET http://localhost:1/a.txt HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 200 "),
      (TestServer.request("POST", "/a.txt"), "HTTP/1.1 405 Method Not Allowed\r\n"),
      (TestServer.request("OPTIONS", "*"), "HTTP/1.1 405 "),
      (TestServer.request("GET", "/a.txt", "Range: bytes=1-2"), "HTTP/1.1 206 Partial Content\r\n"),
      (TestServer.request("GET", "/../a.txt"), "HTTP/1.1 404 "),
      (TestServer.request("GET", "/%2e%2e/%2e%2e/etc/passwd"), "HTTP/1.1 404 "),
    ])
  func refusals(request: String, start: String) async throws {
    let connection = try Connection(port: TestServer().port)
    connection.send(request)
    let head = try await connection.answer().head
    #expect(head.hasPrefix(start))
  }

  @Test(
    "The parts of a request's target",
    arguments: [
      ("/a?b?c", "/a", "b?c", nil), ("*", "*", "", nil), ("", "", "", nil),
      ("http://h:1/a?b", "/a", "b", "h:1"), ("HTTP://h", "/", "", "h"),
      ("http://h?b", "/", "b", "h"), ("//h/a", "//h/a", "", nil),
      ("ftp://h/a", "ftp://h/a", "", nil),
    ] as [(String, String, String, String?)])
  func targets(target: String, path: String, query: String, authority: String?) {
    let parts = PreviewRequest.parts(ofTarget: target)
    #expect(parts.path == path)
    #expect(parts.query == query)
    #expect(parts.authority == authority)
  }

  @Test("A large file, its ranges and its pages come whole, and the connection goes on")
  func largeFile() async throws {
    let bytes = (0..<3_000_001).map { UInt8(0x20 + $0 % 90) }
    let connection = try Connection(
      port: TestServer([("large.txt", bytes), ("large.html", bytes)]).port)
    connection.send(
      TestServer.request("GET", "/large.txt")
        + TestServer.request("GET", "/large.txt", "Range: bytes=65535-1000000")
        + TestServer.request("GET", "/large.html") + TestServer.request("GET", "/a.txt"))
    #expect(Array(try await connection.answer().body.utf8) == bytes)
    #expect(Array(try await connection.answer().body.utf8) == Array(bytes[65535...1_000_000]))
    let page = Array(try await connection.answer().body.utf8)
    #expect(page.starts(with: bytes) && page.count > bytes.count)
    #expect(try await connection.answer().body == "aaaa")
  }

  @Test("Ten thousand requests at once are answered in their order")
  func pipelining() async throws {
    let connection = try Connection(port: TestServer().port)
    let requests = (0..<10_000).map { TestServer.request("GET", $0 % 3 == 0 ? "/a.txt" : "/b.txt") }
    try await connection.sendAll(Array(requests.joined().utf8))
    for number in 0..<10_000 {
      let body = try await connection.answer().body
      try #require(body == (number % 3 == 0 ? "aaaa" : "bbb"))
    }
  }

  @Test(
    "Whoever says that it is the last request is answered, and the connection closed",
    arguments: [
      ("GET /a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 "),
      ("GET /a.txt HTTP/1.0\r\nHost: localhost\r\n\r\n", "HTTP/1.0 200 "),
    ])
  func lastRequest(request: String, start: String) async throws {
    let connection = try Connection(port: TestServer().port)
    connection.send(request + TestServer.request("GET", "/b.txt"))
    let text = try await connection.receiveAll()
    #expect(text.hasPrefix(start))
    #expect(text.lowercased().contains("connection: close\r\n"))
    #expect(text.hasSuffix("\r\n\r\naaaa"))
  }

  @Test("A client of HTTP/1.0 may keep the connection")
  func keepAlive() async throws {
    let connection = try Connection(port: TestServer().port)
    let request = "GET /a.txt HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n"
    connection.send(request + request)
    for _ in 0..<2 {
      let answer = try await connection.answer()
      #expect(answer.head.contains("Connection: keep-alive\r\n") && answer.body == "aaaa")
    }
  }

  @Test("News arrive, and whoever goes away is dropped", arguments: [false, true])
  func news(isHalfClosed: Bool) async throws {
    let server = try TestServer()
    var connection: Connection? = try Connection(port: server.port)
    connection?.send(TestServer.request("GET", "/_waymark/events"))
    let head = try await connection?.receive(through: "retry: 500\n\n")
    #expect(head?.contains("Content-Type: text/event-stream\r\n") == true)
    #expect(server.site.subscriberCount == 1)
    server.site.notify(changed: ["a \"b\".png"])
    let text = try await connection?.receive(through: "]}")
    #expect(text?.contains(#"data: {"changed":["a \"b\".png"]}"#) == true)
    if isHalfClosed { connection?.endSending() } else { connection = nil }
    for _ in 0..<3000 where server.site.subscriberCount > 0 {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(server.site.subscriberCount == 0)
    withExtendedLifetime(connection) {}
  }

  @Test("A stream says that it is still there")
  func pulse() async throws {
    var limits = ServerLimits.patient(connections: 10)
    limits.heartbeat = .milliseconds(1)
    let connection = try Connection(port: TestServer([], limits).port)
    connection.send(TestServer.request("GET", "/_waymark/events"))
    for _ in 0..<2 { _ = try await connection.receive(through: ": heartbeat\n\n") }
  }

  @Test("A port in use gives the next one")
  func portInUse() async throws {
    let server = try TestServer()
    try #require(server.port < UInt16.max - 20)
    let next = try PreviewServer(server.site, host: "127.0.0.1").start(port: server.port)
    #expect(next > server.port && next < server.port + 20)
    let connection = try Connection(port: next)
    connection.send(TestServer.request("GET", "/a.txt"))
    #expect(try await connection.answer().body == "aaaa")
  }

  @Test("Where nothing can listen, it is said", arguments: ["no.address.example", "203.0.113.1"])
  func noAddress(host: String) {
    let failure = #expect(throws: PreviewServer.Failure.self) {
      try PreviewServer(ServedSite(), host: host).start(port: 0)
    }
    #expect(failure?.description.hasPrefix("`\(host)` is not an address of this machine") == true)
  }
}
