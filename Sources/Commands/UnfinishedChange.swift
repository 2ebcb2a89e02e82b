import Diagnostics
import Files
import SiteBuild
import SystemPackage

/// The diagnostic of a site of which an interrupted command has changed some files and not others.
enum UnfinishedChange {
  /// Ends a command that would read such a site.
  static func refuse(in source: String) throws {
    guard let problem = diagnostic(in: source) else { return }
    let renderer = TextRenderer(isColored: Terminal.hasColors(.errors))
    Terminal.write(renderer.render([problem]) + "\n", to: .errors)
    throw ExitStatus(.problems)
  }

  /// What a preview says of a site whose change nobody works on any more; `nil` where somebody does.
  static func interruption(in source: String) -> String? {
    guard InterruptedTransaction(in: FilePath(source))?.holder == nil else { return nil }
    return diagnostic(in: source).map { "\($0.message); \($0.help ?? "")." }
  }

  /// - Parameter source: The site's folder, as the command was told.
  /// - Returns: `nil` for a site without an unfinished change.
  static func diagnostic(in source: String) -> Diagnostic? {
    guard let change = InterruptedTransaction(in: FilePath(source)) else { return nil }
    let place = Location(path: InterruptedTransaction.path)
    if let holder = change.holder {
      return Diagnostic(
        .unfinishedChange, "the site's files are being changed by \(holder)", at: place,
        help: "run this again when that has ended")
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
