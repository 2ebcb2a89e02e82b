#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limits on the memory, descriptors and time that the preview's server gives to its clients.
package struct ServerLimits: Sendable {
  /// The most bytes of a request's target, of a header's name and of its value.
  ///
  /// Requests carry the cookies of everything that was ever developed on `localhost`.
  package var fieldSize = 32 << 10
  /// The most bytes of a request's target and headers together.
  package var headSize = 64 << 10
  /// The most headers of a request.
  package var headerCount = 128

  /// The most open connections.
  ///
  /// One more closes the one that has made no progress for longest.
  package var connections: Int
  /// The most connections that are event streams, which are never closed for another.
  package var streams: Int { max(1, connections / 2) }

  /// How long a connection may be idle between requests, or accept no more of a response.
  package var idle = Duration.seconds(60)
  /// The time limit for receiving the head of a request.
  package var head = Duration.seconds(10)
  /// How long further input is read and dropped after the last response, so that the client receives the response.
  package var drain = Duration.seconds(5)
  /// The most bytes that are read and dropped for that.
  package var drainSize = 16 << 20
  /// The size of a read buffer; each connection with an incomplete request holds one.
  let readSize = 8 << 10
  /// The interval of heartbeats on an event stream.
  package var heartbeat = Duration.seconds(15)

  /// Makes limits with the given number of connections and the default values.
  package init(connections: Int) { self.connections = connections }

  /// The limits that fit this process.
  package static var fitting: ServerLimits {
    ServerLimits(connections: connections(for: descriptorLimit))
  }

  /// The number of connections that leaves the process enough descriptors for its files.
  static func connections(for descriptors: Int) -> Int {
    max(8, min(1000, descriptors - min(64, descriptors / 2)))
  }

  /// The most descriptors that this process may have open.
  private static var descriptorLimit: Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      let result = getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    return result == 0 ? Int(clamping: limit.rlim_cur) : 256
  }
}
