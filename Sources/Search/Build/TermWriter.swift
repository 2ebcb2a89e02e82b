/// Writes one stem with its words and postings.
struct TermWriter {
  let postings: Postings
  let stems: WordList
  let words: WordList
  let documentCount: Int
  let generation: UInt32

  /// A stem as it is written in its shard and, if it is frequent, in its overflow file.
  struct Term: Sendable {
    var stem: ArraySlice<UInt8>
    /// The difference of each word from the stem.
    var words: [UInt8]
    var wordCount: Int
    var frequency: Int
    var gaps: [UInt8]
    /// For each posting, a bit for each word of a stem with several words.
    var forms: [UInt8]
    var impacts: [UInt8]
    /// The overflow postings; `nil` if the shard contains all postings.
    var overflow: [UInt8]?

    /// The approximate size in a shard, which does not depend on the other terms.
    var size: Int { stem.count + words.count + gaps.count + forms.count + impacts.count + 4 }
  }

  /// Writes a stem.
  ///
  /// `own` are the numbers of its words, sorted by their bytes.
  func term(_ stem: Int, words own: [Int]) -> Term {
    let range = postings.range(of: stem)
    var writer = ByteWriter()
    stems.withBytes(of: stem) { stem in
      for word in own { words.withBytes(of: word) { write($0, of: stem, to: &writer) } }
    }
    var head = Array(range)
    var overflow: [UInt8]?
    if range.count > IndexFormat.shardPostingLimit {
      let (best, others) = divide(range)
      head = best
      var writer = ByteWriter()
      writer.fixed(generation, bytes: 4)
      writer.append(gaps(others))
      writer.append(forms(others, count: own.count))
      writer.append(others.map { postings.impacts[$0] })
      overflow = writer.bytes
    }
    return Term(
      stem: stems[stem], words: writer.bytes, wordCount: own.count, frequency: range.count,
      gaps: gaps(head), forms: forms(head, count: own.count),
      impacts: head.map { postings.impacts[$0] }, overflow: overflow)
  }

  /// Whether a word's difference from its stem can be written.
  static func canWrite(_ word: Span<UInt8>, of stem: Span<UInt8>) -> Bool {
    let kept = word.commonPrefixCount(with: stem)
    return stem.count - kept < 8 && word.count - kept < 32
  }

  /// Writes how many bytes a word drops at the end of the stem, and its ending.
  private func write(_ word: Span<UInt8>, of stem: Span<UInt8>, to writer: inout ByteWriter) {
    let kept = word.commonPrefixCount(with: stem)
    let dropped = stem.count - kept
    let ending = word.extracting(kept...)
    writer.byte(dropped << 5 | ending.count)
    writer.append(ending)
  }

  /// The postings with the highest impacts, and the others; both in the order of their documents.
  private func divide(_ range: Range<Int>) -> (best: [Int], others: [Int]) {
    let ranked = range.sorted {
      (postings.impacts[$1] >> 4, $0) < (postings.impacts[$0] >> 4, $1)
    }
    return (
      ranked.prefix(IndexFormat.shardPostingLimit).sorted(),
      ranked.dropFirst(IndexFormat.shardPostingLimit).sorted()
    )
  }

  private func forms(_ places: [Int], count: Int) -> [UInt8] {
    var bits = BitWriter()
    let count = FormBits.count(words: count)
    for place in places where count > 0 { bits.append(Int(postings.forms[place]), count: count) }
    return bits.bytes
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
