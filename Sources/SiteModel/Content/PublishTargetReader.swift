import Diagnostics
import Text

/// Reads an entry of `publish` in `waymark.yml`.
struct PublishTargetReader {
  private static let kinds = ["git", "rsync", "folder", "command"]
  /// The keys that belong to one kind.
  private static let owners = ["branch": "git", "port": "rsync", "keep": "folder"]
  private static let keptReleases = 1...1000
  private static let nameLimit = 64

  private let values: FieldValues
  private let name: LocatedText
  private let source: SourceText
  private(set) var diagnostics: [Diagnostic] = []

  init(_ values: FieldValues, _ name: LocatedText, in source: SourceText) {
    self.values = values
    self.name = name
    self.source = source
  }

  /// The target; `nil` where something is wrong, which is reported.
  mutating func target() -> PublishTarget? {
    checkName()
    checkCredentials()
    checkAddress()
    let destination = destination()
    guard diagnostics.isEmpty, let destination else { return nil }
    return PublishTarget(
      name: name.text, destination: destination, baseURL: values.text("base_url"),
      isPrecompressed: values.boolean("precompress") ?? false,
      location: source.location(of: name.range))
  }

  private mutating func destination() -> PublishTarget.Destination? {
    let present = Self.kinds.filter { values.range(of: $0) != nil }
    guard present.count == 1, let kind = present.first else {
      let said = present.isEmpty ? "does not say where to publish" : "says twice where to publish"
      report(
        "`\(name.text)` \(said)", at: name.range,
        help: "write one of " + Self.kinds.map { "`\($0)`" }.joined(separator: ", "))
      return nil
    }
    for (key, owner) in Self.owners.sorted(by: { $0.key < $1.key }) where owner != kind {
      if let range = values.range(of: key) {
        report("`\(key)` belongs to `\(owner)`, not to `\(kind)`", at: range, help: "remove it")
      }
    }
    guard let value = values.locatedText(kind), checkText(value, kind) else { return nil }
    switch kind {
    case "git": return git(value)
    case "rsync": return rsync(value)
    case "folder": return folder(value)
    default: return command(value)
    }
  }

  // MARK: Kinds

  private mutating func git(_ repository: LocatedText) -> PublishTarget.Destination? {
    let branch = values.locatedText("branch")
    if let branch, !Self.isBranch(branch.text) {
      report(
        "`\(branch.text)` is not the name of a branch", at: branch.range,
        help: "write a name such as `pages` or `gh-pages`")
    }
    // Transports such as `ext::` run commands.
    if repository.text.contains("::") {
      report(
        "`\(repository.text)` is not a repository that can be published to", at: repository.range,
        help: "write a URL, a path, or the name of a remote")
    }
    return .git(repository: repository.text, branch: branch?.text ?? "pages")
  }

  private mutating func rsync(_ place: LocatedText) -> PublishTarget.Destination? {
    let port = values.integer("port")
    if let port, !(1...65535).contains(port), let range = values.range(of: "port") {
      report("`\(port)` is not a port", at: range, help: "write a number from 1 to 65535")
    }
    guard
      let match = place.text.wholeMatch(
        of:
          /((?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])):([^:].*)/
      ),
      match.2.contains(where: { $0 != "/" && $0 != "." && $0 != "~" }), !match.2.hasPrefix("-")
    else {
      report(
        "`\(place.text)` is not a folder of a server", at: place.range,
        help: "write a user, a host and a path, such as `deploy@example.org:/srv/guide`")
      return nil
    }
    var path = match.2
    while path.hasSuffix("/") { path.removeLast() }
    return .rsync(host: String(match.1), path: String(path), port: port)
  }

  private mutating func folder(_ place: LocatedText) -> PublishTarget.Destination? {
    let kept = values.integer("keep") ?? 5
    if !Self.keptReleases.contains(kept), let range = values.range(of: "keep") {
      report(
        "`keep` is a number of releases, not \(kept)", at: range,
        help:
          "write a number from \(Self.keptReleases.lowerBound) to \(Self.keptReleases.upperBound)"
      )
    }
    if place.text.hasPrefix("~") {
      report(
        "`\(place.text)` starts with `~`, which only a shell replaces", at: place.range,
        help: "write the whole path, or one that counts from the folder of `waymark.yml`")
    }
    return .folder(path: place.text, kept: kept)
  }

  private mutating func command(_ text: LocatedText) -> PublishTarget.Destination? {
    // Line feeds were replaced by spaces, which are no ends of commands.
    if source.text(text.range).hasPrefix("|") {
      report(
        "`command` is one line", at: text.range,
        help: "write several commands into a file, and name that file here")
    }
    return .command(text.text)
  }

  // MARK: Checks

  /// The name is that of a folder with the state of the target.
  private mutating func checkName() {
    guard
      name.text.utf8.count > Self.nameLimit
        || name.text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_-]*/) == nil
    else { return }
    report(
      "`\(name.text)` cannot be the name of a target", at: name.range,
      help: "use up to \(Self.nameLimit) letters, digits and hyphens, such as `server`")
  }

  private mutating func checkCredentials() {
    for key in values.names {
      guard let value = values.locatedText(key),
        !Credentials.ranges(in: Array(value.text.utf8)).isEmpty
      else { continue }
      diagnostics.append(
        Diagnostic(
          .credentialInSettings, "`\(key)` contains a password or a token",
          at: source.location(of: value.range),
          help: "remove it from here, and change it: use a key of ssh, a credential helper of Git, "
            + "or a variable of the environment"))
    }
  }

  private mutating func checkAddress() {
    guard let address = values.locatedText("base_url"), SiteAddress(address.text) == nil else {
      return
    }
    diagnostics.append(
      Diagnostic(
        .invalidAddress, "`\(Credentials.masked(address.text))` is not a valid site address",
        at: source.location(of: address.range),
        help: "write a scheme, a host and an optional path: `https://example.org/guide/`"))
  }

  /// Whether a program cannot take a value for an option.
  private mutating func checkText(_ value: LocatedText, _ key: String) -> Bool {
    if value.text.isEmpty {
      report("`\(key)` is empty", at: value.range, help: "write where to publish")
    } else if value.text.hasPrefix("-") {
      report(
        "`\(key)` starts with a hyphen, so a program would take it for an option", at: value.range,
        help: key == "rsync"
          ? "write a user, a host and a path, such as `deploy@example.org:/srv/guide`"
          : "write a path that starts with `./` or `/`")
    }
    return diagnostics.isEmpty
  }

  /// Whether Git takes the text as the name of a branch. (https://git-scm.com/docs/git-check-ref-format)
  private static func isBranch(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9._\/-]*/) != nil
      && !text.contains("..") && !text.contains("//") && !text.contains("/.")
      && !text.hasSuffix("/") && !text.hasSuffix(".") && !text.hasSuffix(".lock")
      && text != "HEAD"
  }

  private mutating func report(_ message: String, at range: Range<Int>, help: String) {
    diagnostics.append(
      Diagnostic(
        .invalidPublishTarget, Credentials.masked(message), at: source.location(of: range),
        help: help))
  }
}
