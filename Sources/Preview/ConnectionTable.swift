import NIOCore

/// The open connections of a server; belongs to its event loop.
///
/// It keeps their number below a limit and closes those that make no progress.
final class ConnectionTable {
  let limits: ServerLimits
  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var capacity: Int
  /// Those that have more to send, in the order in which they go on.
  private var resting: [HTTPConnection] = []
  /// How long they rest: long enough that the loop looks at its sockets before, which it does not while it has tasks.
  private static let rest = TimeAmount.microseconds(100)

  init(_ limits: ServerLimits) {
    self.limits = limits
    capacity = limits.connections
  }

  /// Whether another connection may become a stream of events.
  var hasRoomForStream: Bool {
    connections.values.count { $0.isStream } < min(limits.streams, max(1, capacity / 2))
  }

  /// Takes a connection in; closes another where there are too many.
  func add(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = connection
    shrink(to: capacity)
  }

  func remove(_ connection: HTTPConnection) { connections[ObjectIdentifier(connection)] = nil }

  /// Makes room when the system gives no more descriptors: fewer connections are kept open from now on.
  func runOutOfDescriptors() {
    capacity = max(4, min(capacity, connections.count) * 3 / 4)
    shrink(to: capacity)
  }

  /// Closes the connections that have made no progress for longest; streams stay.
  ///
  /// Takes time proportional to the number of connections for each that it closes.
  private func shrink(to count: Int) {
    while connections.count > count {
      let oldest = connections.values.filter { !$0.isStream }
        .min { $0.lastProgress < $1.lastProgress }
      guard let oldest else { return }
      remove(oldest)
      oldest.close()
    }
  }

  /// Has a connection go on when all others had their turn, and new ones were accepted.
  func resumeLater(_ connection: HTTPConnection, on loop: any EventLoop) {
    resting.append(connection)
    guard resting.count == 1 else { return }
    loop.assumeIsolated().scheduleTask(in: Self.rest) { [self] in
      let rested = resting
      resting = []
      for connection in rested { connection.resume() }
    }
  }

  /// Closes connections whose time is over, and sends streams their pulse.
  func sweep(_ now: NIODeadline = .now()) {
    for connection in connections.values { connection.check(now) }
  }
}
