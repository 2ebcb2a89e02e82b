import SystemPackage

extension FileTransaction {
  /// Why a transaction was not made.
  package enum Failure: Error, CustomStringConvertible {
    /// Another process is changing the folder's files.
    case inUse(by: String)
    /// A file cannot be changed; nothing was.
    case refused(path: String, reason: String)
    /// Another program changed these files since they were read: its bytes stand, and nothing else changed.
    case edited([String])
    /// The journal of an interrupted transaction cannot be read.
    case damaged(String)
    /// A file could neither be changed nor restored; the journal stays, for the next transaction.
    case unfinished(path: String, reason: String)

    init(_ error: any Error, path: String) {
      self = error as? Failure ?? .refused(path: path, reason: "\(error)")
    }

    /// Runs a step, whose `Errno` is told of a path.
    static func naming<T>(_ path: String, _ step: () throws -> T) throws -> T {
      do { return try step() } catch { throw Failure(error, path: path) }
    }

    package var description: String {
      switch self {
      case .inUse(let holder): "these files are being changed by \(holder); wait until it ends"
      case .refused(let path, let reason): "`\(path)` cannot be changed: \(reason)"
      case .edited(let paths):
        paths.map { "`\($0)`" }.joined(separator: ", ")
          + (paths.count == 1 ? " was" : " were") + " changed by another program meanwhile"
      case .damaged(let reason):
        "`\(FileTransaction.journalName)`, the record of an interrupted change, is damaged: "
          + "\(reason). Compare the site with your last version of it, then delete that file"
      case .unfinished(let path, let reason):
        "`\(path)` can be neither changed nor restored: \(reason)"
      }
    }
  }
}

/// Words as a person types them into a shell.
package enum ShellText {
  package static func of(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// A word that a shell reads as itself, without control characters.
  private static func quoted(_ word: String) -> String {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,=+@%"
    if !word.isEmpty, word.allSatisfy({ plain.contains($0) }) { return word }
    let shown = String(
      String.UnicodeScalarView(
        word.unicodeScalars.filter {
          $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }))
    return "'"
      + shown.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
