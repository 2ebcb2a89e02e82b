import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server on the loopback interface that answers for every host as it is told: programs that are told
/// that it is their proxy ask it for everything.
final class ScriptedServer: Sendable {
  struct Request: Sendable, Hashable {
    let method: String
    let address: String
  }

  private struct State {
    var requests: [Request] = []
    var underWay: [String: Int] = [:]
    var mostOfOneHost = 0
  }

  private let socket: Int32
  let port: UInt16
  private let state = Mutex(State())
  private let answer: @Sendable (Request) -> String?

  /// `answer` gives status line and headers, then a body after an empty line if there is one, or nothing at all.
  init(_ answer: @escaping @Sendable (Request) -> String?) throws {
    self.answer = answer
    #if canImport(Glibc)
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      socket = Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { [socket] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 64) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(socket, nil, nil)
        if connection < 0 { return }
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  func stop() {
    _ = shutdown(socket, Int32(SHUT_RDWR))
    _ = close(socket)
  }

  var requests: [Request] { state.withLock { $0.requests } }
  /// How many requests for one host were ever under way at once.
  var mostOfOneHost: Int { state.withLock { $0.mostOfOneHost } }

  private func serve(_ connection: Int32) {
    defer { _ = close(connection) }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: received, as: UTF8.self).contains("\r\n\r\n") {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0, received.count < 1 << 16 else { return }
      received += buffer[..<count]
    }
    let line = String(decoding: received, as: UTF8.self).split(separator: "\r\n").first ?? ""
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 3 else { return }
    let request = Request(method: words[0], address: words[1])
    let host = String(request.address.split(separator: "/").dropFirst().first ?? "")
    state.withLock { state in
      state.requests.append(request)
      state.underWay[host, default: 0] += 1
      state.mostOfOneHost = max(state.mostOfOneHost, state.underWay[host] ?? 0)
    }
    let head = answer(request)
    // Long enough for a second request for the host to come in, were there one.
    usleep(20_000)
    state.withLock { $0.underWay[host, default: 1] -= 1 }
    guard let head else { return }
    let parts = head.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
    let body = parts.dropFirst().joined()
    let text = Array(
      "HTTP/1.1 \(parts[0])\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        .utf8)
    _ = write(connection, text, text.count)
  }
}
