/// A shard: families of words with their postings.
struct Shard {
  /// The file with the overflow postings of a frequent term.
  struct Overflow {
    var name: String
    var checksum: UInt16
  }

  struct Term {
    /// The words of one family, in the order of their bytes.
    ///
    /// The first is the name of the term, which is in each shard that has one of the words.
    var words: [[UInt8]]
    /// The number of documents with one of the words.
    ///
    /// The shard may have only the best of them.
    var frequency: Int
    /// The ranges of its gaps, forms and impacts in the shard.
    fileprivate var gaps: Range<Int>
    fileprivate var forms = 0..<0
    fileprivate var impacts: Range<Int>
    /// The file with the postings that are not in the shard.
    var overflow: Overflow?

    var name: [UInt8] { words[0] }
  }

  /// The documents with a term, in ascending order, and their impacts.
  struct Postings {
    var documents: [Int] = []
    var impacts: [UInt8] = []
    /// Which words of the term each document has; empty where the term has one word.
    var forms: [UInt16] = []
  }

  /// The terms, sorted by the bytes of their first words.
  let terms: [Term]
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>, name: String) throws(SearchFailure) {
    self.bytes = bytes
    var reader = ByteReader(bytes)
    var terms: [Term] = []
    var gapLengths: [Int] = []
    var first: [UInt8] = []
    for place in 0..<(try reader.varint()) {
      let shared = try reader.byte()
      guard shared <= first.count else { throw .damaged }
      first = Array(first.prefix(shared)) + (try reader.slice(try reader.byte()))
      guard first.count <= WordScanner.lengthLimit else { throw .damaged }
      let words = try Self.words(after: first, &reader)
      let frequency = try reader.varint()
      gapLengths.append(try reader.varint())
      var overflow: Overflow?
      if frequency > IndexFormat.shardPostingLimit {
        let checksum = UInt16(try reader.fixed(bytes: 2))
        overflow = Overflow(name: IndexFormat.overflow(name, place), checksum: checksum)
      }
      terms.append(
        Term(
          words: words, frequency: frequency, gaps: 0..<0, impacts: 0..<0, overflow: overflow))
    }
    for place in terms.indices {
      let gaps = try reader.slice(gapLengths[place])
      terms[place].gaps = gaps.startIndex..<gaps.endIndex
    }
    for place in terms.indices {
      let forms = try reader.slice(Self.formSize(of: terms[place], inOverflow: false))
      terms[place].forms = forms.startIndex..<forms.endIndex
    }
    for place in terms.indices {
      let impacts = try reader.slice(min(terms[place].frequency, IndexFormat.shardPostingLimit))
      terms[place].impacts = impacts.startIndex..<impacts.endIndex
    }
    self.terms = terms
  }

  /// A first word and those that follow it, each written as what it changes at the end of the one before.
  private static func words(
    after first: [UInt8], _ reader: inout ByteReader
  ) throws(SearchFailure) -> [[UInt8]] {
    var words = [first]
    for _ in 0..<(try reader.varint()) {
      let shape = try reader.byte()
      let dropped = shape < 224 ? shape >> 5 : try reader.byte()
      let added = shape < 224 ? shape & 31 : try reader.byte()
      let previous = words[words.count - 1]
      guard dropped <= previous.count, previous.count - dropped + added <= WordScanner.lengthLimit
      else { throw .damaged }
      words.append(Array(previous.dropLast(dropped)) + (try reader.slice(added)))
    }
    return words
  }

  /// The postings of a term in the shard of an index of `total` documents.
  func postings(of term: Term, total: Int) throws(SearchFailure) -> Postings {
    try Self.postings(
      gaps: bytes[term.gaps], forms: bytes[term.forms], impacts: bytes[term.impacts],
      words: term.words.count, total: total)
  }

  private static func formSize(of term: Term, inOverflow: Bool) -> Int {
    let limit = IndexFormat.shardPostingLimit
    let count = inOverflow ? term.frequency - limit : min(term.frequency, limit)
    return FormBits.size(postings: count, words: term.words.count)
  }

  /// The overflow postings of a term.
  static func postings(
    inOverflow bytes: ArraySlice<UInt8>, of term: Term, total: Int
  ) throws(SearchFailure) -> Postings {
    let count = term.frequency - IndexFormat.shardPostingLimit
    let size = formSize(of: term, inOverflow: true)
    guard count + size <= bytes.count else { throw .damaged }
    return try postings(
      gaps: bytes.dropLast(count + size), forms: bytes.dropLast(count).suffix(size),
      impacts: bytes.suffix(count), words: term.words.count, total: total)
  }

  private static func postings(
    gaps: ArraySlice<UInt8>, forms: ArraySlice<UInt8>, impacts: ArraySlice<UInt8>, words: Int,
    total: Int
  ) throws(SearchFailure) -> Postings {
    var postings = Postings(documents: [], impacts: Array(impacts))
    postings.documents.reserveCapacity(impacts.count)
    let parameter = Gaps.parameter(count: impacts.count, total: total)
    var bits = BitReader(gaps)
    var next = 0
    for _ in impacts.indices {
      next += try bits.rice(parameter: parameter)
      guard next < total else { throw .damaged }
      postings.documents.append(next)
      next += 1
    }
    let formCount = FormBits.count(words: words)
    var formBits = BitReader(forms)
    for _ in impacts.indices where formCount > 0 {
      postings.forms.append(UInt16(try formBits.number(count: formCount)))
    }
    return postings
  }
}
