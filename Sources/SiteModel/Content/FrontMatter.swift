import Diagnostics
import YAML

/// The block of YAML at the top of a page, read by the fields of the page's type.
package struct FrontMatter: Sendable {
  package let record: FieldValues
  /// The bytes of the block with its fences; empty where there is none.
  package let range: Range<Int>
  package let diagnostics: [Diagnostic]

  static let none = FrontMatter(record: FieldValues(), range: 0..<0, diagnostics: [])

  package static func read(
    _ source: SourceText, type: ContentType, setsPunctuation: Bool
  ) -> FrontMatter {
    let bytes = source.bytes
    guard let yamlStart = fenceEnd(bytes, at: 0) else {
      return .none
    }
    guard let (yamlEnd, end) = closingFence(bytes, from: yamlStart) else {
      let diagnostic = Diagnostic(
        .unterminatedFrontMatter, "this front matter is never closed",
        at: source.location(of: 0..<3), help: "add a line `---` after its last key")
      return FrontMatter(record: FieldValues(), range: 0..<0, diagnostics: [diagnostic])
    }
    let (root, problems) = YAMLReader.read(source, yamlStart..<yamlEnd)
    var reader = FieldReader(source, owner: type.indefiniteName, setsPunctuation: setsPunctuation)
    let record = root.map { reader.read($0, type.fields) } ?? FieldValues()
    return FrontMatter(
      record: record, range: 0..<end, diagnostics: problems + reader.diagnostics)
  }

  /// Where the line after a fence starts, if a fence of three hyphens stands at `start`.
  private static func fenceEnd(_ bytes: [UInt8], at start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    guard index == start + 3 else { return nil }
    while index < bytes.count, [0x20, 0x09].contains(bytes[index]) { index += 1 }
    guard index < bytes.count else { return index }
    if bytes[index] == 0x0D {
      index += index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    } else if bytes[index] == 0x0A {
      index += 1
    } else {
      return nil
    }
    return index
  }

  /// Where the YAML ends and where the line after the closing fence starts.
  private static func closingFence(_ bytes: [UInt8], from start: Int) -> (Int, Int)? {
    var line = start
    while line < bytes.count {
      if let end = fenceEnd(bytes, at: line) { return (line, end) }
      while line < bytes.count, bytes[line] != 0x0A, bytes[line] != 0x0D { line += 1 }
      line += 1
    }
    return nil
  }
}
