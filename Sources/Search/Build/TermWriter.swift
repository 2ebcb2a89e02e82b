/// Writes one family: words of one stem, with their postings.
struct TermWriter {
  let postings: Postings
  let words: WordList
  let documentCount: Int
  let generation: UInt32

  /// A family as it is written in the shards of its words and, if it is frequent, in an overflow file.
  struct Term: Sendable {
    /// The first of the words in the order of their bytes.
    var first: ArraySlice<UInt8>
    /// The difference of each further word from the one before it.
    var others: [UInt8]
    /// The numbers of the words.
    var words: [Int]
    var frequency: Int
    var gaps: [UInt8]
    /// For each posting, a bit for each word of a family with several words.
    var forms: [UInt8]
    var impacts: [UInt8]
    /// The overflow postings; `nil` if the shard contains all postings.
    var overflow: [UInt8]?

    /// The approximate size in a shard, which does not depend on the other terms.
    var size: Int { first.count + others.count + gaps.count + forms.count + impacts.count + 4 }
  }

  /// Writes a family.
  ///
  /// `own` are the numbers of its words, sorted by their bytes.
  func term(_ family: Int, words own: [Int]) -> Term {
    let range = postings.range(of: family)
    var writer = ByteWriter()
    let all = words.bytes.span
    for (word, previous) in zip(own.dropFirst(), own) {
      Self.write(
        all.extracting(words.range(of: word)), after: all.extracting(words.range(of: previous)),
        to: &writer)
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
      first: words[own[0]], others: writer.bytes, words: own, frequency: range.count,
      gaps: gaps(head), forms: forms(head, count: own.count),
      impacts: head.map { postings.impacts[$0] }, overflow: overflow)
  }

  /// Writes how many bytes a word drops at the end of the word before it, and its own ending.
  ///
  /// Both numbers are one byte, or two more after 255 where they are large.
  private static func write(
    _ word: Span<UInt8>, after previous: Span<UInt8>, to writer: inout ByteWriter
  ) {
    let kept = word.commonPrefixCount(with: previous)
    let (dropped, added) = (previous.count - kept, word.count - kept)
    if dropped < 7 && added < 32 {
      writer.byte(dropped << 5 | added)
    } else {
      writer.byte(255)
      writer.byte(dropped)
      writer.byte(added)
    }
    writer.append(word.extracting(kept...))
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
