import Diagnostics
import Files
import SiteBuild
import SystemPackage

/// The diagnostic for a site in which an interrupted command has changed only some of its files.
enum UnfinishedChange {
  /// Ends a command that would read such a site, with a message.
  static func refuse(in source: String) throws {
    guard let diagnostic = diagnostic(in: source) else { return }
    Terminal.show([diagnostic])
    throw ExitStatus.errors
  }

  /// The message of a preview about an interrupted command; `nil` while the command is still running.
  static func interruption(in source: String) -> String? {
    guard InterruptedTransaction(in: FilePath(source))?.holder == nil else { return nil }
    return diagnostic(in: source).map { "\($0.message); \($0.help ?? "")." }
  }

  /// - Parameter source: The site's folder, as in the command's arguments.
  /// - Returns: `nil` for a site without an unfinished change.
  static func diagnostic(in source: String) -> Diagnostic? {
    guard let change = InterruptedTransaction(in: FilePath(source)) else { return nil }
    let place = Location(path: InterruptedTransaction.path)
    if let holder = change.holder {
      return Diagnostic(
        .unfinishedChange, "the site's files are being changed by \(holder)", at: place,
        help: "run this command again when that one has finished")
    }
    guard !change.command.isEmpty else {
      return Diagnostic(
        .unfinishedChange, "the record of an interrupted change is damaged", at: place,
        help: "compare the site with your last version of it, then delete this file")
    }
    let command = SiteTransaction.shown(change.command, source)
    return Diagnostic(
      .unfinishedChange,
      "`\(command)` was interrupted: some of its files are changed, others are not", at: place,
      help: "run `\(command)` again: it finishes the change, or restores the files")
  }
}
