import Files
import SystemPackage

/// Runs `git`, which asks for nothing, with a private index.
struct GitProgram {
  /// Variables that would lead Git to another repository, such as those that a hook has.
  private static let local = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_DIR", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_QUARANTINE_PATH",
  ]

  /// The working folder, from which a repository's path may be relative.
  private let folder: FilePath
  private var environment: [String: String?]

  /// - Parameters:
  ///   - folder: The site's folder.
  ///   - state: The folder for the index, and for a repository where the site is in none.
  /// - Throws: `PublishFailure`.
  init(in folder: FilePath, state: FilePath) throws {
    self.folder = folder
    environment = [
      "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C",
      // A transport that runs any command is not a way to publish.
      "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    ]
    for name in Self.local { environment.updateValue(nil, forKey: name) }
    let found = try run(["rev-parse", "--absolute-git-dir"])
    var repository = found.text.trimmingNewline
    if !found.isSuccess {
      repository = state.appending("repository.git").string
      let made = try run(["init", "--quiet", "--bare", repository])
      guard made.isSuccess else {
        throw PublishFailure.program("git init", "make a repository", made)
      }
    }
    environment["GIT_DIR"] = repository
    environment["GIT_INDEX_FILE"] = state.appending("index").string
    try setSSH()
    try setIdentity()
  }

  /// Lets ssh ask for nothing, unless the user has set how it is called.
  private mutating func setSSH() throws {
    let isSet =
      EnvironmentVariable("GIT_SSH_COMMAND") != nil || EnvironmentVariable("GIT_SSH") != nil
    if try isSet || run(["config", "core.sshCommand"]).isSuccess { return }
    environment["GIT_SSH_COMMAND"] = SSH.command(port: nil).joined(separator: " ")
  }

  /// Lets Waymark be the author of commits, unless Git knows the user.
  private mutating func setIdentity() throws {
    for role in ["AUTHOR", "COMMITTER"] where try !run(["var", "GIT_\(role)_IDENT"]).isSuccess {
      environment["GIT_\(role)_NAME"] = "Waymark"
      environment["GIT_\(role)_EMAIL"] = "waymark@localhost"
    }
  }

  /// Runs Git.
  ///
  /// - Throws: `PublishFailure` where it is not installed.
  func run(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess.Outcome {
    do {
      return try ChildProcess.run(
        ["git"] + arguments, input: input, in: folder, environment: environment,
        endsWithThisProcess: true)
    } catch {
      throw PublishFailure.start("git", error)
    }
  }

  /// Runs Git, and returns its output.
  ///
  /// - Throws: `PublishFailure` where it fails; `doing` says what it was for, `help` what to do.
  func output(
    _ doing: String, _ arguments: [String], input: [UInt8] = [], help: String? = nil
  ) throws -> String {
    let outcome = try run(arguments, input: input)
    guard outcome.isSuccess else {
      throw PublishFailure.program("git \(arguments[0])", doing, outcome, help: help)
    }
    return outcome.text
  }
}

extension String {
  /// The text without the line feed at its end.
  var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
