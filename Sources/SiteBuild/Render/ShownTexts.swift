import Markdown
import Text

/// Tells whether a page shows a text.
struct ShownTexts {
  /// How many bytes are searched for one page; then all other texts count as shown.
  private static let budget = 64 << 20
  /// The attributes whose values readers see or hear.
  private static let attributes = ["alt", "content", "title", "aria-label"]

  private let html: [UInt8]
  /// Where the last text was found: the next one usually follows.
  private var cursor = 0
  private var searched = 0
  /// The text of the page without white space, made when it is needed first.
  private var plain: [UInt8]?

  /// - Parameters:
  ///   - html: The page.
  ///   - scripts: The ranges of the page that readers do not see, in order.
  init(_ html: [UInt8], without scripts: [Range<Int>]) {
    guard !scripts.isEmpty else {
      self.html = html
      return
    }
    var rest: [UInt8] = []
    rest.reserveCapacity(html.count)
    var place = 0
    for script in scripts {
      rest += html[place..<script.lowerBound]
      place = script.upperBound
    }
    self.html = rest + html[place...]
  }

  /// Whether the page shows a text, without regard to white space.
  mutating func contains(_ text: String) -> Bool { contains(text, HTMLEscaping.escaped(text)) }

  /// Whether the page shows every text in HTML, without regard to white space and markup.
  mutating func contains(html part: String) -> Bool {
    let bytes = Array(part.utf8)
    for case .text(let range) in HTMLTokenizer(bytes, bytes.indices) {
      let escaped = String(decoding: bytes[range], as: UTF8.self)
      if !contains(HTMLEscaping.unescaped(escaped), escaped) { return false }
    }
    return true
  }

  private mutating func contains(_ text: String, _ escaped: String) -> Bool {
    if text.isEmpty || searched > Self.budget || finds(Array(escaped.utf8)) { return true }
    let plain = self.plain ?? Self.plain(html)
    self.plain = plain
    searched += plain.count
    return plain.span.offset(of: Self.withoutSpace(text).span) != nil
  }

  private mutating func finds(_ bytes: [UInt8]) -> Bool {
    for start in [cursor, 0] {
      searched += html.count - start
      if let found = html.span.offset(of: bytes.span, from: start) {
        searched -= html.count - found
        cursor = found
        return true
      }
    }
    return false
  }

  private static func plain(_ html: [UInt8]) -> [UInt8] {
    var text = ""
    for token in HTMLTokenizer(html, html.indices) {
      switch token {
      case .text(let range): text += String(decoding: html[range], as: UTF8.self)
      case .start(let tag):
        for attribute in tag.attributes where Self.attributes.contains(attribute.name) {
          text += String(decoding: html[attribute.value], as: UTF8.self)
        }
      default: break
      }
    }
    return withoutSpace(HTMLEscaping.unescaped(text))
  }

  private static func withoutSpace(_ text: String) -> [UInt8] {
    text.utf8.filter { !$0.isASCIISpace }
  }
}
