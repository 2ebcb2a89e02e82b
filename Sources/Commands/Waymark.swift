import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The tool: its commands, one file each, and what its exit codes mean.
package struct Waymark: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "waymark",
    abstract: "Turns a folder of Markdown into a guide that readers find their answer in.",
    version: "0.1.0",
    subcommands: [
      BuildCommand.self, ServeCommand.self, NewCommand.self, CheckCommand.self, SearchCommand.self,
      ExplainCommand.self,
      LinksCommand.self, RenameCommand.self, TemplateCommand.self,
    ])

  package init() {}

  /// How the tool ends.
  enum Status: Int32 {
    case clean = 0
    /// The site has problems; they have been shown.
    case problems = 1
    /// The command was not understood.
    case usage = 2
    /// Waymark itself failed.
    case failure = 3
  }

  /// Runs the command that the process was called with, and ends the process.
  package static func run() -> Never {
    // A reader of our output who goes away is no reason to die without a word.
    signal(SIGPIPE, SIG_IGN)
    Terminal.holdStreams()
    do {
      var command = try parseAsRoot()
      try command.run()
      end(.clean)
    } catch let status as ExitStatus {
      end(status.status)
    } catch {
      let text = fullMessage(for: error)
      let isHelp = exitCode(for: error) == .success
      Terminal.write(text + "\n", to: isHelp ? .output : .errors)
      end(isHelp ? .clean : exitCode(for: error) == .validationFailure ? .usage : .failure)
    }
  }
}

/// Ends the process; output that was lost is a failure, whatever the command found.
private func end(_ status: Waymark.Status) -> Never {
  if let failure = Terminal.firstFailure {
    Terminal.write("waymark: \(failure.message)\n", to: .errors)
    exit(Waymark.Status.failure.rawValue)
  }
  exit(status.rawValue)
}

/// Ends a command whose messages have been shown.
struct ExitStatus: Error {
  let status: Waymark.Status

  init(_ status: Waymark.Status) {
    self.status = status
  }
}
