import Diagnostics
import YAML

/// The YAML block at the top of a page.
package struct FrontMatter: Sendable {
  /// The valid fields.
  package let record: FieldValues
  /// The bytes of the block with its fences; empty without front matter.
  package let range: Range<Int>
  /// Syntax errors, unknown keys and invalid values.
  package let diagnostics: [Diagnostic]

  static let none = FrontMatter(record: FieldValues(), range: 0..<0, diagnostics: [])

  /// Reads the front matter by the fields of a type; errors are in `diagnostics`.
  package static func read(
    _ source: SourceText, type: ContentType, setsPunctuation: Bool
  ) -> FrontMatter {
    let bytes = source.bytes
    guard let yamlStart = fenceEnd(bytes, at: 0) else {
      return .none
    }
    guard let (yamlEnd, end) = closingFence(bytes, from: yamlStart) else {
      let diagnostic = Diagnostic(
        .unterminatedFrontMatter, "the front matter has no closing line",
        at: source.location(of: 0..<3), help: "add a line `---` after the last key")
      return FrontMatter(record: FieldValues(), range: 0..<0, diagnostics: [diagnostic])
    }
    let (root, syntax) = YAMLReader.read(source, yamlStart..<yamlEnd)
    var reader = FieldReader(source, owner: type.indefiniteName, setsPunctuation: setsPunctuation)
    let record = root.map { reader.read($0, type.fields) } ?? FieldValues()
    return FrontMatter(
      record: record, range: 0..<end, diagnostics: syntax + reader.diagnostics)
  }

  /// The start of the next line, if the line at `start` is a fence of three hyphens.
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

  /// The end of the YAML, and the start of the line after the closing fence.
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
