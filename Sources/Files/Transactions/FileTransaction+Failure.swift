import SystemPackage

extension FileTransaction {
  /// The reason why a transaction was not made.
  package enum Failure: Error, CustomStringConvertible {
    /// Another process is changing the folder's files.
    case inUse(by: String)
    /// A file cannot be changed. Nothing was changed.
    case refused(path: String, reason: String)
    /// Another program changed these files since they were read. Its changes stay, and nothing else was changed.
    case edited([String])
    /// The journal of an interrupted transaction cannot be read.
    case damaged(String)
    /// A file could neither be changed nor restored. The journal stays for the next transaction.
    case unfinished(path: String, reason: String)

    init(_ error: any Error, path: String) {
      self = error as? Failure ?? .refused(path: path, reason: "\(error)")
    }

    /// Runs a step, and adds the path to its error.
    static func naming<T>(_ path: String, _ step: () throws -> T) throws -> T {
      do { return try step() } catch { throw Failure(error, path: path) }
    }

    /// The reason as a sentence, without a full stop.
    package var description: String {
      switch self {
      case .inUse(let holder):
        "these files are being changed by \(holder); wait until it has finished"
      case .refused(let path, let reason): "`\(path)` cannot be changed: \(reason)"
      case .edited(let paths):
        paths.map { "`\($0)`" }.joined(separator: ", ")
          + (paths.count == 1 ? " was" : " were") + " changed by another program in the meantime"
      case .damaged(let reason):
        "`\(FileTransaction.journalName)`, the record of an interrupted change, is damaged: "
          + "\(reason). Compare the site with your last version of it, then delete that file"
      case .unfinished(let path, let reason):
        "`\(path)` can be neither changed nor restored: \(reason)"
      }
    }
  }
}
