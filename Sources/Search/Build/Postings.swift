import Concurrency

/// The postings of each family of words: the documents that contain it, with its impact and its best section in each.
struct Postings: Sendable {
  /// The offset of each family's postings in the arrays below, and the end of the last.
  private(set) var starts: [Int]
  private(set) var documents: [UInt32]
  /// The impact of each posting: its level in the high four bits, its section in the low four.
  private(set) var impacts: [UInt8]

  /// The words of each posting's family that its document has, a bit each.
  private(set) var forms: [UInt16]

  /// The number of documents that are processed with the same buffers.
  private static let partSize = 64

  /// The range of a family's postings, which ascend by document.
  func range(of family: Int) -> Range<Int> { starts[family]..<starts[family + 1] }

  /// Makes postings of occurrences.
  ///
  /// - Parameters:
  ///   - analyses: The words of each document with their occurrences.
  ///   - words: The numbers of the words of each analysis.
  ///   - families: The family of each word.
  ///   - forms: The bit of each word among those of its family; 0 for words that are not told apart.
  ///   - familyCount: The number of families.
  init(
    _ analyses: [DocumentAnalysis], words: [[UInt32]], families: [UInt32],
    forms: [UInt16], familyCount: Int
  ) {
    let bm25f = BM25F(lengths: analyses.map(\.lengths))
    let rows = Array(analyses.indices).concurrentMap(
      inPartsOf: Self.partSize, with: { RowFinder(bm25f, familyCount: familyCount) }
    ) { finder, number in
      finder.rows(analyses[number], words[number], families, forms)
    }
    var starts = [Int](repeating: 0, count: familyCount + 1)
    for row in rows.joined() { starts[Int(row.family) + 1] += 1 }
    for family in 0..<familyCount { starts[family + 1] += starts[family] }
    var ends = starts
    var documents = [UInt32](repeating: 0, count: starts[familyCount])
    var impacts = [UInt8](repeating: 0, count: starts[familyCount])
    var masks = [UInt16](repeating: 0, count: starts[familyCount])
    for (document, rows) in rows.enumerated() {
      for row in rows {
        let place = ends[Int(row.family)]
        ends[Int(row.family)] += 1
        documents[place] = UInt32(document)
        impacts[place] = row.impact
        masks[place] = row.forms
      }
    }
    self.starts = starts
    self.documents = documents
    self.impacts = impacts
    self.forms = masks
  }
}

/// Computes the postings of documents, one document after the other.
private struct RowFinder {
  struct Row: Sendable {
    var family: UInt32
    var impact: UInt8
    var forms: UInt16
  }

  private let bm25f: BM25F
  /// The first occurrence of each family in the current document; -1 for none.
  ///
  /// All are -1 between documents.
  private var first: [Int32]
  /// The next occurrence of the same family for each occurrence; -1 for none.
  private var next: [Int32] = []

  init(_ bm25f: BM25F, familyCount: Int) {
    self.bm25f = bm25f
    first = Array(repeating: -1, count: familyCount)
  }

  /// One row for each family of the document.
  mutating func rows(
    _ analysis: DocumentAnalysis, _ words: [UInt32], _ families: [UInt32], _ forms: [UInt16]
  ) -> [Row] {
    let shares = bm25f.shares(of: analysis.lengths)
    let found = link(analysis.occurrences, words, families)
    return found.map { family in
      var total = 0.0
      var best = (weight: -1.0, section: 0)
      var mask: UInt16 = 0
      var index = Int(first[Int(family)])
      first[Int(family)] = -1
      while index >= 0 {
        let section = analysis.occurrences[index].section
        var weight = 0.0
        while index >= 0, analysis.occurrences[index].section == section {
          let occurrence = analysis.occurrences[index]
          weight += Double(occurrence.count) * shares[occurrence.field.rawValue]
          mask |= forms[Int(words[Int(occurrence.word)])]
          index = Int(next[index])
        }
        total += weight
        if weight > best.weight { best = (weight, Int(section)) }
      }
      return Row(
        family: family, impact: UInt8(bm25f.level(total) << 4 | best.section), forms: mask)
    }
  }

  /// Links the occurrences of each family in their order, and returns the families.
  private mutating func link(
    _ occurrences: [DocumentAnalysis.Occurrence], _ words: [UInt32], _ families: [UInt32]
  ) -> [UInt32] {
    next.removeAll(keepingCapacity: true)
    next.append(contentsOf: repeatElement(-1, count: occurrences.count))
    var found: [UInt32] = []
    found.reserveCapacity(occurrences.count)
    for index in occurrences.indices.reversed() {
      let family = families[Int(words[Int(occurrences[index].word)])]
      if first[Int(family)] < 0 { found.append(family) }
      next[index] = first[Int(family)]
      first[Int(family)] = Int32(index)
    }
    return found
  }
}
