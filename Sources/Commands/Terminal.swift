import Diagnostics
import Synchronization
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The two streams that a command writes to.
///
/// A failed write never stops a command midway, which might be changing files. It is remembered, and
/// `firstFailure` makes the command end with an error.
enum Terminal {
  enum Stream: CInt {
    case output = 1
    case errors = 2

    fileprivate var name: String { self == .output ? "standard output" : "standard error" }
  }

  /// A write that failed.
  struct Failure {
    let stream: Stream
    let code: CInt

    var message: String { "\(stream.name) cannot be written: \(String(cString: strerror(code)))" }
  }

  private struct State {
    /// Streams that take no more.
    var closed: Set<CInt> = []
    var failure: Failure?
  }

  private static let state = Mutex(State())

  /// The first write that failed, unless the reader of a pipe only went away, as `head` does.
  static var firstFailure: Failure? { state.withLock { $0.failure } }

  /// Opens what the caller closed, so that no file of the site takes the number of a stream.
  ///
  /// What is opened refuses writes, which are then reported.
  static func holdStreams() {
    for descriptor: CInt in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// Whether a person is looking at the stream.
  static func isInteractive(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Whether a person types what the command reads.
  static var isInputInteractive: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether colours may be used: a terminal that knows them, and nobody asked for none
  /// (https://no-color.org).
  static func hasColors(_ stream: Stream) -> Bool {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    return isInteractive(stream) && (variable("NO_COLOR") ?? "").isEmpty
      && variable("TERM") != "dumb"
  }

  /// Writes the whole text at once, control characters as pictures.
  ///
  /// A terminal would obey them, and they may come from anywhere: a page, a file's name, an argument.
  static func write(_ text: String, to stream: Stream) {
    write(rendered: TerminalText.withoutControls(text), to: stream)
  }

  /// Writes text whose control characters are Waymark's own, such as colors.
  static func write(rendered text: String, to stream: Stream) {
    write(bytes: Array(text.utf8), to: stream)
  }

  /// Writes bytes as they are for a program, and as text for a person.
  static func write(data: [UInt8], to stream: Stream) {
    if isInteractive(stream) {
      write(String(decoding: data, as: UTF8.self), to: stream)
    } else {
      write(bytes: data, to: stream)
    }
  }

  private static func write(bytes: [UInt8], to stream: Stream) {
    if state.withLock({ $0.closed.contains(stream.rawValue) }) { return }
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        writeOnce(stream.rawValue, buffer.baseAddress.map { $0 + start }, buffer.count - start)
      }
      if count > 0 {
        start += count
      } else if count < 0, errno == EAGAIN {
        waitUntilWritable(stream)
      } else if count == 0 || errno != EINTR {
        return close(stream, count == 0 ? EIO : errno)
      }
    }
  }

  /// Writes no more to a stream that failed.
  private static func close(_ stream: Stream, _ code: CInt) {
    state.withLock { state in
      state.closed.insert(stream.rawValue)
      if code != EPIPE, state.failure == nil { state.failure = Failure(stream: stream, code: code) }
    }
  }

  /// Waits for a terminal that another program made non-blocking.
  private static func waitUntilWritable(_ stream: Stream) {
    var descriptor = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
    poll(&descriptor, 1, -1)
  }

  private static func writeOnce(
    _ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Glibc.write(descriptor, bytes, count)
    #endif
  }
}
