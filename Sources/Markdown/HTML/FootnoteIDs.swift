import Text

/// The ids of footnotes and of the references to them.
struct FootnoteIDs {
  private var notes: [String]
  private var references: [[String]]
  /// The number of references to each footnote that have been written.
  private var written: [Int]

  /// Makes the ids from `anchors`, or those of cmark where `isPlain`.
  init(_ document: MarkdownDocument, isPlain: Bool, anchors: inout AnchorSet) {
    let labels = document.footnoteLabels
    references = Array(repeating: [], count: labels.count)
    written = Array(repeating: 0, count: labels.count)
    func id(_ text: String) -> String { isPlain ? text : anchors.addSlug(text) }
    let slugs = labels.map { label in
      let slug = isPlain ? label : Slug.heading(label)
      return slug.isEmpty ? "note" : slug
    }
    notes = slugs.map { id("fn-\($0)") }
    var imageEnd = 0
    for (index, node) in document.nodes.enumerated() {
      if node.kind == .image, !isPlain { imageEnd = max(imageEnd, node.end) }
      // The alternative text of an image has no link to lead back to; cmark counts it all the same.
      guard node.kind == .footnoteReference, index >= imageEnd else { continue }
      let note = Int(node.value) - 1
      guard slugs.indices.contains(note) else { continue }
      let count = references[note].count + 1
      references[note].append(id("fnref-\(slugs[note])" + (count > 1 ? "-\(count)" : "")))
    }
  }

  /// The ids of the next reference to a footnote, and of the footnote.
  mutating func reference(to number: Int) -> (reference: String, note: String)? {
    guard notes.indices.contains(number - 1) else { return nil }
    let index = written[number - 1]
    guard index < references[number - 1].count else { return nil }
    written[number - 1] += 1
    return (references[number - 1][index], notes[number - 1])
  }

  func note(_ number: Int) -> String { notes.indices.contains(number - 1) ? notes[number - 1] : "" }

  /// The ids of all references to a footnote.
  func references(to number: Int) -> [String] {
    references.indices.contains(number - 1) ? references[number - 1] : []
  }
}
