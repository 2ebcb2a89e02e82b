import CRename
import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a new process starts; every program that Waymark runs is started here.
struct ProcessStart {
  /// What the standard input, output and error of a process are.
  enum Streams {
    /// Those of this process.
    case inherited
    case null
    /// The descriptors for 0, 1 and 2; the others of the three are null.
    case ends([FileDescriptor])
  }

  var streams = Streams.null
  /// The working folder; `nil` for that of this process.
  var folder: FilePath?
  /// Variables to set, or to remove where they are `nil`.
  var environment: [String: String?] = [:]
  /// Whether the process gets a session of its own: it has no terminal, no signals of one, and leads a group of all that
  /// it starts.
  var isDetached = false

  /// Starts a program, which is found by `PATH` and run without a shell.
  ///
  /// - Parameter arguments: The program's name, then its arguments.
  /// - Returns: The number of the process.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  func start(_ arguments: [String]) throws -> pid_t {
    // A program that ends before it has read its input must not end this process.
    signal(SIGPIPE, SIG_IGN)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    add(to: &actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This process ignores the signal of a closed pipe. Other programs expect that it ends them.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let session = isDetached ? WAYMARK_SPAWN_SESSION : 0
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(session))
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = variables.map { strdup($0) } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, arguments[0], &actions, &attributes, &argv, &envp)
    if failure != 0 { throw Errno(rawValue: failure) }
    return process
  }

  private func add(to actions: inout posix_spawn_file_actions_t) {
    var ends: [FileDescriptor] = []
    switch streams {
    case .inherited: break
    case .ends(let given):
      ends = given
      fallthrough
    case .null:
      for number in 0..<3 where number >= ends.count {
        posix_spawn_file_actions_addopen(
          &actions, CInt(number), "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0)
      }
    }
    for (number, end) in ends.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end.rawValue, CInt(number))
    }
    if let folder {
      _ = folder.withPlatformString { waymark_spawn_in_folder(&actions, $0) }
    }
  }

  /// The environment of this process with the changes, as `NAME=value`.
  private var variables: [String] {
    var all: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if environment.index(forKey: String(text.prefix { $0 != "=" })) == nil { all.append(text) }
      next += 1
    }
    return all
      + environment.sorted { $0.key < $1.key }.compactMap { name, value in
        value.map { "\(name)=\($0)" }
      }
  }
}
