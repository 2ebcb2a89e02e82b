/// Writes a shard: its stems sorted by their bytes, then their postings.
enum ShardWriter {
  static func bytes(_ terms: ArraySlice<TermWriter.Term>, generation: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(generation, bytes: 4)
    writer.varint(terms.count)
    var previous: ArraySlice<UInt8> = []
    for term in terms {
      let shared = previous.span.commonPrefixCount(with: term.stem.span)
      writer.byte(shared)
      writer.byte(term.stem.count - shared)
      writer.append(term.stem.dropFirst(shared))
      writer.varint(term.wordCount)
      writer.append(term.words)
      writer.varint(term.frequency)
      writer.varint(term.gaps.count)
      if let overflow = term.overflow { writer.fixed(Gzip.checksum(ofContent: overflow), bytes: 2) }
      previous = term.stem
    }
    for term in terms { writer.append(term.gaps) }
    for term in terms { writer.append(term.forms) }
    for term in terms { writer.append(term.impacts) }
    return writer.bytes
  }
}
