/// Writes a shard: its families sorted by the bytes of their first words, then their postings.
enum ShardWriter {
  static func bytes(_ terms: [TermWriter.Term], generation: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(generation, bytes: 4)
    writer.varint(terms.count)
    var previous: ArraySlice<UInt8> = []
    for term in terms {
      let shared = previous.span.commonPrefixCount(with: term.first.span)
      writer.byte(shared)
      writer.byte(term.first.count - shared)
      writer.append(term.first.dropFirst(shared))
      writer.varint(term.words.count - 1)
      writer.append(term.others)
      writer.varint(term.frequency)
      writer.varint(term.gaps.count)
      if let overflow = term.overflow { writer.fixed(Gzip.checksum(ofContent: overflow), bytes: 2) }
      previous = term.first
    }
    for term in terms { writer.append(term.gaps) }
    for term in terms { writer.append(term.forms) }
    for term in terms { writer.append(term.impacts) }
    return writer.bytes
  }
}
