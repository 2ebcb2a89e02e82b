#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the preview's server gives a client at most: memory, descriptors and time.
package struct ServerLimits: Sendable {
  /// The length of a request's target, of a header's name and of its value, in bytes.
  ///
  /// Cookies of everything that was ever developed under `localhost` come with each request.
  package var fieldSize = 32 << 10
  /// The target and all headers of a request together, in bytes.
  package var headSize = 64 << 10
  /// How many headers a request may have.
  package var headerCount = 128

  /// How many connections are open at a time; one more closes the one that has made no progress for longest.
  package var connections: Int
  /// How many of the connections may be streams of events, which are never closed for another.
  package var streams: Int { max(1, connections / 2) }

  /// How long a connection may stay open without a request, or without taking more of an answer.
  package var idle = Duration.seconds(60)
  /// How long the head of a request may take from its first byte to its last.
  package var head = Duration.seconds(10)
  /// How long the rest of what a client sends is read and dropped after the last answer, so that it sees the answer.
  package var drain = Duration.seconds(5)
  /// How many bytes are read and dropped for that.
  package var drainSize = 16 << 20
  /// How many bytes are read at a time; each connection with an unfinished request holds so many.
  let readSize = 8 << 10
  /// How often a stream of events says that it is still there.
  package var pulse = Duration.seconds(15)

  package init(connections: Int) { self.connections = connections }

  /// The limits that fit this process.
  package static var fitting: ServerLimits {
    ServerLimits(connections: connections(for: descriptorLimit))
  }

  /// How many connections leave the process enough descriptors for its files.
  static func connections(for descriptors: Int) -> Int {
    max(8, min(1000, descriptors - min(64, descriptors / 2)))
  }

  /// How many descriptors this process may have open.
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
