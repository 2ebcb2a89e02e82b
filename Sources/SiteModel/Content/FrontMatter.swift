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
  /// Whether there is front matter that cannot be read, so that the page may be a draft.
  package var isUnreadable = false
  /// Whether `published` or `publish` is `false`.
  package var isUnpublished = false

  static let none = FrontMatter(record: FieldValues(), range: 0..<0, diagnostics: [])

  /// Reads the front matter by the fields of a type; errors are in `diagnostics`.
  package static func read(
    _ source: SourceText, type: ContentType, setsPunctuation: Bool
  ) -> FrontMatter {
    let bytes = source.bytes
    guard let yamlStart = FrontMatterFence.end(bytes, at: 0) else {
      guard let fence = MisplacedFrontMatter.find(in: source, fields: type.fields) else {
        return .none
      }
      return unreadable([fence])
    }
    guard let (yamlEnd, end) = FrontMatterFence.closing(bytes, from: yamlStart) else {
      return unreadable([
        Diagnostic(
          .unterminatedFrontMatter, "the front matter has no closing line",
          at: source.location(of: 0..<3), help: "add a line `---` after the last key")
      ])
    }
    let (root, syntax) = YAMLReader.read(source, yamlStart..<yamlEnd)
    guard let root else {
      return syntax.isEmpty
        ? FrontMatter(record: FieldValues(), range: 0..<end, diagnostics: [])
        : unreadable(syntax, range: 0..<end)
    }
    var reader = FieldReader(
      source, owner: type.indefiniteName, setsPunctuation: setsPunctuation,
      pageFields: ContentType.fieldNames)
    let record = reader.readFrontMatter(root, type.fields)
    guard root.isNull || root.isMapping, !hasUnreadableDraft(root, record) else {
      return unreadable(syntax + reader.diagnostics, range: 0..<end, record)
    }
    let switches = root.entries.filter { switchNames.contains($0.key) && $0.value.isBoolean }
    let known = switches.map { source.location(of: $0.keyRange) }
    return FrontMatter(
      record: record, range: 0..<end,
      diagnostics: syntax
        + reader.diagnostics.filter {
          $0.rule != .unknownKey || !($0.location.map(known.contains) ?? false)
        },
      isUnpublished: switches.contains { $0.value.isFalse })
  }

  /// Keys of other tools that, with the value `false`, keep a page back.
  private static let switchNames = ["published", "publish"]

  private static func unreadable(
    _ diagnostics: [Diagnostic], range: Range<Int> = 0..<0, _ record: FieldValues = FieldValues()
  ) -> FrontMatter {
    var diagnostics = diagnostics
    if !diagnostics.isEmpty { diagnostics[0] = diagnostics[0].withholding() }
    return FrontMatter(
      record: record, range: range, diagnostics: diagnostics, isUnreadable: true)
  }

  /// Whether `draft` has a value that is neither `true` nor `false`.
  private static func hasUnreadableDraft(_ root: YAMLNode, _ record: FieldValues) -> Bool {
    guard let entry = root.entries.first(where: { $0.key == "draft" }), !entry.value.isNull else {
      return false
    }
    return record.boolean("draft") == nil
  }
}

extension YAMLNode {
  fileprivate var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }

  fileprivate var isFalse: Bool { isScalar(of: ["false", "no", "off"]) }

  fileprivate var isBoolean: Bool { isFalse || isScalar(of: ["true", "yes", "on"]) }

  private func isScalar(of words: [String]) -> Bool {
    if case .scalar(let text, _) = content { words.contains(text.lowercased()) } else { false }
  }
}
