import Diagnostics
import YAML

/// A value in the configuration of another tool, with its place.
package struct ConfigurationNode: Sendable {
  /// The kinds of values.
  indirect enum Content: Sendable {
    /// A text, number, date or truth value, as it is written.
    case text(String)
    case list([ConfigurationNode])
    case map([Entry])
    /// A value that only the tool can compute, and why.
    case computed(String)
  }

  /// A key and its value.
  struct Entry: Sendable {
    var key: String
    var keyRange: Range<Int>
    var value: ConfigurationNode
  }

  var content: Content
  var range: Range<Int>
  /// The function whose only argument the value is, as in `starlight({…})`.
  var callee: String?

  init(_ content: Content, _ range: Range<Int>, callee: String? = nil) {
    self.content = content
    self.range = range
    self.callee = callee
  }

  /// Converts a value of YAML, JSON or TOML.
  ///
  /// A value with a tag of YAML, such as `!ENV` or `!!python/name:…`, is for the tool to compute.
  init(_ node: YAMLNode, in source: SourceText) {
    let text = source.text(node.range)
    let content: Content
    if text.hasPrefix("!") {
      let tag = text.prefix { !$0.isWhitespace }
      content = .computed(
        tag == "!ENV" ? "it comes from the environment" : "only the tool can read `\(tag)`")
    } else {
      content =
        switch node.content {
        case .scalar(let text, _): .text(text)
        case .sequence(let items): .list(items.map { ConfigurationNode($0, in: source) })
        case .mapping(let entries):
          .map(
            entries.map {
              Entry(
                key: $0.key, keyRange: $0.keyRange,
                value: ConfigurationNode($0.value, in: source))
            })
        }
    }
    self.init(content, node.range)
  }

  /// A mapping with the value at one key.
  func named(_ key: String) -> ConfigurationNode {
    let entry = Entry(key: key, keyRange: range.lowerBound..<range.lowerBound, value: self)
    return ConfigurationNode(.map([entry]), range)
  }

  var text: String? { if case .text(let text) = content { text } else { nil } }

  var items: [ConfigurationNode] { if case .list(let items) = content { items } else { [] } }

  var entries: [Entry] { if case .map(let entries) = content { entries } else { [] } }

  subscript(key: String) -> ConfigurationNode? { entries.first { $0.key == key }?.value }

  /// Why the value cannot be read; `nil` where it can.
  var reason: String? { if case .computed(let reason) = content { reason } else { nil } }
}
