import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ChildProcess {
  /// Runs a program without input and output, and waits for it.
  ///
  /// The program and what it starts are killed when the time is over.
  ///
  /// - Parameters:
  ///   - arguments: The program's name, then its arguments.
  ///   - timeLimit: How long the program may run.
  /// - Returns: The exit status; `nil` if the program was killed.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func run(_ arguments: [String], timeLimit: Duration) throws -> Int? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for output: CInt in 1...2 {
      posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The program leads a group, so that what it starts can be killed with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var argv = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, arguments[0], &actions, &attributes, &argv, environ)
    if failure != 0 { throw Errno(rawValue: failure) }
    let end = ContinuousClock.now + timeLimit
    var status: CInt = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0, errno != EINTR { return nil }
      if ContinuousClock.now > end {
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return nil
      }
      usleep(10_000)
    }
    // The status of a program that ended by itself is in the second byte.
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : nil
  }
}
