import Diagnostics
import Text
import YAML

/// A record in a form that other tools read, or that looks like the short form of a record.
struct ShortRecord {
  let rule: Rule
  let message: String
  let advice: Advice

  /// Recognizes the form of a value for a record of `fields`; `nil` for a record that is written as it should be.
  static func meant(by node: YAMLNode, _ fields: [Field], in source: SourceText) -> ShortRecord? {
    let names = Set(fields.map(\.name))
    switch node.content {
    case .mapping(let entries) where entries.count == 1 && names.isSuperset(of: ["label", "to"]):
      // MkDocs writes links as `label: address`.
      guard let entry = entries.first, case .scalar(let target, _) = entry.value.content,
        !target.isEmpty, !names.contains(entry.key),
        NearNames(fields.map(\.name)).nearest(to: entry.key).isEmpty
      else { return nil }
      let label = source.yamlScalar(entry.key, replacing: entry.keyRange)
      let text = "{label: \(label), to: \(source.text(entry.value.range))}"
      return ShortRecord(
        rule: .unknownKey, message: "`\(entry.key)` is no key of a link",
        advice: Advice("write its label and its target: `\(text)`", fixes: [Fix(text, .possible)]))
    case .sequence(let items) where !items.isEmpty && names.isSuperset(of: ["type", "choices"]):
      let words = items.map { source.text($0.range) }
      guard items.allSatisfy(\.isScalar) else { return nil }
      let text = "{type: choice, choices: [\(words.joined(separator: ", "))]}"
      return ShortRecord(
        rule: .wrongType, message: "a list does not say what type the values have",
        advice: Advice("for one of these words: `\(text)`", fixes: [Fix(text, .possible)]))
    default: return nil
    }
  }
}

extension YAMLNode {
  fileprivate var isScalar: Bool { if case .scalar = content { true } else { false } }
}
