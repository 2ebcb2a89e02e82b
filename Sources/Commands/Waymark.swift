import ArgumentParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The tool and its commands.
package struct Waymark: ParsableCommand {
  /// The name, version and commands of the tool.
  package static let configuration = CommandConfiguration(
    commandName: "waymark",
    abstract: "Builds a website of guides and answers from a folder of Markdown.",
    version: Version.current,
    subcommands: [
      InitCommand.self, BuildCommand.self, ServeCommand.self, NewCommand.self, CheckCommand.self,
      SearchCommand.self,
      ExplainCommand.self,
      LinksCommand.self, RenameCommand.self, TemplateCommand.self,
    ])

  /// Makes the command, whose arguments `run` parses.
  package init() {}

  /// Runs the command in the process's arguments, and ends the process.
  package static func run() -> Never {
    // A closed pipe is reported as a failed write instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
    Terminal.holdStreams()
    do {
      var command = try parseAsRoot()
      try command.run()
      end(.success)
    } catch let status as ExitStatus {
      end(status)
    } catch {
      let text = fullMessage(for: error)
      let isHelp = exitCode(for: error) == .success
      Terminal.write(text + "\n", to: isHelp ? .output : .errors)
      end(isHelp ? .success : exitCode(for: error) == .validationFailure ? .usage : .failure)
    }
  }
}

/// Ends the process.
///
/// Lost output is a failure, even if the command succeeded.
private func end(_ status: ExitStatus) -> Never {
  if let failure = Terminal.firstFailure {
    Terminal.write("waymark: \(failure.message)\n", to: .errors)
    exit(ExitStatus.failure.rawValue)
  }
  exit(status.rawValue)
}
