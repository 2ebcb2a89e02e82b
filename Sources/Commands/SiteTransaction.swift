import Files
import SystemPackage

/// The change that a command makes to a site's files: of all of them, or of none.
///
/// It keeps other commands from changing the site until it ends, and first finishes or undoes what an interrupted one
/// left. What became of that, and what stands against a change, is written to the terminal.
final class SiteTransaction {
  let files: FileTransaction
  private let command: [String]
  private let source: String

  /// - Parameters:
  ///   - source: The site's folder, as the command was told.
  ///   - command: The command's words, without the tool's name and the folder.
  /// - Throws: `ExitStatus`, where another command changes the site, or what one left cannot be settled.
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

  /// Whether this very command was interrupted, and is finished now.
  var isDone: Bool {
    if case .finished(command)? = files.recovery { true } else { false }
  }

  /// Makes the changes and shows their diff, also where they cannot be made.
  func commit(diff: String = "") throws {
    Terminal.write(diff, to: .output)
    do {
      try files.commit()
    } catch let failure as FileTransaction.Failure {
      throw Self.report(failure, command: command, source)
    }
  }

  // MARK: Messages

  /// A command as a person types it in the same place.
  static func shown(_ command: [String], _ source: String) -> String {
    ShellText.of(["waymark"] + command + (source == "." ? [] : ["--source", source]))
  }

  private static func text(of recovery: FileTransaction.Recovery, _ source: String) -> String {
    let command = shown(recovery.command, source)
    switch recovery {
    case .finished: return "Finished `\(command)`, which had been interrupted.\n"
    case .undone(_, let kept) where kept.isEmpty:
      return "Undid `\(command)`, which had been interrupted.\n"
    case .undone(_, let kept):
      return "Undid `\(command)`, which had been interrupted. Edited since, and left as they are: "
        + kept.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
    }
  }

  /// Says what stands against a change.
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
    if case .unfinished = failure { return ExitStatus(.failure) }
    return ExitStatus(.problems)
  }
}
