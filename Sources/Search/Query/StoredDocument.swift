/// A document as it is stored in a block.
struct StoredDocument {
  var address: String
  var title: String
  var lead: String
  var sections: [SearchAnswer.Section]

  init(_ reader: inout ByteReader) throws(SearchFailure) {
    address = try reader.string()
    title = try reader.string()
    lead = try reader.string()
    sections = []
    for _ in 0..<(try reader.varint()) {
      let heading = try reader.string()
      let anchor = try reader.string()
      sections.append(.init(heading: heading, anchor: anchor, summary: try reader.string()))
    }
  }
}
