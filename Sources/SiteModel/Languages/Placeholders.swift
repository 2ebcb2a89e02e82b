/// The places in a text that are filled in: `{page}` in `On {page}`.
package enum Placeholders {
  /// A piece of a text.
  package enum Part: Sendable, Hashable {
    case text(Substring)
    /// The name of a place.
    case place(String)
  }

  /// Divides a text at its places; braces around anything else are text. O(n)
  package static func parts(of text: String) -> [Part] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [.text(text[...])] }
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: "}") else { break }
      let name = inner[..<close]
      guard !name.isEmpty,
        name.utf8.allSatisfy({
          $0 == UInt8(ascii: "_") || $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")
        })
      else {
        parts.append(.text(rest[...open]))
        rest = inner
        continue
      }
      if open > rest.startIndex { parts.append(.text(rest[..<open])) }
      parts.append(.place(String(name)))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(rest)) }
    return parts
  }

  /// The text with values in its places; a place without a value stays as it is written.
  package static func filled(_ text: String, _ values: [String: String]) -> String {
    var result = ""
    for part in parts(of: text) {
      switch part {
      case .text(let text): result += text
      case .place(let name): result += values[name] ?? "{\(name)}"
      }
    }
    return result
  }

  /// The names of the places in a text.
  static func names(in text: String) -> Set<String> {
    var names: Set<String> = []
    for case .place(let name) in parts(of: text) { names.insert(name) }
    return names
  }
}
