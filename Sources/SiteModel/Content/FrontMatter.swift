import Diagnostics
import Markdown
import TOML
import YAML

/// The block of YAML or TOML at the top of a page.
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

  /// Whether the block is TOML, between lines `+++`.
  package var isTOML = false

  static let none = FrontMatter(record: FieldValues(), range: 0..<0, diagnostics: [])

  /// The quotation marks of a page with this `lang`, or without one; `nil` without smart punctuation.
  package typealias Marks = (_ language: String?) -> QuotationMarks?

  /// Reads the front matter by the fields of a type; errors are in `diagnostics`.
  ///
  /// - `place`: The place of the page in the tree of the site.
  /// - `marks`: The quotation marks for smart punctuation in texts for readers.
  package static func read(
    _ source: SourceText, at place: ContentPath? = nil, type: ContentType,
    of types: ContentTypes = .builtIn, marks: Marks = { _ in nil }
  ) -> FrontMatter {
    if let block = FrontMatterFence.toml(source.bytes) {
      let (root, faults) = TOMLReader.read(source, block.text)
      if let root {
        var matter = read(root, [], range: 0..<block.end, source, place, type, types, marks)
        matter.isTOML = true
        return matter
      }
      if MisplacedFrontMatter.holdsKeys(source.bytes[block.text], "=", type.fields) {
        return unreadable(faults)
      }
    }
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
    return read(root, syntax, range: 0..<end, source, place, type, types, marks)
  }

  /// Reads the fields of a page.
  private static func read(
    _ root: YAMLNode, _ syntax: [Diagnostic], range: Range<Int>, _ source: SourceText,
    _ place: ContentPath?, _ type: ContentType, _ types: ContentTypes, _ marks: Marks
  ) -> FrontMatter {
    var language: String?
    if case .scalar(let text, _)? = root.entries.first(where: { $0.key == "lang" })?.value.content {
      language = text
    }
    var reader = FieldReader(
      source, owner: type.indefiniteName, quotationMarks: marks(language),
      pageFields: types.fieldNames,
      isExpected: { key in place.map { types.isExpected(key, on: $0) } ?? false })
    let record = reader.readFrontMatter(root, type.fields)
    guard root.isNull || root.isMapping, !hasUnreadableDraft(root, record) else {
      return unreadable(syntax + reader.diagnostics, range: range, record)
    }
    return FrontMatter(
      record: record, range: range, diagnostics: syntax + reader.diagnostics,
      isUnpublished: root.entries.contains {
        $0.value.isFalse && ForeignKey.named($0.key)?.isPublishSwitch == true
      })
  }

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

  fileprivate var isFalse: Bool {
    guard case .scalar(let text, _) = content else { return false }
    return ["false", "no", "off"].contains(text.lowercased())
  }
}
