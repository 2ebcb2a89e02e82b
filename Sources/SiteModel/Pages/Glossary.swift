import Diagnostics
import Markdown
import Text

/// An occurrence of a glossary term in the text of a page.
package struct TermMention: Sendable, Hashable {
  /// The byte offset in the HTML of the body.
  package let offset: Int
  /// The number of bytes from `offset` on that the mention covers.
  package let length: Int
  /// The page of the term.
  package let term: PageID
}

/// Finds all spellings of glossary terms in a text.
///
/// The spellings form a trie, which is searched from the start of each word. The longest spelling that
/// ends at the end of a word wins. Takes linear time in the text, independent of the number of terms.
package struct Glossary: Sendable {
  /// A node of the trie.
  private struct Node {
    var edges: [(byte: UInt8, node: Int32)] = []
    /// The index of the spelling that ends here; -1 for none.
    var spelling: Int32 = -1
  }

  private struct Spelling: Hashable {
    var bytes: [UInt8]
    var term: PageID
    /// Whether case matters, as for acronyms: `API` does not match `api`.
    var isExact: Bool
  }

  private var nodes: [Node] = [Node()]
  /// One bit for each hash of three bytes at the start of a spelling, as in a Bloom filter, which excludes
  /// nearly all words.
  private var beginnings = [UInt64](repeating: 0, count: 1 << 10)
  private var spellings: [Spelling] = []
  /// The length of the shortest first word of a spelling in bytes.
  private var shortest = Int.max
  /// The terms in the titles and descriptions of the site and its home page.
  private var siteTerms: [PageID] = []
  /// Errors for spellings that two terms have.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Whether the site has no terms.
  package var isEmpty: Bool { spellings.isEmpty }

  /// Builds the trie from the terms among the pages.
  package init(_ pages: [Page], _ configuration: SiteConfiguration) {
    var owners: [String: PageID] = [:]
    for page in pages where page.type.has(.term) {
      let title = LocatedText(
        text: page.title, range: page.record.range(of: "title") ?? 0..<0)
      for spelling in [title] + page.otherNames {
        let key = spelling.text.lowercased()
        if let owner = owners[key] {
          if owner != page.id { report(spelling, of: page, ownedBy: pages[owner]) }
          continue
        }
        owners[key] = page.id
        for form in Self.forms(of: spelling.text) { add(form, of: page.id) }
      }
    }
    noteBeginnings(of: 0, [])
    let home = pages.first(where: \.isHome)
    let subject = [
      configuration.title, configuration.tagline, home?.title, home?.record.text("description"),
    ]
    siteTerms = subject.compactMap(\.self).reduce(into: []) { terms, text in
      terms += named(in: text)
    }
  }

  /// Adds the first three bytes of all spellings below a node; `bytes` is the path to the node.
  private mutating func noteBeginnings(of node: Int, _ bytes: [UInt8]) {
    // Any byte can follow a shorter spelling, and white space can have any number of bytes.
    if bytes.count == 3 || nodes[node].spelling >= 0 { return noteAll(bytes) }
    for edge in nodes[node].edges {
      if edge.byte == Self.space {
        noteAll(bytes)
      } else {
        noteBeginnings(of: Int(edge.node), bytes + [edge.byte])
      }
    }
  }

  /// Adds all groups of three bytes that begin with some bytes.
  private mutating func noteAll(_ bytes: [UInt8]) {
    guard bytes.count == 3 else {
      for byte in UInt8.min...UInt8.max { noteAll(bytes + [byte]) }
      return
    }
    let place = Self.place(bytes[0], bytes[1], bytes[2])
    beginnings[place >> 6] |= 1 << UInt64(place & 63)
  }

  /// The byte of a spelling that matches white space of any length and kind.
  private static let space = UInt8(ascii: " ")

  /// The bit of three bytes, ignoring case.
  @inline(__always)
  private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    let bytes = UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16
    return Int(((bytes | 0x20_2020) &* 0x9E37_79B1) >> 16)
  }

  private mutating func report(_ spelling: LocatedText, of page: Page, ownedBy owner: Page) {
    diagnostics.append(
      Diagnostic(
        .duplicateTerm, "`\(spelling.text)` is already a spelling of `\(owner.title)`",
        at: spelling.range.isEmpty
          ? page.source.location : page.source.location(of: spelling.range),
        notes: [.init("the other term is here", at: owner.source.location)],
        help: "remove the spelling from one of the two terms"))
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
    let bytes = Array(HTMLEscaping.escaped(text.withSingleSpaces).utf8)
    let firstWord = bytes.prefix(while: \.isWordByte)
    if firstWord.isEmpty { return }
    shortest = min(shortest, firstWord.count)
    var node = 0
    for byte in bytes.map(\.asciiLowercased) {
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

  /// Whether both glossaries find the same mentions in every text.
  func isSame(as other: Glossary) -> Bool {
    spellings == other.spellings && siteTerms == other.siteTerms
  }

  /// The terms that a text mentions, in order.
  private func named(in text: String) -> [PageID] {
    let bytes = Array(HTMLEscaping.escaped(text).utf8)
    var terms: [PageID] = []
    var mentions: [TermMention] = []
    scan(bytes, bytes.indices, &terms, &mentions)
    return terms
  }

  /// The mentions in the text of a page, sorted by offset: of each term the first in each section.
  ///
  /// Of a term in the title of the page or of the site, the first on the page is enough. Terms are
  /// searched only in the `text` placeholders of the body. The page itself is not a mention.
  package func mentions(in page: Page) -> [TermMention] {
    guard !isEmpty else { return [] }
    let body = page.parsed.body
    var mentions: [TermMention] = []
    // There are few, so that a linear search is faster than a set.
    var seen = [page.id]
    var oncePerPage: [PageID]?
    for placeholder in body.placeholders {
      switch placeholder.kind {
      case .sectionStart where seen.count > 1:
        let once = oncePerPage ?? siteTerms + named(in: page.title)
        oncePerPage = once
        seen.removeAll { $0 != page.id && !once.contains($0) }
      case .text(let length):
        let range = placeholder.offset..<placeholder.offset + length
        scan(body.bytes, range, &seen, &mentions)
      default: break
      }
    }
    return mentions
  }

  private func scan(
    _ bytes: [UInt8], _ range: Range<Int>, _ seen: inout [PageID],
    _ mentions: inout [TermMention]
  ) {
    var next = range.lowerBound
    func found(_ start: Int) {
      let place = Self.place(
        bytes[start], start + 1 < range.upperBound ? bytes[start + 1] : 0,
        start + 2 < range.upperBound ? bytes[start + 2] : 0)
      guard beginnings[place >> 6] >> UInt64(place & 63) & 1 != 0, start >= next,
        !isEntity(bytes[range.lowerBound..<start]),
        let match = longest(bytes, start, range.upperBound)
      else { return }
      next = match.end
      let term = spellings[match.spelling].term
      guard !seen.contains(term) else { return }
      seen.append(term)
      mentions.append(TermMention(offset: start, length: match.end - start, term: term))
    }
    if Script.holdsHiddenBoundaries(bytes.span, range) {
      Script.forEachStart(in: bytes.span, range, found)
    } else {
      WordBoundaries.forEachStart(in: bytes.span, range, ofAtLeast: shortest, found)
    }
  }

  /// Whether the next word is the name of an HTML entity.
  private func isEntity(_ before: ArraySlice<UInt8>) -> Bool {
    before.last == UInt8(ascii: "&") || before.suffix(2).elementsEqual("&#".utf8)
  }

  private func longest(
    _ bytes: [UInt8], _ start: Int, _ end: Int
  ) -> (spelling: Int, end: Int)? {
    var node = 0
    var index = start
    var best: (spelling: Int, end: Int)?
    while true {
      let spelling = Int(nodes[node].spelling)
      if spelling >= 0, isEnd(bytes, index, end),
        !spellings[spelling].isExact || isExact(bytes, start..<index, spellings[spelling].bytes)
      {
        best = (spelling, index)
      }
      guard index < end else { break }
      let space = Script.spaces(in: bytes.span, at: index, to: end)
      let byte = space > 0 ? Self.space : bytes[index].asciiLowercased
      guard let edge = nodes[node].edges.first(where: { $0.byte == byte }) else { break }
      node = Int(edge.node)
      index += max(space, 1)
    }
    return best
  }

  /// Whether a word ends at an offset.
  private func isEnd(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    index == end || !bytes[index].isWordByte
      || bytes[index] >= 0x80 && Script.isBoundary(in: bytes.span, at: index, to: end)
      || bytes[index - 1] >= 0x80 && Script.isBoundary(in: bytes.span, at: index, to: end)
  }

  /// Whether a text is a spelling, with the same case and white space of any kind.
  private func isExact(
    _ bytes: [UInt8], _ range: Range<Int>, _ spelling: [UInt8]
  ) -> Bool {
    if bytes[range].elementsEqual(spelling) { return true }
    return String(decoding: bytes[range], as: UTF8.self).withSingleSpaces.utf8
      .elementsEqual(spelling)
  }
}
