import Foundation
import TestSupport
import Testing

/// Each case is a folder of files (`file PATH`), commands (each with `in FOLDER:` before it where it runs below, or
/// `settings FILE`, which shows the file without its samples), and what a newcomer then sees.
@Suite struct TranscriptCases {
  static let cases = CaseFile.all(in: "Cases")

  @Test("A terminal shows what was reviewed", arguments: cases)
  func transcript(_ file: CaseFile) throws {
    let folder = try TemporaryFolder()
    for section in file.sections where section.name.hasPrefix("file ") {
      try folder.write(section.text + "\n", to: String(section.name.dropFirst(5)))
    }
    var transcript = ""
    for line in try #require(file["commands"]).split(separator: "\n") {
      transcript += try run(String(line), in: folder)
    }
    #expect(file.mismatch(String(transcript.dropLast()), in: "transcript") == nil)
  }

  @Test("There are cases") func notEmpty() { #expect(Self.cases.count >= 8) }

  /// Runs `waymark …` or `in FOLDER: waymark …`.
  private func run(_ line: String, in folder: TemporaryFolder) throws -> String {
    var (place, command) = (folder.url, line)
    if let match = line.wholeMatch(of: /in (\S+): (.*)/) {
      place = folder.url.appending(path: match.1)
      command = String(match.2)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    let words = command.split(separator: " ").map(String.init)
    if words.first == "settings" {
      let text = try String(contentsOf: place.appending(path: words[1]), encoding: .utf8)
      return "$ \(line)\n" + Self.settings(in: text)
    }
    try #require(words.first == "waymark", "\(line)")
    let result = try Tool.run(Array(words.dropFirst()), in: place)
    // What differs from machine to machine and from build to build.
    let text = (result.output + result.errors)
      .replacing(try realPath(folder.url), with: "/site")
      .replacing(/\d+\.\d\d s\b/, with: "0.00 s")
      .replacing(/waymark (\d+\.\d+\.\d+) \(.*\)/) { "waymark \($0.1) (RELEASE)" }
    return "$ \(line)\n\(text)[\(result.status)]\n"
  }

  /// The lines that are no comments, and those that say what is uncertain.
  private static func settings(in text: String) -> String {
    var isDoubt = false
    var lines = ""
    for line in text.split(separator: "\n") {
      if !line.hasPrefix("#") || isDoubt || line.hasPrefix("# From ") { lines += line + "\n" }
      isDoubt = line.hasPrefix("# From ")
    }
    return lines
  }

  private func realPath(_ url: URL) throws -> String {
    let path = try #require(realpath(url.path(percentEncoded: false), nil))
    defer { free(path) }
    return String(cString: path)
  }
}
