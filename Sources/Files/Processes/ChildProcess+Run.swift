import CRename
import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ChildProcess {
  /// The result of a program that has ended.
  package struct Outcome: Sendable {
    /// The exit status, or 128 and the number of the signal that ended the program.
    package var status: Int
    /// The standard output.
    package var output: [UInt8]
    /// The end of the standard error, as text.
    package var errors: String

    /// Whether the program reported success.
    package var isSuccess: Bool { status == 0 }
    /// The standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// The largest number of bytes of standard error that are kept.
  private static let errorLimit = 64 << 10
  /// The largest number of bytes of standard output that are read; a program that writes more fails.
  private static let outputLimit = 1 << 30

  /// Runs a program to its end, however much it reads and writes.
  ///
  /// It can be called on several threads at a time.
  ///
  /// - Parameters:
  ///   - arguments: The program's name, then its arguments.
  ///   - input: The standard input.
  ///   - folder: The working folder; `nil` for that of this process.
  ///   - environment: Variables to set, or to remove where they are `nil`.
  ///   - piece: Is called with each piece of output of either stream when it is written. The output is then not kept.
  /// - Returns: How the program ended, and what it wrote.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func run(
    _ arguments: [String], input: [UInt8] = [], in folder: FilePath? = nil,
    environment: [String: String?] = [:], piece: (([UInt8]) -> Void)? = nil
  ) throws -> Outcome {
    var streams = try ProcessStreams(input)
    defer { streams.close() }
    let process = try spawn(
      arguments, streams.childEnds, in: folder, environment: environment)
    streams.closeChildEnds()
    var outcome = Outcome(status: 0, output: [], errors: "")
    var errors: [UInt8] = []
    var failure: (any Error)?
    do {
      try streams.exchange { stream, bytes in
        if let piece { return piece(bytes) }
        if stream == .errors {
          errors = Array((errors + bytes).suffix(errorLimit))
        } else {
          outcome.output += bytes
          if outcome.output.count > outputLimit { throw Errno.fileTooLarge }
        }
      }
    } catch {
      failure = error
    }
    streams.close()
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if let failure { throw failure }
    let signal = Int(status & 0x7F)
    outcome.status = signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal
    outcome.errors = String(decoding: errors, as: UTF8.self)
    return outcome
  }

  private static func spawn(
    _ arguments: [String], _ ends: [FileDescriptor], in folder: FilePath?,
    environment: [String: String?]
  ) throws -> pid_t {
    // A program that ends before it has read its input must not end this process.
    signal(SIGPIPE, SIG_IGN)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, end) in ends.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end.rawValue, CInt(number))
    }
    if let folder {
      _ = folder.withPlatformString { waymark_spawn_in_folder(&actions, $0) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This process ignores the signal of a closed pipe. Other programs expect that it ends them.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = variables(changed: environment).map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, arguments[0], &actions, &attributes, &argv, &envp)
    if failure != 0 { throw Errno(rawValue: failure) }
    return process
  }

  /// The environment of this process with some variables changed, as `NAME=value`.
  private static func variables(changed: [String: String?]) -> [String] {
    var all: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if changed.index(forKey: String(text.prefix { $0 != "=" })) == nil { all.append(text) }
      next += 1
    }
    return all
      + changed.sorted { $0.key < $1.key }.compactMap { name, value in value.map { "\(name)=\($0)" }
      }
  }
}
