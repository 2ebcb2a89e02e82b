import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A built tool that runs until it is ended, and what it has written so far.
final class RunningTool {
  private static let patience = 20.0

  let process = Process()
  private let folder: TemporaryFolder
  private let log: URL

  /// Both of the tool's streams are kept, as a terminal would show them.
  ///
  /// With `descriptors`, the tool may have so many files and sockets open.
  init(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    descriptors: Int? = nil
  ) throws {
    self.folder = folder
    log = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: log)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let descriptors {
      process.executableURL = URL(filePath: "/bin/sh")
      let script = "ulimit -n \(descriptors); exec \"$0\" \"$@\""
      process.arguments = ["-c", script, Tool.url.path(percentEncoded: false)] + arguments
    } else {
      process.executableURL = Tool.url
      process.arguments = arguments
    }
    process.currentDirectoryURL = folder.url
    let handle = try FileHandle(forWritingTo: log)
    try handle.seekToEnd()
    process.standardOutput = handle
    process.standardError = handle
    // The threads of tests block signals, and a process would inherit that.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_UNBLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// Ends the tool in any case.
  func stop() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: log)
  }

  var text: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// Waits until something holds; records what the tool wrote where it never does.
  @discardableResult
  func waits<T>(
    for what: String, _ location: SourceLocation = #_sourceLocation, _ value: () throws -> T?
  ) throws -> T {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while Date() < end {
      if let value = try value() { return value }
      usleep(5_000)
    }
    return try #require(nil as T?, "\(what) never came:\n\(text)", sourceLocation: location)
  }

  /// Waits until the tool has written a text.
  func says(_ part: String, _ location: SourceLocation = #_sourceLocation) throws {
    try waits(for: part, location) { text.contains(part) ? true : nil }
  }

  /// Where the preview is, as its line says.
  func address() throws -> String {
    try waits(for: "the address") {
      text.firstMatch(of: #/Preview: (http://\S+)/#).map { String($0.1) }
    }
  }

  /// Waits until what is at an address satisfies.
  func waits(
    at address: String, for what: String, _ location: SourceLocation = #_sourceLocation,
    _ isEnough: (String) -> Bool
  ) throws {
    let url = try #require(URL(string: address))
    try waits(for: "\(what) at \(address)", location) {
      guard let data = try? Data(contentsOf: url) else { return nil as Bool? }
      return isEnough(String(decoding: data, as: UTF8.self)) ? true : nil
    }
  }
}
