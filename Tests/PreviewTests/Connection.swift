import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A connection that sends and receives bytes, and lets the server run while it waits.
final class Connection {
  /// How many times a wait of two milliseconds is repeated at most: a minute and more.
  private static let patience = 30_000

  private let socket: Int32
  private var received: [UInt8] = []

  /// Connects; the system holds so many bytes until they are received, or as many as it chooses.
  init(port: UInt16, receiveBuffer: Int32? = nil) throws {
    #if canImport(Glibc)
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    try #require(socket >= 0)
    if var size = receiveBuffer {
      setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
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

  /// Sends what the system takes at once, which a few hundred bytes always are.
  ///
  /// - Returns: Whether the connection is still open, as far as the system knows.
  @discardableResult
  func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Self.send(socket, bytes[...]) >= 0 || errno == EAGAIN
  }

  /// Sends everything, and keeps what comes meanwhile; ends early where the server closes the connection.
  func sendAll(_ bytes: [UInt8]) async throws {
    var rest = bytes[...]
    for _ in 0..<Self.patience where !rest.isEmpty {
      let count = Self.send(socket, rest)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EAGAIN {
        return
      } else if take() == .nothing {
        try await Task.sleep(for: .milliseconds(2))
      }
    }
    #expect(rest.isEmpty, "the server took no more")
  }

  private static func send(_ socket: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { buffer in
      #if canImport(Darwin)
        Darwin.send(socket, buffer.baseAddress, buffer.count, 0)
      #else
        Glibc.send(socket, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      #endif
    }
  }

  /// Says that nothing more is sent, while answers are waited for.
  func endSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// Whether the server has closed the connection; keeps what came before.
  var isClosed: Bool {
    while true {
      switch take() {
      case .bytes: continue
      case .nothing: return false
      case .end: return true
      }
    }
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

  /// Everything that comes until the server closes the connection.
  func receiveAll() async throws -> String {
    for _ in 0..<Self.patience {
      switch take() {
      case .bytes: continue
      case .end: return take(received.count)
      case .nothing: try await Task.sleep(for: .milliseconds(2))
      }
    }
    Issue.record("the connection stays open")
    throw CancellationError()
  }

  private func take(_ count: Int) -> String {
    defer { received.removeFirst(count) }
    return String(decoding: received[..<count], as: UTF8.self)
  }

  private enum Taken { case bytes, nothing, end }

  /// Takes what has come.
  private func take() -> Taken {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(socket, &buffer, buffer.count)
    if count > 0 {
      received += buffer[..<count]
      return .bytes
    }
    return count < 0 && errno == EAGAIN ? .nothing : .end
  }

  /// Waits for more.
  private func receive() async throws {
    for _ in 0..<Self.patience {
      switch take() {
      case .bytes: return
      case .end:
        try #require(
          Bool(false), "closed after \(String(decoding: received.prefix(500), as: UTF8.self))")
      case .nothing: try await Task.sleep(for: .milliseconds(2))
      }
    }
    Issue.record("nothing came after \(String(decoding: received.prefix(500), as: UTF8.self))")
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
