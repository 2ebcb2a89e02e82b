import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Starts other programs, which are found by `PATH` and run without a shell.
package enum ChildProcess {
  /// Starts a program and does not wait for it.
  ///
  /// - Parameter arguments: The program's name, then its arguments.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func start(_ arguments: [String]) throws { _ = try spawn(arguments, nil) }

  /// Runs a program and returns its standard output.
  ///
  /// Its standard error is discarded.
  ///
  /// The whole input is written before any output is read, so both must fit the pipes' buffers.
  ///
  /// - Parameters:
  ///   - arguments: The program's name, then its arguments.
  ///   - input: The program's standard input.
  /// - Returns: The program's standard output.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func output(of arguments: [String], input: String) throws -> String {
    let stdin = try FileDescriptor.pipe()
    defer { try? stdin.readEnd.close() }
    let stdout = try FileDescriptor.pipe()
    defer { try? stdout.readEnd.close() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, stdin.readEnd.rawValue, 0)
    posix_spawn_file_actions_adddup2(&actions, stdout.writeEnd.rawValue, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    for end in [stdin.readEnd, stdin.writeEnd, stdout.readEnd, stdout.writeEnd] {
      posix_spawn_file_actions_addclose(&actions, end.rawValue)
    }
    let process = Result { try spawn(arguments, &actions) }
    try stdout.writeEnd.close()
    // The program may end before it has read everything.
    if case .success = process { _ = try? stdin.writeEnd.writeAll(Array(input.utf8)) }
    try stdin.writeEnd.close()
    let id = try process.get()
    let output = try stdout.readEnd.readToEnd()
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return String(decoding: output, as: UTF8.self)
  }

  private static func spawn(
    _ arguments: [String], _ actions: UnsafePointer<posix_spawn_file_actions_t>?
  ) throws -> pid_t {
    var process = pid_t()
    var argv = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    let failure = posix_spawnp(&process, arguments[0], actions, nil, &argv, environ)
    if failure != 0 { throw Errno(rawValue: failure) }
    return process
  }
}
