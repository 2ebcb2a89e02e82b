import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ends a program, with everything that it has started, where this process is killed.
///
/// A process that is killed can do nothing more, so another one watches: a shell that reads a pipe of which only this
/// process has the other end. It is started before the program, because this process may be killed at any time.
struct ProcessWarden {
  /// The program gets a second to put things in order.
  private static let script =
    "read group && { read word || { kill -s TERM -- -$group; sleep 1; kill -s KILL -- -$group; }; }"

  private let pipe: FileDescriptor
  private let shell: pid_t

  /// Starts a warden that watches over nothing yet.
  ///
  /// - Throws: `Errno`.
  init() throws {
    let (reader, writer) = try ProcessStreams.pipe()
    defer { try? reader.close() }
    do {
      var start = ProcessStart(streams: .ends([reader]))
      // A signal of the terminal must not end the shell before it has done its work.
      start.isDetached = true
      shell = try start.start(["/bin/sh", "-c", Self.script])
    } catch {
      try? writer.close()
      throw error
    }
    pipe = writer
  }

  /// Watches over a process that leads a group.
  func watch(over process: pid_t) { _ = try? pipe.writeAll(Array("\(process)\n".utf8)) }

  /// Ends watching; the process must not have been waited for before, or another one may have its number.
  func dismiss() {
    // A line for each `read` of the script that may be waiting.
    _ = try? pipe.writeAll(Array("\n\n".utf8))
    try? pipe.close()
    var status: CInt = 0
    while waitpid(shell, &status, 0) < 0, errno == EINTR {}
  }
}
