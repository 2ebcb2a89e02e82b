/// Writes one stem with its words and postings.
struct TermWriter {
  let postings: Postings
  let stems: WordList
  let words: WordList
  let documentCount: Int
  let generation: UInt32

  /// A stem as its shard and, for a frequent one, its tail hold it.
  struct Term: Sendable {
    var stem: ArraySlice<UInt8>
    /// How each word is made of the stem.
    var words: [UInt8]
    var wordCount: Int
    var frequency: Int
    var gaps: [UInt8]
    var marks: [UInt8]
    /// What the tail's file holds.
    var tail: [UInt8]?

    /// About what it takes in a shard, whatever stands beside it.
    var size: Int { stem.count + words.count + gaps.count + marks.count + 4 }
  }

  /// `own` are the numbers of the stem's words, in the order of their bytes.
  func term(_ stem: Int, words own: [Int]) -> Term {
    let range = postings.range(of: stem)
    var writer = ByteWriter()
    let wordCount = stems.withBytes(of: stem) { stem in
      own.count { word in words.withBytes(of: word) { write($0, of: stem, to: &writer) } }
    }
    var head = Array(range)
    var tail: [UInt8]?
    if range.count > IndexFormat.headLimit {
      let (best, others) = divide(range)
      head = best
      var writer = ByteWriter()
      writer.fixed(generation, bytes: 4)
      writer.append(gaps(others))
      writer.append(others.map { postings.marks[$0] })
      tail = writer.bytes
    }
    return Term(
      stem: stems[stem], words: writer.bytes, wordCount: wordCount, frequency: range.count,
      gaps: gaps(head), marks: head.map { postings.marks[$0] }, tail: tail)
  }

  /// Writes what a word drops of the stem's end and what it adds, if both are as short as usual.
  private func write(
    _ word: UnsafeBufferPointer<UInt8>, of stem: UnsafeBufferPointer<UInt8>,
    to writer: inout ByteWriter
  ) -> Bool {
    let kept = word.commonPrefixCount(with: stem)
    let dropped = stem.count - kept
    let ending = word.dropFirst(kept)
    guard dropped < 8, ending.count < 32 else { return false }
    writer.byte(dropped << 5 | ending.count)
    writer.append(ending)
    return true
  }

  /// The postings that say most, and the others; both in the order of their documents.
  private func divide(_ range: Range<Int>) -> (best: [Int], others: [Int]) {
    let ranked = range.sorted {
      (postings.marks[$1] >> 4, $0) < (postings.marks[$0] >> 4, $1)
    }
    return (
      ranked.prefix(IndexFormat.headLimit).sorted(),
      ranked.dropFirst(IndexFormat.headLimit).sorted()
    )
  }

  private func gaps(_ places: [Int]) -> [UInt8] {
    var bits = BitWriter()
    let parameter = Gaps.parameter(count: places.count, total: documentCount)
    var next = 0
    for place in places {
      let document = Int(postings.documents[place])
      bits.rice(document - next, parameter: parameter)
      next = document + 1
    }
    return bits.bytes
  }
}
