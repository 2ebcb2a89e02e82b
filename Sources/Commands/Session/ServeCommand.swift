import ArgumentParser
import Diagnostics
import Files
import Preview
import SiteBuild
import SiteModel
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves a preview that updates after every change.",
    discussion: """
      Builds the site in memory, watches its files, and reloads open pages when they change. \
      Only this machine can open it unless --host allows others. Ctrl-C ends it.
      """)

  @OptionGroup var inputs: InputOptions

  @Option(name: .shortAndLong, help: "The port. The next free one is used if it is taken.")
  var port: UInt16 = 4000

  @Option(
    help: "The IP address or name to listen on; 0.0.0.0 for all addresses of this machine.")
  var host = "127.0.0.1"

  @Option(
    name: .customLong("allow-host"),
    help: ArgumentHelp(
      """
      A host name that is forwarded to this machine, such as a tunnel's. Can be repeated. \
      WAYMARK_ALLOW_HOST adds names, separated by commas.
      """, valueName: "name"))
  var allowedHosts: [String] = []

  @Flag(help: "Open the site in a browser.")
  var open = false

  @Option(
    help:
      "The URL that opens a file in the editor, with {path}, {line} and {column}. WAYMARK_EDITOR also sets it."
  )
  var editor: String?

  @Option(
    help: "Show after each change why this page was rendered or not, such as articles/start-here.")
  var explain: String?

  func validate() throws {
    for (names, source) in [
      (allowedHosts, "--allow-host"), (environmentHosts, "WAYMARK_ALLOW_HOST"),
    ] {
      for name in names where !AllowedHosts.isName(name) {
        throw ValidationError(
          "\(source): '\(name)' is not a host name. Use the name alone, without scheme, port or path: preview.example.org."
        )
      }
    }
  }

  var options: SiteOptions { SiteOptions(inputs) }

  func run() throws {
    guard let folder = FileSystem.real(options.folder) else {
      throw ValidationError("There is no folder '\(options.source)'.")
    }
    try options.site.requireSite()
    try UnfinishedChange.refuse(in: options.source)
    if !options.quiet { Terminal.write(options.site.notice, to: .errors) }
    let preview = Preview(self, folder: folder)
    try preview.run()
  }

  /// The host names in the environment variable, separated by commas or spaces.
  private var environmentHosts: [String] {
    guard let value = getenv("WAYMARK_ALLOW_HOST") else { return [] }
    return String(cString: value).split { $0 == "," || $0 == " " }.map(String.init)
  }

  var forwardedHosts: [String] { allowedHosts + environmentHosts }

  /// The default for `--editor`.
  static let defaultEditor = "vscode://file{path}:{line}:{column}"

  var editorAddress: String {
    editor ?? getenv("WAYMARK_EDITOR").map { String(cString: $0) } ?? Self.defaultEditor
  }
}

/// A running preview: a session, a server and a watcher.
private final class Preview {
  private let command: ServeCommand
  private let folder: FilePath
  private let site = ServedSite()
  private let screen: PreviewScreen

  init(_ command: ServeCommand, folder: FilePath) {
    self.command = command
    self.folder = folder
    screen = PreviewScreen(command.options, explained: command.explain)
  }

  func run() throws {
    var options = command.options.builderOptions
    options.isPreview = true
    options.includesHints = true
    options.omittedForms = [.pdf]
    let port = try listen()
    let origin = "http://\(shownHost):\(port)"
    options.fallbackURL = origin
    let publisher = PreviewPublisher(
      site, PreviewAnswers(folder: folder.string, editor: command.editorAddress), screen,
      day: options.day)
    let session = PreviewSession(folder: folder, options: options) {
      publisher.complete($0, of: $1)
    }
    // Start watching before reading, so that no change is missed.
    var (watcher, note) = PreviewSession.watched(folder).watcher()
    if let note { screen.say("Note: \(note).") }
    let first = session.start()
    let address = origin + first.result.site.configuration.address.root
    publisher.publish(first)
    screen.started(first, "Preview: \(address)   (Ctrl-C ends it)")
    session.complete(first)
    if command.open { Browser.open(address) }
    while true {
      if Terminal.firstFailure != nil { throw ExitStatus.failure }
      guard let rebuild = session.next(from: &watcher, say: screen.say) else { continue }
      publisher.publish(rebuild)
      screen.rebuilt(rebuild)
      session.complete(rebuild)
    }
  }

  private var shownHost: String {
    switch command.host {
    case "127.0.0.1", "localhost", "0.0.0.0", "::": "localhost"
    default: command.host.contains(":") ? "[\(command.host)]" : command.host
    }
  }

  /// Starts the server and returns its port.
  private func listen() throws -> UInt16 {
    let server = PreviewServer(site, host: command.host, forwarded: command.forwardedHosts)
    let wanted = command.port
    do {
      let port = try server.start(port: wanted)
      if port != wanted, wanted != 0 { screen.say("Port \(wanted) is in use; using \(port).") }
      return port
    } catch {
      Terminal.write("waymark: \(error)\n", to: .errors)
      throw ExitStatus.failure
    }
  }
}

/// Opens addresses in the user's browser.
enum Browser {
  static func open(_ address: String) {
    #if canImport(Darwin)
      let tool = "open"
    #else
      let tool = "xdg-open"
      // Without a screen it would try several programs, each with a message of its own.
      let names = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"]
      guard names.contains(where: { (name: String) in getenv(name) != nil }) else {
        return Terminal.write(
          "There is no screen on which a browser could be opened.\n", to: .errors)
      }
    #endif
    do { try ChildProcess.start([tool, address]) } catch {
      Terminal.write("The browser could not be opened: `\(tool)` is not installed.\n", to: .errors)
    }
  }
}
