/// What a block says of a document.
struct StoredDocument {
  var address: String
  var title: String
  var lead: String
  var topics: [String]
  var sections: [SearchAnswer.Section]

  init(
    _ reader: inout ByteReader, topics all: [IndexSettings.Facet]
  ) throws(SearchFailure) {
    address = try reader.string()
    title = try reader.string()
    lead = try reader.string()
    topics = []
    for _ in 0..<(try reader.varint()) {
      let number = try reader.varint()
      guard number < all.count else { throw .damaged }
      topics.append(all[number].name)
    }
    sections = []
    for _ in 0..<(try reader.varint()) {
      let heading = try reader.string()
      let anchor = try reader.string()
      sections.append(.init(heading: heading, anchor: anchor, summary: try reader.string()))
    }
  }
}
