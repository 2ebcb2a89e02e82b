import Diagnostics
import Text

extension Rule {
  static let attributeList = Rule(
    "attribute-list", .warning,
    "`{: .class}` and `{ .class }` set attributes of the block or link before them in other tools. "
      + "Waymark reads them after a heading only, and shows them as text elsewhere.",
    example: """
      content/page.md:
      A paragraph.
      {: .wide }
      """,
    grouping: .once)
}

/// Finds lists of attributes, such as `{: .class target="_blank"}`, outside headings.
enum AttributeList: MarkdownCheck {
  static let rules = [Rule.attributeList]

  static func run(on document: inout LintedDocument) {
    guard document.prose.contains("{") else { return }
    for number in document.bodyLines {
      let text = document.prose.text(ofLine: number)
      guard text.first != UInt8(ascii: "#"), !isUnderlined(number, document) else { continue }
      var start = text.startIndex
      while let open = text[start...].firstIndex(of: UInt8(ascii: "{")) {
        start = open + 1
        guard isList(text[start...]),
          let close = text[start...].firstIndex(where: { $0 == 0x7D || $0 == 0x7B }),
          text[close] == UInt8(ascii: "}"),
          open == text.startIndex || text[open - 1] != UInt8(ascii: "{")
        else { continue }
        start = close + 1
        report(open..<close + 1, isAlone: open == text.startIndex, &document)
      }
    }
  }

  /// Classes that make a callout of a block in Just the Docs.
  private static let calloutClasses: Set<String> = [
    "note", "tip", "info", "important", "warning", "caution", "danger", "new", "highlight",
  ]

  private static func report(
    _ range: Range<Int>, isAlone: Bool, _ document: inout LintedDocument
  ) {
    let names = names(document.bytes[range.dropFirst().dropLast()])
    let message = "this list of attributes is shown as text"
    if isAlone, let name = names?.first(where: { calloutClasses.contains($0) }) {
      document.report(
        .attributeList, message, range,
        help:
          "write the block as a callout, with `> [!\(name.uppercased())]` before it and `> ` before "
          + "each of its lines, or remove this")
    } else if names != nil {
      document.report(
        .attributeList, message, range,
        Advice(
          "remove it: classes and targets have no effect here",
          fixes: [Fix("", .certain, label: "remove the list")]))
    } else {
      document.report(
        .attributeList, message, range, help: "remove it, or write HTML with the attributes")
    }
  }

  /// The classes in a list that has nothing but classes and the targets of links; `nil` for another list.
  private static func names(_ text: ArraySlice<UInt8>) -> [String]? {
    let parts = text.drop { $0 == UInt8(ascii: ":") }.split(whereSeparator: \.isASCIISpace)
    var names: [String] = []
    for part in parts {
      let word = String(decoding: part, as: UTF8.self)
      if word.hasPrefix("."),
        word.utf8.dropFirst().allSatisfy({ $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "#") })
      {
        names.append(String(word.dropFirst()))
      } else if !["target=", "rel=", "class="].contains(where: word.hasPrefix) {
        return nil
      }
    }
    return parts.isEmpty ? nil : names
  }

  /// Whether the next line makes a heading of a line.
  private static func isUnderlined(_ number: Int, _ document: LintedDocument) -> Bool {
    guard number < document.bodyLines.upperBound else { return false }
    let next = document.prose.text(ofLine: number + 1)
    guard let sign = next.first, sign == UInt8(ascii: "=") || sign == UInt8(ascii: "-") else {
      return false
    }
    return next.allSatisfy { $0 == sign }
  }

  /// Whether the text after `{` begins like attributes.
  private static func isList(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    // A marker of contents has a rule of its own.
    if text.prefix(5).elementsEqual(":toc}".utf8) { return false }
    if first == UInt8(ascii: ":") {
      let next = text.dropFirst().first ?? 0
      return next.isBlank || next.isASCIILetter || ".#".utf8.contains(next)
    }
    let rest = text.drop(while: \.isBlank)
    guard let sign = rest.first else { return false }
    if sign == UInt8(ascii: ".") || sign == UInt8(ascii: "#") {
      return rest.dropFirst().first.map(\.isASCIILetter) ?? false
    }
    let name = rest.prefix { $0.isASCIILetter || $0 == UInt8(ascii: "-") }
    return !name.isEmpty && rest.dropFirst(name.count).prefix(2).elementsEqual("=\"".utf8)
  }
}
