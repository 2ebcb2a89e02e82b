import Foundation
import Testing

/// One example of a specification: Markdown, the HTML that belongs to it, and the extensions it needs.
struct SpecExample: Sendable, CustomTestStringConvertible {
  var file: String
  var number: Int
  var markdown: String
  var html: String
  var extensions: [String]

  var name: String { "\(file) \(number)" }
  var testDescription: String { name }

  /// All examples of `Spec/*.txt`, in order.
  static let all: [SpecExample] = ["spec", "extensions", "regression", "smart_punct"]
    .flatMap(load)

  private static func load(_ file: String) -> [SpecExample] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Spec/\(file).txt")
    guard let data = try? Data(contentsOf: url) else { return [] }
    let fence = String(repeating: "`", count: 32)
    var examples: [SpecExample] = []
    var current: SpecExample?
    var isHTML = false
    // Split at bytes, because CR LF is one Character.
    for part in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = String(decoding: part, as: UTF8.self)
      if line.hasPrefix(fence + " example") {
        let names = line.dropFirst(fence.count + " example".count).split(separator: " ")
        current = SpecExample(
          file: file, number: examples.count + 1, markdown: "", html: "",
          extensions: names.map(String.init))
        isHTML = false
      } else if line == fence, let example = current {
        examples.append(example)
        current = nil
      } else if line == ".", !isHTML, current != nil {
        isHTML = true
      } else {
        let text = line.replacing("→", with: "\t") + "\n"
        if isHTML { current?.html += text } else { current?.markdown += text }
      }
    }
    return examples
  }
}
