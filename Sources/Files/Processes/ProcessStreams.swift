import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The pipes to the standard streams of a child process.
///
/// Input is written and output is read as the child is ready for either, so none of them can block the other.
struct ProcessStreams {
  enum Output {
    case output
    case errors
  }

  private static let pieceSize = 64 << 10

  private var input: [UInt8]
  private var written = 0
  private var writer: FileDescriptor?
  private var readers: [(stream: Output, end: FileDescriptor)]
  /// The ends for the child's descriptors 0, 1 and 2.
  private(set) var childEnds: [FileDescriptor]

  /// Makes the pipes.
  ///
  /// - Throws: `Errno`.
  init(_ input: [UInt8]) throws {
    self.input = input
    let stdin = try Self.pipe()
    (writer, childEnds, readers) = (stdin.writeEnd, [stdin.readEnd], [])
    do {
      for stream in [Output.output, .errors] {
        let pipe = try Self.pipe()
        childEnds.append(pipe.writeEnd)
        readers.append((stream, pipe.readEnd))
      }
      try Self.makeNonBlocking(stdin.writeEnd)
    } catch {
      close()
      throw error
    }
  }

  /// A pipe whose ends no other child inherits, which would keep it open.
  static func pipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
    #if canImport(Darwin)
      let pipe = try FileDescriptor.pipe()
      for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
      return pipe
    #else
      return try FileDescriptor.pipe(options: .closeOnExec)
    #endif
  }

  private static func makeNonBlocking(_ end: FileDescriptor) throws {
    if fcntl(end.rawValue, F_SETFL, fcntl(end.rawValue, F_GETFL) | O_NONBLOCK) < 0 {
      throw Errno(rawValue: errno)
    }
  }

  /// Closes the ends of the child, which has its own.
  mutating func closeChildEnds() {
    for end in childEnds { try? end.close() }
    childEnds = []
  }

  mutating func close() {
    closeChildEnds()
    try? writer?.close()
    writer = nil
    for reader in readers { try? reader.end.close() }
    readers = []
  }

  /// Writes the input and reads the output until the child has closed all of its streams.
  ///
  /// - Throws: `Errno`, and what `receive` throws.
  mutating func exchange(_ receive: (Output, [UInt8]) throws -> Void) throws {
    if input.isEmpty { closeWriter() }
    while !readers.isEmpty {
      var waited = readers.map { pollfd(fd: $0.end.rawValue, events: Int16(POLLIN), revents: 0) }
      if let writer {
        waited.append(pollfd(fd: writer.rawValue, events: Int16(POLLOUT), revents: 0))
      }
      if poll(&waited, nfds_t(waited.count), -1) < 0 {
        if errno == EINTR { continue }
        throw Errno(rawValue: errno)
      }
      if writer != nil, waited[waited.count - 1].revents != 0 { writeSome() }
      for index in readers.indices.reversed() where waited[index].revents != 0 {
        let bytes = try Self.read(readers[index].end)
        if bytes.isEmpty {
          try? readers.remove(at: index).end.close()
        } else {
          try receive(readers[index].stream, bytes)
        }
      }
    }
    closeWriter()
  }

  private static func read(_ end: FileDescriptor) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
      count = try end.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Writes as much as the pipe takes; a child that has closed its input gets no more.
  private mutating func writeSome() {
    guard let writer else { return }
    do {
      written += try input[written...].withUnsafeBytes { try writer.write($0) }
    } catch Errno.wouldBlock, Errno.interrupted {
      return
    } catch {
      return closeWriter()
    }
    if written == input.count { closeWriter() }
  }

  private mutating func closeWriter() {
    try? writer?.close()
    writer = nil
  }
}
