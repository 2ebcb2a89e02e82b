import Diagnostics
import Highlighting
import Text

extension Rule {
  static let unknownComponent = Rule(
    "unknown-component", .warning,
    "A fenced block whose language is nearly the name of a component, and whose first line is a key, is shown as "
      + "code.",
    example: """
      content/page.md:
      ```cards
      title: Start here
      ```
      """,
    remedy:
      "Correct the name. `waymark theme list blocks` names the theme's components; a site's own are in "
      + "`templates/blocks/`.")
}

/// Finds fenced blocks that were meant as components.
enum UnknownComponent: MarkdownCheck {
  static let rules = [Rule.unknownComponent]

  static func run(on document: inout LintedDocument) {
    let names = document.document.options.components
    guard !names.isEmpty else { return }
    for node in document.document.nodes where node.kind == .codeBlock {
      let text = document.document.text
      let word = node.text.prefix(Int(node.value)).prefix { !text[$0].isASCIISpace }
      guard !word.isEmpty, beginsWithKey(text[node.text.dropFirst(Int(node.value))]) else {
        continue
      }
      let name = String(decoding: text[word], as: UTF8.self)
      guard Language.named(name) == nil, let meant = nearestMatch(to: name, in: names.sorted())
      else { continue }
      document.report(
        Diagnostic(
          .unknownComponent, "there is no component `\(name)`, so the block is shown as code",
          at: document.location(at: .line(Int(node.line))),
          help: "did you mean `\(meant)`?"))
    }
  }

  /// Whether the code is empty, or its first line is a key of YAML.
  private static func beginsWithKey(_ code: ArraySlice<UInt8>) -> Bool {
    let line = code.prefix { $0 != UInt8(ascii: "\n") }
    let rest = line.drop { $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    return code.allSatisfy(\.isASCIISpace)
      || rest.count < line.count && rest.first == UInt8(ascii: ":")
        && (rest.count == 1 || rest.dropFirst().first == UInt8(ascii: " "))
  }
}
