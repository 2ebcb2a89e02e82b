#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limits on the memory, descriptors and time that the preview's server gives to its clients.
package struct ServerLimits: Sendable {
  /// The largest size in bytes of a request's target, of a header's name and of its value.
  ///
  /// Requests carry the cookies of everything that was ever developed on `localhost`.
  package var fieldSize = 32 << 10
  /// The largest size in bytes of a request's target and headers together.
  package var headSize = 64 << 10
  /// The largest number of headers of a request.
  package var headerCount = 128

  /// The largest number of open connections.
  ///
  /// Another connection closes the one that has made no progress for the longest time.
  package var connections: Int
  /// The largest number of event streams, which are never closed to make room for another connection.
  package var streams: Int { max(1, connections / 2) }

  /// The time limit for the next request on an idle connection, and for the client to accept more of a response.
  package var idle = Duration.seconds(60)
  /// The time limit for receiving the head of a request.
  package var head = Duration.seconds(10)
  /// The time for which further input is read and dropped after the last response, so that the client receives the
  /// response.
  package var drain = Duration.seconds(5)
  /// The largest number of bytes that are read and dropped in that time.
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

  /// The largest number of descriptors that this process may have open.
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
