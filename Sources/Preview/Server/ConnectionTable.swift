import NIOCore

/// The open connections of a server.
///
/// It limits their number and closes the ones that make no progress.
///
/// Used on the event loop only.
final class ConnectionTable {
  let limits: ServerLimits
  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var capacity: Int
  /// Connections that have more to send, in the order in which they continue.
  private var paused: [HTTPConnection] = []
  /// The length of a pause, during which the loop can check its sockets, because it does not do that while it has
  /// tasks.
  private static let pause = TimeAmount.microseconds(100)

  init(_ limits: ServerLimits) {
    self.limits = limits
    capacity = limits.connections
  }

  /// Whether another connection may become an event stream.
  var hasRoomForStream: Bool {
    connections.values.count { $0.isStream } < min(limits.streams, max(1, capacity / 2))
  }

  /// Adds a connection; closes another one if there are too many.
  func add(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = connection
    shrink(to: capacity)
  }

  func remove(_ connection: HTTPConnection) { connections[ObjectIdentifier(connection)] = nil }

  /// Lowers the limit and closes connections, because the system has no more descriptors.
  func runOutOfDescriptors() {
    capacity = max(4, min(capacity, connections.count) * 3 / 4)
    shrink(to: capacity)
  }

  /// Closes the connections that have made no progress for longest, except event streams.
  ///
  /// O(connections) for each that it closes.
  private func shrink(to count: Int) {
    while connections.count > count {
      let oldest = connections.values.filter { !$0.isStream }
        .min { $0.lastProgress < $1.lastProgress }
      guard let oldest else { return }
      remove(oldest)
      oldest.close()
    }
  }

  /// Resumes a connection after all others had their turn and new ones were accepted.
  func resumeLater(_ connection: HTTPConnection, on loop: any EventLoop) {
    paused.append(connection)
    guard paused.count == 1 else { return }
    loop.assumeIsolated().scheduleTask(in: Self.pause) { [self] in
      let resumed = paused
      paused = []
      for connection in resumed { connection.resume() }
    }
  }

  /// Closes connections that timed out, and sends event streams their heartbeat.
  func sweep(_ now: NIODeadline = .now()) {
    for connection in connections.values { connection.check(now) }
  }
}
