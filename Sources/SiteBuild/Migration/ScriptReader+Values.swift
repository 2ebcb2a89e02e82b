import Text

/// Objects and other values.
extension ScriptReader {
  private static let computed = ConfigurationNode.Content.computed("it is computed by code")

  /// The object literal at the current brace; `nil` where the brace begins something else.
  mutating func object(depth: Int) -> ConfigurationNode? {
    let start = index
    guard depth <= Self.depthLimit, peek() == UInt8(ascii: "{") else { return nil }
    defer { spend(from: start) }
    index += 1
    var entries: [ConfigurationNode.Entry] = []
    while true {
      skipBlanks()
      if peek() == UInt8(ascii: "}") {
        index += 1
        return ConfigurationNode(.map(entries), start..<index)
      }
      guard let entry = entry(depth: depth) else { return nil }
      entries.append(entry)
      skipBlanks()
      if peek() == UInt8(ascii: ",") {
        index += 1
      } else if peek() != UInt8(ascii: "}") {
        return nil
      }
    }
  }

  private mutating func entry(depth: Int) -> ConfigurationNode.Entry? {
    let start = index
    if peek() == UInt8(ascii: "."), peek(1) == UInt8(ascii: ".") {
      skipExpression()
      return .init(
        key: "...", keyRange: start..<start + 3,
        value: ConfigurationNode(.computed("it comes from another object"), start..<index))
    }
    var key: String
    if peek() == UInt8(ascii: "[") {
      skipBalanced()
      key = "[…]"
    } else if case .text(let text)? = string()?.content {
      key = text
    } else {
      key = word()
      guard !key.isEmpty else { return nil }
    }
    let keyRange = start..<index
    skipBlanks()
    switch peek() {
    case UInt8(ascii: ":"):
      index += 1
      return .init(key: key, keyRange: keyRange, value: value(depth: depth + 1))
    case UInt8(ascii: ","), UInt8(ascii: "}"):
      let content = constants[key].map { ConfigurationNode.Content.text($0) } ?? Self.computed
      return .init(key: key, keyRange: keyRange, value: ConfigurationNode(content, keyRange))
    case UInt8(ascii: "("):
      skipBalanced()
      skipBlanks()
      guard peek() == UInt8(ascii: "{") else { return nil }
      skipBalanced()
      return .init(
        key: key, keyRange: keyRange, value: ConfigurationNode(Self.computed, start..<index))
    default: return nil
    }
  }

  /// A value with everything up to the comma or bracket behind it.
  mutating func value(depth: Int) -> ConfigurationNode {
    skipBlanks()
    let start = index
    let node = depth <= Self.depthLimit ? literal(depth: depth) : nil
    let end = index
    skipBlanks()
    // The type of a value in TypeScript.
    let here = index
    if ["as", "satisfies"].contains(word()) { skipType() } else { index = here }
    if let node, ",}]);".utf8.contains(peek()) || index >= bytes.count {
      return ConfigurationNode(node.content, start..<end, callee: node.callee)
    }
    if budget >= 0 { index = start }
    skipExpression()
    return ConfigurationNode(Self.computed, start..<max(start, index))
  }

  private mutating func skipType() {
    while index < bytes.count, !",}])".utf8.contains(peek()) { index += 1 }
  }

  /// A literal; `nil` for other code.
  private mutating func literal(depth: Int) -> ConfigurationNode? {
    let start = index
    switch peek() {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return string()
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "("):
      index += 1
      let inner = value(depth: depth + 1)
      skipBlanks()
      guard peek() == UInt8(ascii: ")") else { return nil }
      index += 1
      return inner
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      index += 1
      while peek().isASCIIAlphanumeric || peek() == UInt8(ascii: ".") { index += 1 }
      return ConfigurationNode(
        .text(String(decoding: bytes[start..<index], as: UTF8.self)), start..<index)
    default: return name(depth: depth)
    }
  }

  private mutating func list(depth: Int) -> ConfigurationNode? {
    let start = index
    index += 1
    var items: [ConfigurationNode] = []
    while index < bytes.count {
      skipBlanks()
      if peek() == UInt8(ascii: "]") {
        index += 1
        return ConfigurationNode(.list(items), start..<index)
      }
      let before = index
      items.append(value(depth: depth + 1))
      if peek() == UInt8(ascii: ",") {
        index += 1
      } else if index == before {
        return nil
      }
    }
    return nil
  }

  /// A truth value, a constant, or a call with one object.
  private mutating func name(depth: Int) -> ConfigurationNode? {
    let start = index
    let name = word()
    guard !name.isEmpty else { return nil }
    if ["true", "false", "null"].contains(name) {
      return ConfigurationNode(.text(name), start..<index)
    }
    skipBlanks()
    if peek() == UInt8(ascii: "(") {
      index += 1
      let argument = value(depth: depth + 1)
      guard case .map = argument.content, peek() == UInt8(ascii: ")") else { return nil }
      index += 1
      return ConfigurationNode(argument.content, argument.range, callee: name)
    }
    return constants[name].map { ConfigurationNode(.text($0), start..<index) }
  }
}
