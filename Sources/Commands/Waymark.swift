import ArgumentParser
import CProgram

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
    version: "waymark \(Release.version)",
    subcommands: [
      InitCommand.self, BuildCommand.self, ServeCommand.self, NewCommand.self, CheckCommand.self,
      PublishCommand.self, SearchCommand.self, ExplainCommand.self,
      LinksCommand.self, RenameCommand.self, TemplateCommand.self, ThemeCommand.self,
      ReferenceCommand.self,
    ])

  /// Makes the command, whose arguments `run` parses.
  package init() {}

  /// Says where the site is and what can be done, because no command was given.
  package func run() throws {
    Terminal.write(SiteOverview().text, to: .output)
  }

  /// Runs the command in the process's arguments, and ends the process.
  package static func run() -> Never {
    waymark_limit_arenas()
    // A closed pipe is reported as a failed write instead of ending the process.
    signal(SIGPIPE, SIG_IGN)
    // The first process of a container gets only those signals for which it has a handler.
    if getpid() == 1 {
      for number in [SIGINT, SIGTERM] { signal(number) { _exit(128 + $0) } }
    }
    Terminal.holdStreams()
    var command = parsed()
    do {
      try command.run()
      end(.success)
    } catch let status as ExitStatus {
      end(status)
    } catch {
      end(show(error))
    }
  }

  /// The command with its arguments; an error in them ends the process.
  private static func parsed() -> any ParsableCommand {
    do {
      let names = configuration.subcommands.compactMap { $0.configuration.commandName }
      try CommandWord(Arguments.words, commands: names).check()
      return try parseAsRoot(Arguments.words)
    } catch let error as ValidationError {
      end(show(error))
    } catch {
      end(showParsing(error))
    }
  }

  /// Shows an error of a command whose arguments could be parsed.
  private static func show(_ error: any Error) -> ExitStatus {
    if exitCode(for: error) == .success { return showText(fullMessage(for: error)) }
    Terminal.write("Error: \(message(for: error))\n", to: .errors)
    return error is ValidationError ? .usage : .failure
  }

  /// Shows an error of the parser.
  private static func showParsing(_ error: any Error) -> ExitStatus {
    let text = fullMessage(for: error)
    if exitCode(for: error) == .success { return showText(text) }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // Where it is said what to type instead, the list of all options would hide it.
    if lines[0].contains("Did you mean") { lines.removeAll { $0.hasPrefix("Usage:") } }
    Terminal.write(lines.joined(separator: "\n") + "\n", to: .errors)
    return exitCode(for: error) == .validationFailure ? .usage : .failure
  }

  /// Shows a text that the parser makes, such as help and completions.
  private static func showText(_ text: String) -> ExitStatus {
    Terminal.write(text + "\n", to: .output)
    return .success
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
