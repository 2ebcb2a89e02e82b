#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The two streams that a command writes to.
enum Terminal {
  enum Stream: CInt {
    case output = 1
    case errors = 2
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

  /// Writes the whole text at once.
  static func write(_ text: String, to stream: Stream) { write(Array(text.utf8), to: stream) }

  static func write(_ bytes: [UInt8], to stream: Stream) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { writeOnce(stream.rawValue, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
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
