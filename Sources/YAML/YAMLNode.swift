/// One value of a YAML text, with the bytes it was written in.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// `isPlain` is false for what stood in quotation marks or a block: such text is never a
    /// number, a date, a truth value or nothing.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package var content: Content
  /// Byte offsets in the source.
  package var range: Range<Int>

  package init(_ content: Content, range: Range<Int>) {
    self.content = content
    self.range = range
  }

  /// Whether this is YAML's nothing: an empty value, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The entries of a mapping; none for anything else.
  package var entries: [YAMLEntry] {
    guard case .mapping(let entries) = content else { return [] }
    return entries
  }

  /// What kind of value this is, in words for a message.
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
  package var key: String
  package var keyRange: Range<Int>
  package var value: YAMLNode
}
