import Foundation

/// A shell in a folder of its own, in which the examples of the manual run.
final class ExampleShell {
  /// What stands for the folder in examples.
  private static let home = "/home/me"

  private let folder: TemporaryFolder
  private let environment: [String: String]
  private var place: URL

  /// Makes an empty folder, or one with a site of one page, in `guide`, which is then the working folder.
  init(withSite: Bool, proxy: UInt16? = nil) throws {
    folder = try TemporaryFolder()
    let home = folder.url.resolvingSymlinksInPath()
    place = withSite ? home.appending(path: "guide") : home
    let tools = Tool.url.deletingLastPathComponent().path(percentEncoded: false)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    environment = [
      "PATH": "\(tools):\(path)", "HOME": home.path(percentEncoded: false),
      "SOURCE_DATE_EPOCH": "1796040000", "LC_ALL": "C.UTF-8",
      "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org",
      "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org",
      "http_proxy": proxy.map { "http://127.0.0.1:\($0)" } ?? "", "no_proxy": "",
      "TMPDIR": FileManager.default.temporaryDirectory.path(percentEncoded: false),
    ]
    guard withSite else { return }
    try write("title: Example\nbase_url: https://guide.example.org/\n", to: "waymark.yml")
    try write("# Example\n", to: "content/_index.md")
  }

  /// Writes a file below the working folder.
  func write(_ text: String, to path: String) throws {
    let file = place.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs a command line, and returns what a terminal shows, without what differs from run to run.
  func run(_ command: String) throws -> String {
    if let match = command.wholeMatch(of: /cd (\S+)/) {
      place = place.appending(path: match.1).standardizedFileURL
      return ""
    }
    let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = environment
    process.currentDirectoryURL = place
    process.standardInput = FileHandle.nullDevice
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    var text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    for url in [folder.url.resolvingSymlinksInPath(), folder.url] {
      text = text.replacing(url.path(percentEncoded: false), with: Self.home)
    }
    return text.replacing(/\d+\.\d\d s\b/, with: "0.05 s")
      .replacing(/waymark (\d+\.\d+\.\d+) \(.*\)/) { "waymark \($0.1) (development build)" }
  }

  /// Runs the lines of a session that begin with `$ `, and returns the session with what they print.
  ///
  /// A line `…` of the session stands for any number of lines.
  func run(session: String) throws -> String {
    var lines: [Substring] = []
    var shown: [[Substring]] = []
    for line in session.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("$ ") {
        lines.append(line)
        shown.append([])
      } else if !shown.isEmpty {
        shown[shown.count - 1].append(line)
      }
    }
    var text = ""
    for (line, expected) in zip(lines, shown) {
      let output = try run(String(line.dropFirst(2)))
      let printed = output.trimmingLineEnds.split(separator: "\n", omittingEmptySubsequences: false)
      let isExpected = Self.matches(expected[...], printed[...])
      let result = isExpected ? expected : printed
      text += line + "\n"
      if result != [""] { text += result.map { $0 + "\n" }.joined() }
    }
    return text.trimmingLineEnds
  }

  private static func matches(
    _ expected: ArraySlice<Substring>, _ printed: ArraySlice<Substring>
  ) -> Bool {
    guard let first = expected.first else { return printed.isEmpty }
    if first == "…" {
      return (printed.startIndex...printed.endIndex).contains {
        matches(expected.dropFirst(), printed[$0...])
      }
    }
    return first == printed.first && matches(expected.dropFirst(), printed.dropFirst())
  }
}

extension String {
  /// The text without line ends at its end.
  var trimmingLineEnds: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
