import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ends a program, with everything that it has started, where this process is killed.
///
/// A process that is killed can do nothing more, so another one watches: a shell that reads a pipe of which only this
/// process has the other end.
struct ProcessWarden {
  /// The program gets a second to put things in order.
  private static let script =
    "read word || { kill -s TERM -- -$1; sleep 1; kill -s KILL -- -$1; }"

  private let pipe: FileDescriptor
  private let shell: pid_t

  /// Starts to watch over a process that leads a group.
  ///
  /// - Throws: `Errno`.
  init(over process: pid_t) throws {
    let (reader, writer) = try ProcessStreams.pipe()
    defer { try? reader.close() }
    do {
      var start = ProcessStart(streams: .ends([reader]))
      // A signal of the terminal must not end the shell before it has done its work.
      start.isDetached = true
      shell = try start.start(["/bin/sh", "-c", Self.script, "sh", "\(process)"])
    } catch {
      try? writer.close()
      throw error
    }
    pipe = writer
  }

  /// Ends watching; the process must not have been waited for before, or another one may have its number.
  func dismiss() {
    _ = try? pipe.writeAll(Array("end\n".utf8))
    try? pipe.close()
    var status: CInt = 0
    while waitpid(shell, &status, 0) < 0, errno == EINTR {}
  }
}
