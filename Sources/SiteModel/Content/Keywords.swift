import Text

/// The most frequent words of a page, which identify pages on the same subject, and its word count.
///
/// They depend only on the text of the page. English stop words are left out here. `WordSimilarity` also
/// ignores words that are keywords of many pages. O(n).
package struct Keywords: Sendable {
  struct Keyword: Sendable {
    /// The hash of the word in lowercase, without a plural `s`.
    var hash: UInt64
    /// The byte offset of the first occurrence, in the title followed by the text.
    var place: Int
  }

  /// The largest number of keywords of a page.
  private static let count = 20
  /// The shortest keyword in bytes.
  private static let shortest = 4

  /// Sorted by frequency, then by position.
  private(set) var words: [Keyword] = []
  /// The number of words, separated by white space, for the reading time.
  private(set) var wordCount = 0

  /// A word in the title counts as three occurrences, but not for `wordCount`.
  init(title: String, text: [UInt8]) {
    var counter = WordCounter()
    let title = Array(title.utf8)
    _ = Self.scan(title.span) { counter.add($0, at: $1, weight: 3) }
    wordCount = Self.scan(text.span) { counter.add($0, at: $1 + title.count, weight: 1) }
    let frequent = counter.entries.filter { $0.count > 1 }
      .sorted { $0.count == $1.count ? $0.place < $1.place : $0.count > $1.count }
    words = frequent.lazy.filter { !Self.isStopWord($0.hash) }.prefix(Self.count)
      .map { Keyword(hash: $0.hash, place: $0.place) }
  }

  /// Calls `found` with the hash and the offset of each word that can be a keyword; numbers cannot.
  ///
  /// - Returns: The number of words, separated by white space.
  @inline(__always)
  private static func scan(
    _ bytes: Span<UInt8>, found: (UInt64, Int) -> Void
  ) -> Int {
    var count = 0
    var gap = 0
    WordBoundaries.forEachWord(in: bytes, 0..<bytes.count) { start, end in
      let isNext = start - gap == 1 ? bytes[gap] <= 0x20 : holdsSpace(bytes, gap..<start)
      if isNext || gap == 0 { count += 1 }
      gap = end
      guard end - start >= shortest, bytes[start].isWordByte, !bytes[start].isASCIIDigit else {
        return
      }
      let isPlural = bytes[end - 1] | 0x20 == UInt8(ascii: "s")
      found(hash(bytes, start, isPlural ? end - 1 : end), start)
    }
    return count
  }

  private static func holdsSpace(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] <= 0x20 { return true }
    return false
  }

  /// The hash of a word in lowercase.
  ///
  /// Reads eight bytes at once.
  @inline(__always)
  private static func hash(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var hash = seed
    for place in stride(from: start, to: end, by: 8) {
      var part = bytes.loadUInt64(at: place)
      if end - place < 8 { part &= 1 << UInt64((end - place) * 8) - 1 }
      // Sets the lowercase bit in ASCII bytes.
      part |= 0x2020_2020_2020_2020 & ~(part >> 2)
      hash = (hash ^ part) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return hash
  }

  private static func isStopWord(_ hash: UInt64) -> Bool {
    let place = stopWords.partitioningIndex { $0 >= hash }
    return place < stopWords.count && stopWords[place] == hash
  }

  /// The hashes of English stop words, sorted.
  private static let stopWords: [UInt64] = {
    let text = """
      about above after again against almost alone already also although always among another around
      away back because been before began being below best better between both came cannot come
      comes could does doing done down during each early either else enough even ever every everything
      fewer first five follow four from full further gave gets give gives given goes going gone good
      great have having hence here hers herself himself into itself just keep keeps kept know known
      knows last later least less like likely little long look made make makes making many matter
      mean means might mine more most much must myself need needed needs neither never next none
      nothing often once only open other others otherwise ours ourselves over part perhaps rather real
      really said same says second seem seen several shall should show shows since some somebody
      someone something still such take taken takes tell tells than that their theirs them themselves
      then there these they thing things think third this those though three through thus together
      took toward towards turn turns twice under until upon used uses using usually very want wants
      well went were what whatever when where wherever whether which while whole whom whose will with
      within without words would write year years your yours yourself yourselves
      """
    var hashes: [UInt64] = []
    _ = scan(Array(text.utf8).span) { hash, _ in hashes.append(hash) }
    return hashes.sorted()
  }()

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The first occurrence of a keyword on a page, in lowercase except for acronyms.
  static func text(of word: Keyword, in page: ParsedPage) -> String {
    let title = Array(page.title.utf8)
    let isInTitle = word.place < title.count
    let rest =
      isInTitle ? title[word.place...] : page.plainText.bytes[(word.place - title.count)...]
    let text = String(decoding: rest.prefix(while: \.isWordByte), as: UTF8.self)
    let isAcronym = text.unicodeScalars.dropFirst().contains { $0.properties.isUppercase }
    return isAcronym ? text : text.lowercased()
  }
}

/// Counts words by hash, in a table with open addressing.
private struct WordCounter {
  struct Entry {
    var hash: UInt64
    var place: Int
    var count: Int
  }

  /// In the order of first occurrence.
  private(set) var entries: [Entry] = []
  private var table = [Int32](repeating: -1, count: 1024)

  init() {
    entries.reserveCapacity(table.count / 2)
  }

  @inline(__always)
  mutating func add(_ hash: UInt64, at place: Int, weight: Int) {
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while true {
      let entry = Int(table[slot])
      if entry < 0 { break }
      if entries[entry].hash == hash {
        entries[entry].count += weight
        return
      }
      slot = (slot + 1) & (table.count - 1)
    }
    table[slot] = Int32(entries.count)
    entries.append(Entry(hash: hash, place: place, count: weight))
    if entries.count * 2 > table.count { grow() }
  }

  private mutating func grow() {
    table = [Int32](repeating: -1, count: table.count * 2)
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (table.count - 1)
      while table[slot] >= 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Int32(index)
    }
  }
}
