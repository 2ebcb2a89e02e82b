import Foundation
import Testing

/// One reviewed case on disk: a text file of sections, each opened by a line `=== name`.
///
/// Adding a case adds a file and no code. A section `expected` (or another that a suite names) holds
/// what must come out; running the tests with `WAYMARK_RECORD=1` writes what did come out into the
/// file, and fails, so that a recording is always looked at before it is trusted.
package struct CaseFile: Sendable, CustomTestStringConvertible {
  package let url: URL
  package private(set) var sections: [(name: String, text: String)]

  package var testDescription: String { url.deletingPathExtension().lastPathComponent }

  package init(contentsOf url: URL) throws {
    self.url = url
    sections = []
    let text = try String(contentsOf: url, encoding: .utf8)
    var current: (name: String, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        if let current { sections.append(Self.finish(current)) }
        current = (String(line.dropFirst(4)), [])
      } else {
        current?.lines.append(line)
      }
    }
    if let current { sections.append(Self.finish(current)) }
  }

  /// Every case of a folder beside the calling test file, sorted by name.
  package static func all(
    in folder: String, extension ending: String = "txt", beside file: String = #filePath
  ) -> [CaseFile] {
    let base = URL(fileURLWithPath: file).deletingLastPathComponent().appending(path: folder)
    let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == ending }
      .sorted { $0.path < $1.path }
      .compactMap { try? CaseFile(contentsOf: $0) }
  }

  /// The text of a section without its last line end, or `nil`.
  package subscript(name: String) -> String? {
    sections.first { $0.name == name }?.text
  }

  private static func finish(_ section: (name: String, lines: [Substring])) -> (String, String) {
    var lines = section.lines
    if lines.last == "" { lines.removeLast() }
    return (section.name, lines.joined(separator: "\n"))
  }

  /// What is wrong with `actual` as the text of section `name`, or `nil`; records when asked to.
  package func mismatch(_ actual: String, in name: String) -> String? {
    if self[name] == actual { return nil }
    if ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1" {
      record(actual, in: name)
      return "recorded \(url.path); look at it, then run again without WAYMARK_RECORD"
    }
    guard let expected = self[name] else { return "\(url.path) has no section `\(name)`" }
    return "\(url.path), section `\(name)`\n--- expected\n\(expected)\n--- actual\n\(actual)\n---"
  }

  private func record(_ actual: String, in name: String) {
    // Read again, because other sections may have been recorded since.
    var sections = (try? CaseFile(contentsOf: url))?.sections ?? self.sections
    if let index = sections.firstIndex(where: { $0.name == name }) {
      sections[index].text = actual
    } else {
      sections.append((name, actual))
    }
    let text = sections.map { "=== \($0.name)\n\($0.text)\n" }.joined()
    try? Data(text.utf8).write(to: url)
  }
}
