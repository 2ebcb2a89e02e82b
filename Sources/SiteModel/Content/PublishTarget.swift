import Diagnostics

/// A place where `waymark publish` delivers the site: an entry of `publish` in `waymark.yml`.
package struct PublishTarget: Sendable {
  /// How the site gets there.
  package enum Destination: Sendable, Hashable {
    /// A branch of a Git repository, which is named by a URL, a path or the name of a remote.
    case git(repository: String, branch: String)
    /// A folder of a server, which rsync reaches by ssh.
    case rsync(host: String, path: String, port: Int?)
    /// A symbolic link on this machine, which leads to the latest of `kept` releases.
    case folder(path: String, kept: Int)
    /// A command of a shell, which gets the folder with the built site.
    case command(String)
  }

  /// The name in `waymark.yml`.
  package let name: String
  /// How the site gets there.
  package let destination: Destination
  /// The address that readers use; `nil` for the site's `base_url`.
  package let baseURL: String?
  /// Whether text files are also delivered compressed.
  package let isPrecompressed: Bool
  /// The place of the name in `waymark.yml`.
  package let location: Location

  static let fields: [Field] = [
    Field(
      "git", .word, "a Git repository: a URL, a path, or a remote of this one, such as `origin`"),
    Field("branch", .word, "the branch of that repository; default: `pages`"),
    Field("rsync", .word, "a folder of a server, such as `deploy@example.org:/srv/guide`"),
    Field("port", .integer, "the port of ssh on that server"),
    Field("folder", .word, "a symbolic link on this machine, which leads to the latest release"),
    Field("keep", .integer, "how many releases that folder keeps for `--rollback`; default: 5"),
    Field("command", .word, "a command that publishes the folder in the variable `WAYMARK_FOLDER`"),
    Field("base_url", .word, "the address there, if it is not that of the site"),
    Field(
      "precompress", .boolean,
      "whether text files are also published as `.gz` and `.br`, which some servers send"),
  ]
}
