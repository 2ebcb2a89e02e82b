import Text

/// Extracts the text of a page, in which phrases are searched.
///
/// It reads only HTML as Waymark writes it, with blocks on lines of their own and five entities. The browser's client
/// uses the text content of the same element.
enum PageText {
  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'",
  ]

  /// The text of the element `main`.
  static func text(ofMainIn html: [UInt8]) -> String {
    let page = String(decoding: html, as: UTF8.self)
    guard let start = page.firstRange(of: "<main"), let end = page.firstRange(of: "</main>"),
      start.upperBound <= end.lowerBound
    else { return "" }
    return text(of: page[start.lowerBound..<end.lowerBound])
  }

  private static func text(of html: Substring) -> String {
    var text = ""
    var rest = html.utf8[...]
    while let first = rest.first {
      if first == UInt8(ascii: "<") {
        rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
      } else if first == UInt8(ascii: "&") {
        let name = rest.dropFirst().prefix { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "#") }
        text += entities[String(Substring(name))] ?? " "
        rest = rest[name.endIndex...]
        if rest.first == UInt8(ascii: ";") { rest = rest.dropFirst() }
      } else {
        let run = rest.prefix { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "&") }
        text += String(Substring(run))
        rest = rest[run.endIndex...]
      }
    }
    return text
  }
}

/// Checks whether a text contains phrases word for word.
enum PhraseCheck {
  static func holds(_ text: String, _ phrases: [[[UInt8]]]) -> Bool {
    var scanner = WordScanner()
    let words = scanner.words(of: text)
    return phrases.allSatisfy { phrase in
      words.indices.contains { start in words[start...].starts(with: phrase) }
    }
  }
}
