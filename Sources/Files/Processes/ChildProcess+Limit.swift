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
    var start = ProcessStart()
    start.isDetached = true
    let process = try start.start(arguments)
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
