/// Writes a block: what results show of some adjacent documents.
enum BlockWriter {
  static func bytes(_ documents: ArraySlice<SearchDocument>, generation: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    writer.fixed(generation, bytes: 4)
    for document in documents {
      writer.string(document.address)
      writer.string(document.title)
      writer.string(document.lead)
      let sections = document.sections.prefix(DocumentAnalysis.lastSection)
      writer.varint(sections.count)
      for section in sections {
        writer.string(section.heading)
        writer.string(section.anchor)
        writer.string(section.summary)
      }
    }
    return writer.bytes
  }
}
