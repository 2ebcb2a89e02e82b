import Files
import SystemPackage
import Text

/// A transaction over a site's files for a command: either all changes are made or none.
///
/// It locks the site against other commands, and first finishes or undoes the change of an interrupted command. It
/// shows that change, and errors, on the terminal.
final class SiteTransaction {
  let files: FileTransaction
  private let command: [String]
  private let source: String

  /// - Parameters:
  ///   - source: The site's folder, as in the command's arguments.
  ///   - command: The command's words, without the tool's name and the folder.
  /// - Throws: `ExitStatus`, where another command is changing the site, or an interrupted change can be neither
  ///   finished nor undone.
  init(_ source: String, command: [String]) throws {
    self.command = command
    self.source = source
    do {
      files = try FileTransaction(in: FilePath(source), command: command)
    } catch let failure as FileTransaction.Failure {
      throw Self.report(failure, command: command, source)
    }
    if let recovery = files.recovery {
      Terminal.write(Self.text(of: recovery, source), to: .errors)
    }
  }

  /// Whether the change of this same command had been interrupted before, and has now been finished.
  var isDone: Bool {
    if case .finished(command)? = files.recovery { true } else { false }
  }

  /// Shows the diff of the changes and makes them.
  func commit(diff: String = "") throws {
    Terminal.write(diff, to: .output)
    do {
      try files.commit()
    } catch let failure as FileTransaction.Failure {
      throw Self.report(failure, command: command, source)
    }
  }

  // MARK: Messages

  /// The command as it is typed in the same folder.
  static func shown(_ command: [String], _ source: String) -> String {
    // `init` takes the folder as its argument.
    let place = command.first == "init" ? [source] : SourceOption.words(source)
    return ShellQuoting.command(["waymark"] + command + place)
  }

  private static func text(of recovery: FileTransaction.Recovery, _ source: String) -> String {
    let command = shown(recovery.command, source)
    switch recovery {
    case .finished: return "Finished `\(command)`, which had been interrupted.\n"
    case .undone(_, let kept) where kept.isEmpty:
      return "Undid `\(command)`, which had been interrupted.\n"
    case .undone(_, let kept):
      return
        "Undid `\(command)`, which had been interrupted. These files were edited since and were not changed: "
        + kept.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
    }
  }

  /// Reports why a change was not made.
  private static func report(
    _ failure: FileTransaction.Failure, command: [String], _ source: String
  ) -> ExitStatus {
    let end =
      switch failure {
      case .refused, .inUse, .damaged: "Nothing was changed."
      case .edited: "Nothing was changed; run the command again."
      case .unfinished:
        "Other files may have changed; `\(shown(command, source))` finishes the change or undoes it."
      }
    Terminal.write("waymark: \(failure). \(end)\n", to: .errors)
    if case .unfinished = failure { return ExitStatus.failure }
    return ExitStatus.errors
  }
}
