import Files
import SystemPackage
import Text

/// Why a site was not published.
package struct PublishFailure: Error {
  /// What went wrong.
  package var message: String
  /// What another program said, without credentials.
  package var notes: [String] = []
  /// What to do.
  package var help: String?
  /// Whether the target may not be changed, rather than could not.
  package var isRefusal = false

  /// A target that may not be changed.
  static func refused(_ message: String, help: String) -> PublishFailure {
    PublishFailure(message: message, help: help, isRefusal: true)
  }

  /// A file or folder that could not be read or written.
  static func disk(_ path: FilePath, _ error: any Error) -> PublishFailure {
    PublishFailure(message: "`\(path.string)`: \(error)")
  }

  /// A program that reported a failure.
  static func program(
    _ name: String, _ doing: String, _ outcome: ChildProcess.Outcome, help: String? = nil
  ) -> PublishFailure {
    let said = SecretMask.masked(outcome.errors + "\n" + outcome.text)
      .split(separator: "\n").map { $0.split(separator: "\r").last.map(String.init) ?? "" }
      .filter { !$0.allSatisfy(\.isWhitespace) }
    return PublishFailure(
      message: "`\(name)` could not \(doing) (status \(outcome.status))",
      notes: said.suffix(noteLimit), help: help)
  }

  /// A program that is not installed, or cannot be started.
  static func start(_ name: String, _ error: any Error) -> PublishFailure {
    error as? Errno == .noSuchFileOrDirectory
      ? PublishFailure(message: "`\(name)` is not installed", help: "install it")
      : PublishFailure(message: "`\(name)` cannot be started: \(error)")
  }

  private static let noteLimit = 8
}
