import SystemPackage

/// Starts other programs, which are found by `PATH` and run without a shell.
package enum ChildProcess {
  /// Starts a program and does not wait for it.
  ///
  /// - Parameter arguments: The program's name, then its arguments.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func start(_ arguments: [String]) throws {
    _ = try ProcessStart(streams: .inherited).start(arguments)
  }

  /// Runs a program and returns its standard output.
  ///
  /// Its standard error is discarded.
  ///
  /// - Parameters:
  ///   - arguments: The program's name, then its arguments.
  ///   - input: The program's standard input.
  /// - Returns: The program's standard output.
  /// - Throws: `Errno`; `.noSuchFileOrDirectory` where the program is not installed.
  package static func output(of arguments: [String], input: String) throws -> String {
    try run(arguments, input: Array(input.utf8)).text
  }
}
