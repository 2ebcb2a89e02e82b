/// A value of a YAML text, with its range in the source.
package struct YAMLNode: Sendable {
  /// The kinds of values.
  package enum Content: Sendable {
    /// `isPlain` is false for quoted and block scalars, which are always text: never a number, a date, a Boolean or null.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  /// The value.
  package var content: Content
  /// The byte range in the source.
  package var range: Range<Int>

  /// Makes a node.
  package init(_ content: Content, range: Range<Int>) {
    self.content = content
    self.range = range
  }

  /// Whether the value is YAML's null: an empty value, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The entries of a mapping; none for anything else.
  package var entries: [YAMLEntry] {
    guard case .mapping(let entries) = content else { return [] }
    return entries
  }

  /// The kind of the value, in words for a message.
  package var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key and its value.
package struct YAMLEntry: Sendable {
  /// The key's text.
  package var key: String
  /// The byte range of the key in the source.
  package var keyRange: Range<Int>
  /// The value of the key.
  package var value: YAMLNode

  /// Makes an entry.
  package init(key: String, keyRange: Range<Int>, value: YAMLNode) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }
}
