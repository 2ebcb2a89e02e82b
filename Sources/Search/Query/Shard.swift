/// A shard as it is read.
struct Shard {
  /// The file with a frequent term's other postings.
  struct Tail {
    var name: String
    var checksum: UInt16
  }

  struct Term {
    var stem: [UInt8]
    /// The words of texts that have the stem.
    var words: [[UInt8]]
    /// In how many documents it occurs; the shard may hold only the best of them.
    var frequency: Int
    /// Where in the shard its gaps and its marks stand.
    fileprivate var gaps: Range<Int>
    fileprivate var marks: Range<Int>
    /// The file with the postings that the shard does not hold.
    var tail: Tail?
  }

  /// Documents that hold a term, ascending, with the mark of each.
  struct Postings {
    var documents: [Int] = []
    var marks: [UInt8] = []
  }

  /// Sorted by the bytes of their stems.
  let terms: [Term]
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>, name: String) throws(SearchFailure) {
    self.bytes = bytes
    var reader = ByteReader(bytes)
    var terms: [Term] = []
    var gapLengths: [Int] = []
    var stem: [UInt8] = []
    for place in 0..<(try reader.varint()) {
      let shared = try reader.byte()
      guard shared <= stem.count else { throw .damaged }
      stem = Array(stem.prefix(shared)) + (try reader.slice(try reader.byte()))
      guard stem.count <= WordScanner.lengthLimit else { throw .damaged }
      let words = try Self.words(of: stem, &reader)
      let frequency = try reader.varint()
      gapLengths.append(try reader.varint())
      var tail: Tail?
      if frequency > IndexFormat.headLimit {
        let checksum = UInt16(try reader.fixed(bytes: 2))
        tail = Tail(name: IndexFormat.tail(name, place), checksum: checksum)
      }
      terms.append(
        Term(stem: stem, words: words, frequency: frequency, gaps: 0..<0, marks: 0..<0, tail: tail))
    }
    for place in terms.indices {
      let gaps = try reader.slice(gapLengths[place])
      terms[place].gaps = gaps.startIndex..<gaps.endIndex
    }
    for place in terms.indices {
      let marks = try reader.slice(min(terms[place].frequency, IndexFormat.headLimit))
      terms[place].marks = marks.startIndex..<marks.endIndex
    }
    self.terms = terms
  }

  private static func words(
    of stem: [UInt8], _ reader: inout ByteReader
  ) throws(SearchFailure) -> [[UInt8]] {
    var words: [[UInt8]] = []
    for _ in 0..<(try reader.varint()) {
      let shape = try reader.byte()
      guard shape >> 5 <= stem.count else { throw .damaged }
      words.append(Array(stem.dropLast(shape >> 5)) + (try reader.slice(shape & 31)))
    }
    return words
  }

  /// The postings of a term that the shard holds, among `total` documents.
  func postings(of term: Term, total: Int) throws(SearchFailure) -> Postings {
    try Self.postings(gaps: bytes[term.gaps], marks: bytes[term.marks], total: total)
  }

  /// The postings of a term that its tail holds.
  static func postings(
    inTail bytes: ArraySlice<UInt8>, of term: Term, total: Int
  ) throws(SearchFailure) -> Postings {
    let count = term.frequency - IndexFormat.headLimit
    guard count <= bytes.count else { throw .damaged }
    return try postings(gaps: bytes.dropLast(count), marks: bytes.suffix(count), total: total)
  }

  private static func postings(
    gaps: ArraySlice<UInt8>, marks: ArraySlice<UInt8>, total: Int
  ) throws(SearchFailure) -> Postings {
    var postings = Postings(documents: [], marks: Array(marks))
    postings.documents.reserveCapacity(marks.count)
    let parameter = Gaps.parameter(count: marks.count, total: total)
    var bits = BitReader(gaps)
    var next = 0
    for _ in marks.indices {
      next += try bits.rice(parameter: parameter)
      guard next < total else { throw .damaged }
      postings.documents.append(next)
      next += 1
    }
    return postings
  }
}
