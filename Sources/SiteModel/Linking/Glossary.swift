import Diagnostics
import Markdown

/// A place in a page's text where a glossary term stands.
package struct TermMention: Sendable, Hashable {
  /// Byte offset in the body's HTML.
  package let offset: Int
  package let length: Int
  package let term: PageID
}

/// Finds glossary terms in text: every spelling of every term in one pass.
///
/// The spellings form a trie, which is walked from the start of each word; the longest spelling
/// that ends where a word ends wins. The cost is linear in the text, whatever the number of terms.
package struct Glossary: Sendable {
  /// A node's edges are a slice of `edges`; nodes are numbered in the order of their creation.
  private struct Node {
    var edges: [(byte: UInt8, node: Int32)] = []
    var spelling: Int32 = -1
  }

  private struct Spelling: Hashable {
    var bytes: [UInt8]
    var term: PageID
    /// Acronyms are matched as they are written: `API`, never `api`.
    var isExact: Bool
  }

  private var nodes: [Node] = [Node()]
  /// A bit for each two bytes that a spelling may begin with, as a text may write them: nearly no word of a
  /// text gets beyond.
  private var beginnings = [UInt64](repeating: 0, count: 1 << 10)
  private var spellings: [Spelling] = []
  package private(set) var diagnostics: [Diagnostic] = []

  package var isEmpty: Bool { spellings.isEmpty }

  package init(_ pages: [Page]) {
    var owners: [String: PageID] = [:]
    for page in pages where page.type == .term {
      let title = LocatedText(
        text: page.title, range: page.record.range(of: "title") ?? 0..<0)
      for spelling in [title] + page.record.texts("aliases") {
        let key = spelling.text.lowercased()
        if let owner = owners[key] {
          if owner != page.id { report(spelling, of: page, ownedBy: pages[owner]) }
          continue
        }
        owners[key] = page.id
        for form in Self.forms(of: spelling.text) { add(form, of: page.id) }
      }
    }
    for first in nodes[0].edges {
      let node = nodes[Int(first.node)]
      let seconds = node.spelling < 0 ? node.edges.map(\.byte) : Array(UInt8.min...UInt8.max)
      for second in seconds { noteBeginning(first.byte, second) }
    }
  }

  private mutating func noteBeginning(_ first: UInt8, _ second: UInt8) {
    for first in Self.cases(first) {
      for second in Self.cases(second) {
        let pair = Int(first) << 8 | Int(second)
        beginnings[pair >> 6] |= 1 << UInt64(pair & 63)
      }
    }
  }

  private static func cases(_ byte: UInt8) -> [UInt8] {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? [byte, byte - 0x20] : [byte]
  }

  private mutating func report(_ spelling: LocatedText, of page: Page, ownedBy owner: Page) {
    diagnostics.append(
      Diagnostic(
        .duplicateTerm, "`\(spelling.text)` is a spelling of `\(owner.title)` already",
        at: spelling.range.isEmpty
          ? page.source.location : page.source.location(of: spelling.range),
        notes: [.init("the other term is here", at: owner.source.location)],
        help: "leave it with one of the two"))
  }

  /// A spelling and its regular plural.
  private static func forms(of spelling: String) -> [String] {
    guard let last = spelling.unicodeScalars.last, last.properties.isAlphabetic else {
      return [spelling]
    }
    if spelling.hasSuffix("s") { return [spelling] }
    let isAfterVowel = "aeiou".contains(spelling.dropLast().last?.lowercased() ?? "a")
    if last == "y", !isAfterVowel { return [spelling, spelling.dropLast() + "ies"] }
    if ["ch", "sh", "x"].contains(where: spelling.hasSuffix) {
      return [spelling, spelling + "es"]
    }
    return [spelling, spelling + "s"]
  }

  private mutating func add(_ text: String, of term: PageID) {
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    let bytes = Array(escaped.utf8)
    guard let first = bytes.first, Self.isWordByte(first) else { return }
    var node = 0
    for byte in bytes.map(Self.lowercased) {
      if let edge = nodes[node].edges.first(where: { $0.byte == byte }) {
        node = Int(edge.node)
      } else {
        nodes[node].edges.append((byte, Int32(nodes.count)))
        node = nodes.count
        nodes.append(Node())
      }
    }
    guard nodes[node].spelling < 0 else { return }
    let isAcronym = text.split(whereSeparator: { !$0.isLetter }).contains { word in
      word.unicodeScalars.count(where: \.properties.isUppercase) >= 2
    }
    nodes[node].spelling = Int32(spellings.count)
    spellings.append(Spelling(bytes: bytes, term: term, isExact: isAcronym))
  }

  /// Whether it finds what another one finds, in every text.
  func isSame(as other: Glossary) -> Bool { spellings == other.spellings }

  /// The first mention of each term in each section of a page, by offset.
  ///
  /// The body's `text` holes say where terms may be linked; the page itself, where it is a term,
  /// is not.
  package func mentions(in body: HTMLFragment, of page: PageID) -> [TermMention] {
    guard !isEmpty else { return [] }
    var mentions: [TermMention] = []
    // Few, so that looking through them is quicker than any set.
    var seen = [page]
    body.bytes.withUnsafeBufferPointer { bytes in
      beginnings.withUnsafeBufferPointer { beginnings in
        for hole in body.holes {
          switch hole.kind {
          case .sectionStart: seen = [page]
          case .text(let length):
            scan(bytes, hole.offset..<hole.offset + length, beginnings, &seen, &mentions)
          default: break
          }
        }
      }
    }
    return mentions
  }

  /// Goes from byte to byte, not from word to word: what a text says then decides almost no branch.
  private func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ beginnings: UnsafeBufferPointer<UInt64>, _ seen: inout [PageID],
    _ mentions: inout [TermMention]
  ) {
    var index = range.lowerBound
    var isInWord: UInt64 = 0
    while index < range.upperBound {
      let byte = bytes[index]
      let pair = Int(byte) << 8 | Int(index + 1 < range.upperBound ? bytes[index + 1] : 0)
      let begins = beginnings[pair >> 6] >> UInt64(pair & 63) & ~isInWord & 1
      isInWord = Self.isWordByte(byte) ? 1 : 0
      index += 1
      if begins != 0 {
        guard let match = longest(bytes, index - 1, range.upperBound) else { continue }
        let term = spellings[match.spelling].term
        if !seen.contains(term) {
          seen.append(term)
          mentions.append(
            TermMention(offset: index - 1, length: match.end - index + 1, term: term))
        }
        index = match.end
      } else if byte == UInt8(ascii: "&") {
        // An entity's name is no word of the text.
        while index < range.upperBound, bytes[index] != UInt8(ascii: ";") { index += 1 }
      }
    }
  }

  private func longest(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> (spelling: Int, end: Int)? {
    var node = 0
    var index = start
    var best: (spelling: Int, end: Int)?
    while true {
      let spelling = Int(nodes[node].spelling)
      if spelling >= 0, index == end || !Self.isWordByte(bytes[index]),
        !spellings[spelling].isExact
          || bytes[start..<index].elementsEqual(spellings[spelling].bytes)
      {
        best = (spelling, index)
      }
      guard index < end else { break }
      let byte = Self.lowercased(bytes[index])
      guard let edge = nodes[node].edges.first(where: { $0.byte == byte }) else { break }
      node = Int(edge.node)
      index += 1
    }
    return best
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  /// Letters and digits of ASCII, and all of what lies beyond it.
  @inline(__always)
  private static func isWordByte(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return letter >= 0x61 && letter <= 0x7A || byte >= 0x80 || byte >= 0x30 && byte <= 0x39
  }
}
