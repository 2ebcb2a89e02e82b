// Writes a Swift file that holds every file of a folder: `embed-theme FOLDER OUTPUT`.
// The plugin EmbedTheme runs it during the build.

import Foundation

/// The text as a raw string literal, whatever it holds.
func literal(_ text: String) -> String {
  var fence = "#"
  while text.contains("\"" + fence) || text.contains("\\" + fence) { fence += "#" }
  return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
}

func entry(_ path: String, _ data: Data) -> String {
  if let text = String(data: data, encoding: .utf8), !text.contains("\r"), !text.contains("\0") {
    return "    (\(literal(path)), Array(\(literal(text)).utf8)),\n"
  }
  let digits = data.map { byte in
    String(repeating: "0", count: byte < 16 ? 1 : 0) + String(byte, radix: 16)
  }
  return "    (\(literal(path)), bytes(\"\(digits.joined())\")),\n"
}

let folder = URL(filePath: CommandLine.arguments[1]).standardizedFileURL
let output = URL(filePath: CommandLine.arguments[2])
let prefix = folder.path(percentEncoded: false)
let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
let paths = (files?.compactMap { $0 as? URL } ?? [])
  .filter { !$0.hasDirectoryPath && !$0.lastPathComponent.hasPrefix(".") }
  .map { $0.standardizedFileURL.path(percentEncoded: false) }
  .map { String($0.dropFirst(prefix.count)).trimmingCharacters(in: ["/"]) }
  .sorted()

var source = """
  // Made by embed-theme from templates/.

  extension DefaultTheme {
    /// Every file of `templates/`, by its path there.
    package static let files: [(path: String, bytes: [UInt8])] = [

  """
for path in paths { source += entry(path, try Data(contentsOf: folder.appending(path: path))) }
source += "  ]\n}\n"
try Data(source.utf8).write(to: output)
