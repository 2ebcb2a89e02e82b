import Foundation

/// Runs the built tool as a person would.
struct Tool {
  struct Result {
    let output: String
    let errors: String
    /// Both streams: `check` writes messages to the first, `build` to the second.
    var text: String { output + errors }
    let status: Int32
  }

  /// The tool beside the tests that run.
  static let url: URL = {
    let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return tests.appending(path: "waymark")
  }()

  static func run(_ arguments: String..., in folder: URL) throws -> Result {
    try run(arguments, in: folder)
  }

  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let errors = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for url in [output, errors] { try Data().write(to: url) }
    defer { for url in [output, errors] { try? FileManager.default.removeItem(at: url) } }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8),
      status: process.terminationStatus)
  }
}

extension Tool {
  /// Runs a command line in a shell, with the tool as `$0`, and answers with its status.
  static func shell(_ line: String, in folder: TemporaryFolder) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line, url.path()]
    process.currentDirectoryURL = folder.url
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A folder that is gone after the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "waymark-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    // A test may have taken the right to write away.
    try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path())
    try? FileManager.default.removeItem(at: url)
  }

  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: url.appending(path: path), encoding: .utf8)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: path).path(percentEncoded: false))
  }

  /// Every file below a folder with its bytes.
  func files(in folder: String) -> [String: Data] {
    let base = url.appending(path: folder)
    let path = base.path(percentEncoded: false)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    var files: [String: Data] = [:]
    for name in names {
      guard let data = try? Data(contentsOf: base.appending(path: name)) else { continue }
      files[name] = data
    }
    return files
  }

  /// A site of two pages, to be spoiled.
  func makeSite() throws {
    try write("title: Small\nbase_url: https://example.org\n", to: "waymark.yml")
    try write("---\ntitle: Home\n---\nSee [[about]].\n", to: "content/_index.md")
    try write("---\ntitle: About\n---\nBack to [[Home|the start]].\n", to: "content/about.md")
  }
}
