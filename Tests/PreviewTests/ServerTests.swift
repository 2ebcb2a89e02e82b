import Foundation
import Testing

@testable import Preview

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A connection that sends and receives bytes, and lets the server run while it waits.
final class Connection {
  private let socket: Int32
  private var received: [UInt8] = []

  init(port: UInt16) throws {
    #if canImport(Glibc)
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
    }
    try #require(result == 0)
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
  }

  deinit { close(socket) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(socket, bytes, bytes.count)
  }

  /// What comes until the end of some text.
  func receive(through end: String) async throws -> String {
    let end = Array(end.utf8)
    while true {
      if let range = received.firstRange(of: end) { return take(range.upperBound) }
      try await receive()
    }
  }

  func receive(count: Int) async throws -> String {
    while received.count < count { try await receive() }
    return take(count)
  }

  private func take(_ count: Int) -> String {
    defer { received.removeFirst(count) }
    return String(decoding: received[..<count], as: UTF8.self)
  }

  /// Waits for more, a minute at most.
  private func receive() async throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<30_000 {
      let count = read(socket, &buffer, buffer.count)
      if count > 0 {
        received += buffer[..<count]
        return
      }
      try #require(count < 0, "closed after \(String(decoding: received, as: UTF8.self))")
      try await Task.sleep(for: .milliseconds(2))
    }
    Issue.record("nothing came after \(String(decoding: received, as: UTF8.self))")
    throw CancellationError()
  }

  /// The head of an answer, and its body by the length that the head says.
  func answer(hasBody: Bool = true) async throws -> (head: String, body: String) {
    let head = try await receive(through: "\r\n\r\n")
    let line = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-length:")
    }
    let length = line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
    return (head, hasBody ? try await receive(count: length) : "")
  }
}

/// The server over loopback.
@Suite struct ServerTests {
  private static func request(
    _ method: String, _ path: String, host: String = "localhost"
  ) -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: keep-alive\r\n\r\n"
  }

  private func start(host: String = "127.0.0.1") async throws -> (ServedSite, UInt16) {
    let site = ServedSite()
    site.update([("a.txt", Array("aaaa".utf8)), ("b.txt", Array("bbb".utf8))], at: "/")
    return (site, try await PreviewServer(site, host: host).start(port: 0))
  }

  @Test("HEAD has no body, and the connection goes on", arguments: [false, true])
  func head(isPipelined: Bool) async throws {
    let (_, port) = try await start()
    let connection = try Connection(port: port)
    let requests = [("HEAD", "/a.txt"), ("GET", "/b.txt"), ("HEAD", "/none"), ("GET", "/a.txt")]
    if isPipelined { connection.send(requests.map { Self.request($0, $1) }.joined()) }
    var answers: [(head: String, body: String)] = []
    for (method, path) in requests {
      if !isPipelined { connection.send(Self.request(method, path)) }
      answers.append(try await connection.answer(hasBody: method == "GET"))
    }
    #expect(answers.map(\.body) == ["", "bbb", "", "aaaa"])
    #expect(answers[0].head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answers[0].head.contains("Content-Length: 4\r\n"))
    #expect(answers[2].head.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
  }

  @Test("What has not changed is answered without a body, and the connection goes on")
  func notModified() async throws {
    let (_, port) = try await start()
    let connection = try Connection(port: port)
    connection.send(
      "GET /a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\nIf-None-Match: *\r\n\r\n"
        + Self.request("GET", "/b.txt"))
    let head = try await connection.answer(hasBody: false).head
    #expect(head.hasPrefix("HTTP/1.1 304 Not Modified\r\n"))
    let body = try await connection.answer().body
    #expect(body == "bbb")
  }

  @Test("Foreign hosts and other methods are refused, ranges cut, over the wire")
  func refusals() async throws {
    let (_, port) = try await start()
    for (request, start) in [
      (Self.request("GET", "/a.txt", host: "evil.example"), "HTTP/1.1 421 "),
      ("GET /a.txt HTTP/1.1\r\n\r\n", "HTTP/1.1 421 "),
      (Self.request("POST", "/a.txt"), "HTTP/1.1 405 "),
      ("GET /a.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=1-2\r\n\r\n", "HTTP/1.1 206 "),
      (Self.request("GET", "/../a.txt"), "HTTP/1.1 404 "),
      (Self.request("GET", "/%2e%2e/%2e%2e/etc/passwd"), "HTTP/1.1 404 "),
    ] {
      let connection = try Connection(port: port)
      connection.send(request)
      let head = try await connection.answer().head
      #expect(head.hasPrefix(start), "\(request)")
    }
  }

  @Test("News arrive, and whoever goes away is dropped")
  func news() async throws {
    let (site, port) = try await start()
    var connection: Connection? = try Connection(port: port)
    connection?.send(Self.request("GET", "/_waymark/events"))
    _ = try await connection?.receive(through: "retry: 500\n\n")
    #expect(site.listenerCount == 1)
    site.announce(changed: ["a \"b\".png"])
    let text = try await connection?.receive(through: "]}")
    #expect(text?.contains(#"data: {"changed":["a \"b\".png"]}"#) == true)
    connection = nil
    for _ in 0..<600 where site.listenerCount > 0 {
      site.announce()
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(site.listenerCount == 0)
  }

  @Test("A port in use gives the next one")
  func portInUse() async throws {
    let (site, port) = try await start()
    try #require(port < UInt16.max - 20)
    let next = try await PreviewServer(site, host: "127.0.0.1").start(port: port)
    #expect(next > port && next < port + 20)
    let connection = try Connection(port: next)
    connection.send(Self.request("GET", "/a.txt"))
    let body = try await connection.answer().body
    #expect(body == "aaaa")
  }

  @Test("Where nothing can listen, it is said", arguments: ["no.address.example", "203.0.113.1"])
  func noAddress(host: String) async throws {
    await #expect(throws: PreviewServer.Failure.self) {
      try await PreviewServer(ServedSite(), host: host).start(port: 0)
    }
  }
}
