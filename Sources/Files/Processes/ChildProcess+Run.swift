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
  ///   - endsWithThisProcess: Whether the program, with all that it has started, is ended where this process is killed.
  ///     It then has no terminal.
  ///   - piece: Is called with each piece of output of either stream when it is written. The output is then not kept.
  /// - Returns: How the program ended, and what it wrote.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func run(
    _ arguments: [String], input: [UInt8] = [], in folder: FilePath? = nil,
    environment: [String: String?] = [:], endsWithThisProcess: Bool = false,
    piece: (([UInt8]) -> Void)? = nil
  ) throws -> Outcome {
    var streams = try ProcessStreams(input)
    defer { streams.close() }
    let start = ProcessStart(
      streams: .ends(streams.childEnds), folder: folder, environment: environment,
      isDetached: endsWithThisProcess)
    let warden = endsWithThisProcess ? try? ProcessWarden() : nil
    let process: pid_t
    do {
      process = try start.start(arguments)
    } catch {
      warden?.dismiss()
      throw error
    }
    warden?.watch(over: process)
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
    if let warden {
      // The process keeps its number until it is waited for.
      var information = siginfo_t()
      while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
      warden.dismiss()
    }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if let failure { throw failure }
    let signal = Int(status & 0x7F)
    outcome.status = signal == 0 ? Int(status >> 8 & 0xFF) : 128 + signal
    outcome.errors = String(decoding: errors, as: UTF8.self)
    return outcome
  }
}
