import Diagnostics
import Synchronization
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes to standard output and standard error.
///
/// A failed write does not stop a command, which may be changing files. It is recorded in `firstFailure`, and makes the
/// command end with an error.
enum Terminal {
  enum Stream: CInt {
    case output = 1
    case errors = 2

    fileprivate var name: String { self == .output ? "standard output" : "standard error" }
  }

  /// A failed write.
  struct Failure {
    let stream: Stream
    let code: CInt

    var message: String {
      "\(stream.name) cannot be written to: \(String(cString: strerror(code)))"
    }
  }

  private struct State {
    /// Streams to which nothing more is written.
    var closed: Set<CInt> = []
    var failure: Failure?
  }

  private static let state = Mutex(State())

  /// The first write that failed.
  ///
  /// A pipe that its reader closed, as `head` does, does not count.
  static var firstFailure: Failure? { state.withLock { $0.failure } }

  /// Opens the standard streams that the caller closed, so that no file of the site gets their descriptors.
  ///
  /// Writes to these streams fail, and the failure is reported.
  static func holdStreams() {
    for descriptor: CInt in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// Whether the stream is a terminal.
  static func isInteractive(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Whether standard input is a terminal.
  static var isInputInteractive: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether to use colors: on a terminal that supports them, unless `NO_COLOR` is set (https://no-color.org).
  static func hasColors(_ stream: Stream) -> Bool {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    return isInteractive(stream) && (variable("NO_COLOR") ?? "").isEmpty
      && variable("TERM") != "dumb"
  }

  /// Writes text, with control characters replaced by their pictures.
  ///
  /// A terminal would obey them, and they may come from untrusted input: a page, a file's name, an argument.
  static func write(_ text: String, to stream: Stream) {
    write(rendered: TerminalText.withoutControls(text), to: stream)
  }

  /// Shows diagnostics on standard error.
  static func show(_ diagnostics: [Diagnostic]) {
    let renderer = TextRenderer(isColored: hasColors(.errors))
    write(rendered: renderer.render(diagnostics) + "\n", to: .errors)
  }

  /// Writes text whose control characters are Waymark's own, such as colors.
  static func write(rendered text: String, to stream: Stream) {
    write(bytes: Array(text.utf8), to: stream)
  }

  /// Writes bytes unchanged to a file or pipe, and as text to a terminal.
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

  /// Stops writing to a stream that failed.
  private static func close(_ stream: Stream, _ code: CInt) {
    state.withLock { state in
      state.closed.insert(stream.rawValue)
      if code != EPIPE, state.failure == nil { state.failure = Failure(stream: stream, code: code) }
    }
  }

  /// Waits until a non-blocking stream accepts more.
  private static func waitUntilWritable(_ stream: Stream) {
    var descriptor = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
    poll(&descriptor, 1, -1)
  }

  private static func writeOnce(
    _ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes, count)
    #else
      Glibc.write(descriptor, bytes, count)
    #endif
  }
}
